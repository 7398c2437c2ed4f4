"""The run sheet's editor, its paper and its files."""

import csv
import io
import json

import icalendar
import pytest
from django.urls import reverse
from tests.factories import make_event, make_member, make_user, run_segment, sign_in

from goen.core.errors import BadInputError
from goen.core.runsheet import Line
from goen.events import queries, services
from goen.events.access import Member
from goen.events.models import Segment
from goen.events.services import SheetRow

pytestmark = pytest.mark.django_db
URL = "/events/plan/run-sheet/"


@pytest.fixture
def plan(client):
    user = make_user()
    event = make_event(slug="plan", title="若手交流会", venue="杉妻会館", is_public=True, area_code="070009")
    make_member(event, user=user)
    sign_in(client, user)
    for position, (kind, minutes) in enumerate((("reception", 30), ("discussion", 195), ("pitch", 30))):
        Segment.objects.create(event=event, position=position, kind=kind, title=f"進行{position}", minutes=minutes)
    return event


@pytest.fixture
def member(plan):
    return Member(event=plan, role="organiser", user_id=1)


def posted(plan, step="save", **changes):
    rows = list(plan.segments.all())
    data = {
        "row_id": [row.pk for row in rows],
        "kind": [row.kind for row in rows],
        "title": [row.title for row in rows],
        "minutes": [row.minutes for row in rows],
        "person_in_charge": [row.person_in_charge for row in rows],
        "note": [row.note for row in rows],
        "round_number": [row.round_number for row in rows],
        "revision": plan.revision,
        "step": step,
    }
    return {**data, **changes}


def titles(plan):
    return list(Segment.objects.filter(event=plan).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("step", "order"),
    [
        ("save", [0, 1, 2]),
        ("down:0", [1, 0, 2]),
        ("up:2", [0, 2, 1]),
        ("up:0", [0, 1, 2]),
        ("down:2", [0, 1, 2]),
        ("delete:1", [0, 2]),
        ("up:99", [0, 1, 2]),
        ("nonsense", [0, 1, 2]),
    ],
)
def test_buttons_move_and_delete_rows_without_any_script(client, plan, step, order):
    assert client.post(URL, posted(plan, step)).status_code == 302
    assert titles(plan) == [f"進行{n}" for n in order]


def test_a_row_is_added_and_the_change_taken_back(client, plan):
    client.post(URL, posted(plan, "add"))
    assert len(titles(plan)) == 4
    client.post(f"{URL}undo/")
    assert titles(plan) == ["進行0", "進行1", "進行2"]


def test_a_deleted_row_comes_back_in_its_place(client, plan):
    client.post(URL, posted(plan, "delete:1"))
    client.post(f"{URL}undo/")
    assert titles(plan) == ["進行0", "進行1", "進行2"]


def test_scripts_get_ids_and_what_does_not_fit(client, plan):
    answer = client.post(URL, posted(plan, minutes=[30, 195, 45]), headers={"accept": "application/json"})
    body = answer.json()
    assert body["ids"] == list(plan.segments.values_list("pk", flat=True))
    assert body["problems"] == [{"code": "over", "minutes": 15}]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minutes": [30, "", 30]}, "minutes"),
        ({"minutes": [30, "たくさん", 30]}, "minutes"),
        ({"minutes": [30, -5, 30]}, "minutes"),
        ({"minutes": [30, 5000, 30]}, "minutes"),
        ({"title": ["受付", "", "発表"]}, "title"),
        ({"title": ["受付", "あ" * 121, "発表"]}, "title"),
        ({"kind": ["reception", "party", "pitch"]}, "kind"),
    ],
)
def test_a_wrong_row_is_answered_at_its_field_and_nothing_is_lost(client, plan, changes, field):
    page = client.post(URL, posted(plan, **changes))
    answer = client.post(URL, posted(plan, **changes), headers={"accept": "application/json"})

    assert (page.status_code, answer.status_code) == (400, 400)
    assert 'aria-invalid="true"' in page.content.decode()
    assert [(error["row"], error["field"]) for error in answer.json()["errors"]] == [(1, field)]
    assert titles(plan) == ["進行0", "進行1", "進行2"]


def test_the_second_of_two_editors_is_told(client, plan):
    old = posted(plan)
    client.post(URL, posted(plan, "add"))
    answer = client.post(URL, old)
    assert (answer.status_code, len(titles(plan))) == (400, 4)


@pytest.mark.parametrize("row_id", [999_999, -1])
def test_a_row_of_another_event_cannot_be_written(client, plan, row_id):
    assert client.post(URL, posted(plan, row_id=[row_id, "", ""])).status_code == 400
    assert titles(plan) == ["進行0", "進行1", "進行2"]


def test_the_running_segment_cannot_be_deleted(plan, member):
    run_segment(plan, "discussion")
    rows = [SheetRow(None, Line("talk", "だけ", 10))]
    with pytest.raises(BadInputError, match=r"events\.segment_runs"):
        services.save_run_sheet(member=member, rows=rows, revision=plan.revision)


def test_the_end_follows_the_sheet_on_request(client, plan):
    client.post(URL, posted(plan, minutes=[30, 195, 45]))
    client.post(f"{URL}fit/")
    plan.refresh_from_db()
    assert queries.run_sheet(plan).problems == []


def test_paper_for_participants_is_plain_and_in_eras(client, plan):
    plan.segments.filter(position=1).update(note="秘密の段取り", person_in_charge="佐藤")
    text = client.get(f"{URL}print/").content.decode()
    staff = client.get(f"{URL}print/", {"for": "staff"}).content.decode()
    assert "令和7年1月30日（木）" in text
    assert "秘密の段取り" not in text
    assert "秘密の段取り" in staff
    assert "13:00～13:30" in staff


def test_a_calendar_keeps_its_uid_and_counts_its_changes(client, plan):
    def entry():
        return icalendar.Calendar.from_ical(client.get("/events/plan/calendar.ics").content).walk("VEVENT")[0]

    before = entry()
    client.post(URL, posted(plan, "add"))
    after = entry()

    assert (before["UID"], before["SEQUENCE"]) == (after["UID"], 0)
    assert after["SEQUENCE"] == 1
    assert before["DTSTART"].to_ical() == b"20250130T133000"
    assert before["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert b"BEGIN:VTIMEZONE" in client.get("/events/plan/calendar.ics").content


def test_the_public_page_speaks_schema_org(client, plan):
    plan.title = "交流会 </script><b>"
    plan.save()
    text = client.get("/e/plan/").content.decode()
    data = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert (data["name"], data["startDate"]) == (plan.title, "2025-01-30T13:30+09:00")


@pytest.mark.parametrize(("query", "encoding"), [({}, "utf-8-sig"), ({"encoding": "cp932"}, "cp932")])
def test_open_data_has_the_columns_of_the_recommended_data_set(client, plan, query, encoding):
    make_event(title="公開しない会")
    content = client.get(reverse("events:open-data"), query).content.decode(encoding)
    header, row = csv.reader(io.StringIO(content))
    assert (len(header), header[0], header[-1]) == (32, "都道府県コード又は市区町村コード", "備考")
    found = dict(zip(header, row, strict=True))
    wanted = {
        "イベント名": "若手交流会",
        "都道府県名": "福島県",
        "開始日": "2025-01-30",
        "開始時間": "13:30",
        "場所名称": "杉妻会館",
    }
    assert {name: found[name] for name in wanted} == wanted
