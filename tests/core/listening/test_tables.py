"""Files of comments as people have them become texts, or a clear refusal."""

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.core.errors import BadInputError, GoenError
from goen.core.listening.tables import Columns, guess_columns, read_table, texts_of

CSV = '受付番号,投稿日,団体,ご意見\n1,令和7年1月30日,県,県産品の桃を売りたい\n2,2025/2/3,FCC,"会議が多い\n減らして"\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_csv_is_read_in_any_office_encoding_and_its_columns_are_guessed(encoding):
    table = read_table(CSV.encode(encoding))
    columns = guess_columns(table)
    texts = texts_of(table, columns)

    assert (columns.text, columns.id, columns.when) == ("ご意見", "受付番号", "投稿日")
    assert [text.text for text in texts] == ["県産品の桃を売りたい", "会議が多い\n減らして"]
    assert [text.when for text in texts] == [dt.date(2025, 1, 30), dt.date(2025, 2, 3)]


def test_a_workbook_is_read():
    import openpyxl

    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in [["番号", "自由記述"], [1, "桃"], [2, None], [3, "会議"]]:
        book.active.append(row)
    book.save(file)

    table = read_table(file.getvalue())

    assert [(text.id, text.text) for text in texts_of(table, guess_columns(table))] == [
        ("1", "桃"),
        ("2", ""),
        ("3", "会議"),
    ]


def test_a_file_cut_in_the_middle_is_refused_with_its_line():
    with pytest.raises(BadInputError) as caught:
        read_table('番号,意見\n1,桃\n2,"会議が多'.encode())
    assert (caught.value.code, caught.value.params["line"]) == ("listening.broken_file", 3)


def test_a_column_that_is_not_text_is_refused():
    table = read_table(b"id,text\n1,12\n2,34\n")
    with pytest.raises(BadInputError) as caught:
        texts_of(table, Columns("text", "id"))
    assert caught.value.code == "listening.column_not_text"


def test_a_column_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(BadInputError) as caught:
        texts_of(read_table(b"id,text\n1,a\n"), Columns("body"))
    assert caught.value.params == {"column": "body", "columns": "id、text"}


def test_missing_and_repeated_ids_become_unique():
    table = read_table("番号,意見\n1,桃\n1,梨\n,柿\n3,栗\n".encode())
    ids = [text.id for text in texts_of(table, Columns("意見", "番号"))]
    assert ids == ["1", "1#2", "3", "3#4"]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        table = read_table(data)
    except GoenError:
        return
    assert all(len(row) == len(table.header) for row in table.rows)
    assert len(set(table.header)) == len(table.header)


def test_the_header_is_not_counted_among_the_rows_a_file_may_have():
    assert len(read_table(CSV.encode(), most_rows=2).rows) == 2
    with pytest.raises(GoenError) as refusal:
        read_table(CSV.encode(), most_rows=1)
    assert refusal.value.code == "listening.too_many_rows"


def test_a_workbook_cut_off_is_said_to_be_one_and_names_no_line():
    with pytest.raises(BadInputError) as caught:
        read_table(b"PK\x03\x04 cut off")
    assert (caught.value.code, caught.value.params) == ("listening.broken_workbook", {})


def test_a_file_cut_in_the_middle_of_a_character_is_told():
    data = "意見,団体\n道路を直して".encode()
    assert read_table(data).notes == ()
    assert read_table(data[:-1]).notes == ("cut_short:2",)


def test_headings_alone_are_refused_with_what_they_say():
    with pytest.raises(BadInputError) as refused:
        read_table("意見,団体\n\n".encode())
    assert (refused.value.code, refused.value.params) == ("listening.no_rows", {"header": "意見、団体"})
