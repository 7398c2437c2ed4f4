"""One button makes every document; they can be taken, checked and compared."""

import hashlib
import io
import json
import re
import zipfile
from datetime import datetime
from functools import lru_cache

import openpyxl  # noqa: TID253 - tests read what the product wrote
import pptx  # noqa: TID253 - as above
import pytest
from tests.factories import (
    JST,
    carry_pass,
    make_board,
    make_event,
    make_groups,
    make_member,
    make_note,
    make_organiser,
    make_participation,
    run_segment,
    sign_in,
)
from tests.fukushima import make_fukushima
from tests.reports.reading import docx_text, pdf_text, pptx_text

from goen.accounts.models import Role
from goen.base.actors import Actor
from goen.base.documents import fonts
from goen.base.jobs import Job
from goen.base.models import AuditEntry
from goen.events.access import get_member
from goen.events.services import close_event
from goen.reports import exports, queries
from goen.reports.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(slug="exchange", title="交流会/春: 第1回", starts_at=datetime(2025, 1, 30, 13, 30, tzinfo=JST))


@pytest.fixture
def organiser(client, event):
    return sign_in(client, make_organiser(event))


@lru_cache
def fukushima():
    """Return the report of the whole day, made once: it is plain values, and no document touches the database."""
    return queries.day_report(make_fukushima())


@pytest.fixture
def report(db):
    return fukushima()


def press(client, times=1):
    for _press in range(times):
        client.post("/events/exchange/reports/make/")


def test_an_empty_event_gives_every_document_too(organiser, event, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        press(organiser)

    assert Job.objects.get().state == "done"
    assert sorted(Document.objects.values_list("kind", flat=True)) == sorted(Document.Kind.values)


def test_closing_the_day_makes_the_documents_by_itself(event):
    account = make_organiser(run_segment(event))
    member = get_member(Actor(user_id=account.pk), event.slug)

    close_event(member=member)

    (job,) = Job.objects.filter(name="reports.make")
    assert (job.arguments["event_id"], job.owner_key) == (event.pk, member.key)


def test_every_making_is_kept_beside_the_older_ones(organiser, event, django_capture_on_commit_callbacks):
    for _making in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            press(organiser)

    page = organiser.get("/events/exchange/reports/").content.decode()
    assert [making.number for making in queries.makings_of(event)] == [2, 1]
    assert "第 2 版" in page
    assert "第 1 版" in page


def test_two_presses_while_one_waits_are_one_making(organiser):
    press(organiser, times=2)

    assert Job.objects.count() == 1


def test_a_taken_document_is_what_the_hash_says(organiser, event, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        press(organiser)

    for document in Document.objects.all():
        response = organiser.get(f"/events/exchange/reports/{document.pk}/")
        content = response.content
        assert hashlib.sha256(content).hexdigest() == document.sha256
        assert len(content) == document.size
        assert "filename*=utf-8''" in response.headers["Content-Disposition"]
    assert AuditEntry.objects.filter(verb="reports.download").count() == len(Document.Kind)


def test_the_zip_holds_all_with_their_hashes(organiser, event, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        press(organiser)

    response = organiser.get("/events/exchange/reports/all/1/")
    bundle = zipfile.ZipFile(io.BytesIO(response.content))

    sums = dict(reversed(line.split("  ", 1)) for line in bundle.read("SHA256SUMS.txt").decode().splitlines())
    assert len(sums) == len(Document.Kind)
    assert all(hashlib.sha256(bundle.read(name)).hexdigest() == digest for name, digest in sums.items())


def test_a_missing_font_is_told_and_keeps_no_other_document_from_being_made(
    organiser, event, monkeypatch, tmp_path, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)  # as on a server where nobody ran the build

    with django_capture_on_commit_callbacks(execute=True):
        press(organiser)

    page = organiser.get("/events/exchange/reports/").content.decode()
    assert (Job.objects.get().error_code, Document.objects.count()) == ("base.no_font", len(Document.Kind) - 1)
    assert "日本語フォントが見つかりません" in page


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_only_organisers_make_and_take(client, event, role):
    document = Document.objects.create(event=event, kind="data_json", file_name="a.json", sha256="0", size=1, number=1)
    sign_in(client, make_member(event, role))
    is_organiser = role in {Role.ORGANISER, Role.CO_ORGANISER}

    pages = ["/events/exchange/reports/", f"/events/exchange/reports/{document.pk}/", "/events/exchange/reports/all/1/"]
    answers = [client.get(pages[0]).status_code, client.post("/events/exchange/reports/make/").status_code]
    refused = [client.get(page).status_code for page in pages[1:]] if not is_organiser else []

    assert answers == ([200, 302] if is_organiser else [404, 404])
    assert set(refused) <= {404}


def test_guests_and_other_events_take_nothing(client, event):
    document = Document.objects.create(event=event, kind="data_json", file_name="a.json", sha256="0", size=1, number=1)
    other = make_event(slug="other")
    carry_pass(client, make_participation(event))
    assert client.get(f"/events/exchange/reports/{document.pk}/").status_code == 404

    sign_in(client, make_organiser(other))
    assert client.get(f"/events/other/reports/{document.pk}/").status_code == 404


@pytest.mark.parametrize("n_documents", [3, 30])
def test_the_page_costs_the_same_for_three_and_thirty_documents(
    organiser, event, django_assert_num_queries, n_documents
):
    for number in range(1, n_documents + 1):
        Document.objects.create(event=event, kind="data_json", file_name="a.json", sha256="0", size=1, number=number)

    with django_assert_num_queries(6):
        assert organiser.get("/events/exchange/reports/").status_code == 200


def test_the_pdf_is_tagged_named_and_brings_its_font(report):
    content = exports.MAKERS["report_pdf"](report)
    text = pdf_text(content)

    assert b"/StructTreeRoot" in content
    assert b"pdfuaid:part" in content
    assert b"pdfaid:part" in content
    assert b"/FontFile" in content
    for words in ("開催結果報告", "令和7年1月30日（木）", "1 開催概要", "8 アンケート集計", "𠮷田 優子"):
        assert words in " ".join(text.replace("\u3000", " ").split()), words
    assert re.search(r"1\s*/\s*5", text)


def test_word_and_pdf_tell_the_same_story(report):
    pdf = "".join(pdf_text(exports.MAKERS["report_pdf"](report)).split())
    word = docx_text(exports.MAKERS["report_docx"](report))

    for line in word.splitlines():
        if "「" not in line and "内線" not in line:
            assert "".join(line.split()).removeprefix("―") in pdf, line


def test_the_press_draft_says_who_when_where_what_and_whom_to_ask(report):
    text = docx_text(exports.MAKERS["press_docx"](report))

    for words in (
        "報道機関各位",
        "発表日：",
        "解禁：",
        "令和7年1月30日（木）",
        "杉妻会館（福島市杉妻町3番45号）",
        "福島県10人、日本電気株式会社11人、福島県中央計算センター9人の計30人",
        "4グループに分かれて議論",
        "024-000-0000",
        "担当：大堀",
    ):
        assert words in text, words


def test_slides_have_a_section_a_title_and_a_japanese_font_each(report):
    content = exports.MAKERS["slides_pptx"](report)
    deck = pptx.Presentation(io.BytesIO(content))
    xml = zipfile.ZipFile(io.BytesIO(content)).read("ppt/presentation.xml").decode()

    assert xml.count("<p14:section ") == 1 + len(report.proposals)
    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)
    assert "庁内・市町村・住民をつなぐコミュニティ" in pptx_text(content)
    runs = [
        run
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert all("a:ea" in run._r.xml for run in runs)  # noqa: SLF001 - the font of East Asian letters has no public name


def test_the_open_data_is_json_of_the_documented_shape(report):
    from pathlib import Path  # noqa: PLC0415 - only here

    data = json.loads(exports.MAKERS["data_json"](report))
    documented = Path("docs/developer/report-json.md").read_text()

    assert data["schema"] == "goen.report/1"
    assert (data["n_people"], data["date_wareki"]) == (30, "令和7年1月30日（木）")
    assert all(f"`{key}`" in documented for key in data)
    assert "contact" not in data


def test_the_workbook_holds_everything_and_runs_nothing(event):
    people = [make_participation(event, "=cmd|' /C calc'!A0"), make_participation(event, "髙橋\x0b誠")]
    board = make_board(event, make_groups(event, [people])[0])
    make_note(board, "+SUM(1)")

    from goen.base.documents.workbook import write_workbook  # noqa: PLC0415 - only here

    book = openpyxl.load_workbook(io.BytesIO(write_workbook(queries.inside_tables(event))))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert book.sheetnames == ["名簿", "グループ", "付箋", "提言", "採点", "評価結果", "参加者の声", "ご縁"]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert {"=cmd|' /C calc'!A0", "髙橋誠", "+SUM(1)"} <= {cell.value for cell in cells}


def test_a_letter_without_a_shape_is_marked_not_swallowed(event):
    event.purpose = "笑顔😀で"
    event.save()

    text = pdf_text(exports.MAKERS["report_pdf"](queries.day_report(event)))

    assert "笑顔〓で" in text
    assert "U+1F600" in text


@pytest.mark.parametrize("n_people", [4, 40])
def test_reading_the_day_costs_the_same_for_four_and_forty_people(event, django_assert_num_queries, n_people):
    people = [make_participation(event, f"人{chr(0x4E00 + k)}") for k in range(n_people)]
    make_groups(event, [people[: n_people // 2], people[n_people // 2 :]])

    with django_assert_num_queries(13):
        queries.day_report(event)
    with django_assert_num_queries(14):
        queries.inside_tables(event)
