"""Documents open, hold Japanese as written, and run nothing."""

import csv
import io
import zipfile

import docx  # noqa: TID253 - tests read what the product wrote
import openpyxl  # noqa: TID253 - as above
import pptx  # noqa: TID253 - as above
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.base.documents import fonts
from goen.base.documents.delimited import CP932, write_csv
from goen.base.documents.guards import clean, file_name, guard_cell, is_formula_like
from goen.base.documents.pdf import compile_pdf
from goen.base.documents.slides import Box, Deck
from goen.base.documents.word import WordFile
from goen.base.documents.workbook import Sheet, write_workbook
from goen.core.errors import GoenError

NAMES = "髙橋 﨑 𠮷田 神 ㋿ ♥ 邉 濵 栁 德 瀨"
text = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)


def book_of(*rows):
    content = write_workbook([Sheet("表", ["列"] * len(rows[0]), rows)])
    return openpyxl.load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_is_guarded(start):
    assert guard_cell(f"{start}1") == f"'{start}1"
    assert is_formula_like(f"{start}1")


@given(text)
def test_cleaning_keeps_everything_xml_can_hold(value):
    assert clean(clean(value)) == clean(value)
    assert set(clean(value)) <= set(value)


@given(text)
def test_a_file_name_has_no_path_in_it(value):
    assert not set(file_name(value)) & set('/\\:*?"<>|\n\r\t')


@given(st.lists(st.tuples(text, text), min_size=1, max_size=5))
def test_a_csv_gives_back_what_went_in_but_for_the_guard(rows):
    made = write_csv(["a", "b"], rows).content.decode("utf-8-sig")

    read = list(csv.reader(io.StringIO(made, newline="")))[1:]

    assert read == [[guard_cell(one), guard_cell(two)] for one, two in rows]


def test_letters_cp932_lacks_are_listed_not_an_error():
    made = write_csv(["氏名"], [["𠮷田と髙橋♥"]], encoding=CP932)

    assert made.lost == ("𠮷", "♥")
    assert made.content.decode("cp932").splitlines()[1] == "〓田と髙橋〓"


@settings(max_examples=30, deadline=None)
@given(st.lists(text, min_size=1, max_size=6))
def test_a_workbook_keeps_texts_as_texts(values):
    sheet = book_of(*([value] for value in values))

    cells = [sheet.cell(row, 1) for row in range(2, 2 + len(values))]
    assert all(cell.data_type in ("s", "n") for cell in cells)
    assert [cell.value or "" for cell in cells] == [
        clean(value.replace("\r\n", "\n").replace("\r", "\n")) for value in values
    ]


def test_a_formula_stays_text_even_when_somebody_edits_the_cell():
    cell = book_of(["=1+1"])["A2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_sheets_of_the_same_or_a_forbidden_name_open():
    content = write_workbook([Sheet("第1回/名簿", ["a"], []), Sheet("第1回/名簿", ["a"], []), Sheet("", ["a"], [])])

    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["第1回_名簿", "第1回_名簿_2", "Sheet"]


def test_the_font_draws_the_names_people_have():
    assert fonts.missing(NAMES) == ()
    assert fonts.drawable(NAMES) == NAMES


def test_a_letter_the_font_lacks_is_marked_and_a_shape_selector_goes():
    assert fonts.drawable("葛\U000e0100城😀") == "葛城〓"
    assert fonts.missing("😀😀한") == ("😀", "한")


@settings(max_examples=15, deadline=None)
@given(text)
def test_any_text_makes_a_pdf(tmp_path_factory, value):
    template = tmp_path_factory.mktemp("typ") / "t.typ"
    template.write_text(
        '#let data = json(bytes(sys.inputs.data))\n#set document(title: "t")\n'
        '#set text(font: "Noto Sans JP", lang: "ja")\n#data.words'
    )

    assert compile_pdf(template, {"words": value}).startswith(b"%PDF-")


def test_a_broken_template_says_why(tmp_path):
    template = tmp_path / "t.typ"
    template.write_text("#nothing-of-that-name")

    with pytest.raises(GoenError) as caught:
        compile_pdf(template, {})

    assert caught.value.code == "base.pdf_failed"


def test_word_names_a_japanese_font_and_keeps_every_letter():
    page = WordFile("題\x00名")
    page.title(NAMES)
    page.table([["項目", "内容"], ["会場", "杉妻\x0b会館"]], widths_mm=[40, 120])
    page.quote("ことば", "福島県")
    page.bullets(["一", "二"])
    page.box(["電話"])

    content = page.to_bytes()
    read = docx.Document(io.BytesIO(content))
    styles = zipfile.ZipFile(io.BytesIO(content)).read("word/styles.xml").decode()

    assert read.paragraphs[0].text == NAMES
    assert [cell.text for cell in read.tables[0].rows[1].cells] == ["会場", "杉妻会館"]
    assert 'w:eastAsia="ＭＳ 明朝"' in styles
    assert "NUMPAGES" in zipfile.ZipFile(io.BytesIO(content)).read("word/footer1.xml").decode()


def test_a_deck_without_sections_and_one_with_many_lines_open():
    deck = Deck("題")
    deck.cover(NAMES, ["一\x00行"])
    deck.boxes("箱", [Box("見出し", ["長い文" * 40] * 12)] * 4)
    deck.statement("題", "文", "注")

    slides = pptx.Presentation(io.BytesIO(deck.to_bytes())).slides

    assert [slide.shapes.title.text_frame.text for slide in slides] == [NAMES, "箱", "題"]
