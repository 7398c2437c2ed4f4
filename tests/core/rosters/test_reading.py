"""Every file an office may send is read, or answered with a sentence; nothing stumbles."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.roster import files

from goen.core.errors import BadInputError, GoenError, TooMuchError
from goen.core.rosters.headers import find_header
from goen.core.rosters.reading import MAX_BYTES, read_upload, read_workbook

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
WHOLE = files.xlsx()
OFFICE_XLS = Path(__file__).parent / "office.xls"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def refusal(data):
    with pytest.raises(GoenError) as error:
        read_workbook(data)
    return error.value.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "roster.empty_file"),
        (b" \r\n\t ", "roster.empty_file"),
        (b"\xef\xbb\xbf\r\n", "roster.empty_file"),
        (PDF, "roster.other_kind"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "roster.other_kind"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "roster.other_kind"),
        (zipped(word__document="<x/>"), "roster.other_kind"),
        (zipped(xl__workbook="x") + b"tail", "roster.other_kind"),
        (b"PK\x03\x04 cut off", "roster.broken_file"),
        (OLE, "roster.broken_file"),
        (b"a\x00b\x00c", "roster.broken_file"),
        (b'"' + b"x" * 200_000, "roster.not_a_table"),
    ],
)
def test_what_is_no_roster_is_named(data, code):
    assert refusal(data) == code


def test_a_workbook_cut_in_half_is_broken():
    data = files.xlsx()
    assert refusal(data[: len(data) // 2]) == "roster.broken_file"


def test_a_workbook_with_damaged_parts_is_broken():
    parts = {"xl__workbook.xml": "<not closed", "xl___rels__workbook.xml.rels": "<x/>"}
    assert refusal(zipped(**parts)) == "roster.broken_file"


def test_an_empty_workbook_is_empty():
    assert refusal(files.xlsx((), (), ())) == "roster.empty_file"


def test_fifty_megabytes_are_refused_without_being_held():
    read = []

    def chunks():
        for number in range(50):
            read.append(number)
            yield b"x" * 1024 * 1024

    with pytest.raises(TooMuchError):
        read_upload(chunks())
    assert len(read) == 11
    assert refusal(b"x" * (MAX_BYTES + 1)) == "base.too_large"


def test_a_lonely_cell_far_below_is_refused_before_memory_is_asked_for():
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "氏名"
    book.active.cell(1_000_000, 1, "x")
    out = io.BytesIO()
    book.save(out)
    assert refusal(out.getvalue()) == "roster.too_many_rows"


def test_too_many_rows_are_refused():
    assert refusal(("氏名\n" + "髙橋\n" * 5_001).encode()) == "roster.too_many_rows"


def test_formula_cells_are_known_with_the_value_they_showed():
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("一")
    sheet.write_row(0, 0, ["氏名", "フリガナ"])
    sheet.write_formula(1, 0, '="髙橋"&"花子"', value="髙橋花子")
    sheet.write_string(1, 1, "タカハシ")
    book.close()
    read = read_workbook(out.getvalue()).sheets[0]
    assert read.rows[1] == ("髙橋花子", "タカハシ")
    assert read.formulas == {(1, 0)}


def test_cells_merged_downwards_hold_for_every_row():
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["氏名", "所属"], ["髙橋", "福島県"], ["伊藤", None], ["佐藤", "市"]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    out = io.BytesIO()
    book.save(out)
    assert [row[1] for row in read_workbook(out.getvalue()).sheets[0].rows] == ["所属", "福島県", "福島県", "市"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
def test_text_files_of_every_kind_are_read(delimiter, encoding):
    read = read_workbook(files.csv(encoding=encoding, delimiter=delimiter))
    header = find_header(read.sheets[0].rows)
    assert (read.kind, read.encoding, header.row) == ("text", encoding, 1)
    assert header.columns.count("name") == 1


def test_line_breaks_and_quotes_inside_cells_stay_inside():
    read = read_workbook('氏名,備考\r\n髙橋,"一行目\n二行目,続き"\r\n'.encode())
    assert read.sheets[0].rows[1] == ("髙橋", "一行目 二行目,続き")


def test_our_own_guarded_cells_come_back_as_they_were():
    assert read_workbook('氏名,備考\n髙橋,\'=1+1\n伊藤,="007"\n'.encode()).sheets[0].rows[1:] == (
        ("髙橋", "=1+1"), ("伊藤", "007"),
    )  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(data):
    with suppress(BadInputError, TooMuchError):
        read_workbook(data)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_damaged_workbook_never_stumbles(data):
    whole = bytearray(WHOLE)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=20)):
        whole[place] = data.draw(st.integers(0, 255))
    with suppress(BadInputError, TooMuchError):
        read_workbook(bytes(whole))


def test_the_old_excel_format_is_read():
    rows = read_workbook(OFFICE_XLS.read_bytes()).sheets[0].rows
    assert rows[4][:6] == ("1", "福島県", "企画調整部", "髙橋　花子", "タカハシ　ハナコ", "1")
    assert rows[5][1:4] == ("福島県", "", "𠮷田 一郎")
    assert rows[4][6] == "2021-04-01"
