"""A whole event, taken out of one installation and brought into an empty one: the same reports, nothing lost."""

import dataclasses
import io

import openpyxl  # noqa: TID253 - tests save again what the product wrote
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import make_organiser, make_participation, make_user, sign_in
from tests.fukushima import make_fukushima

from goen.accounts.models import Organisation, User
from goen.base.actors import Actor
from goen.base.bundles import branches, load, open_bundle
from goen.boards.models import Board, Photo
from goen.core.errors import BadInputError
from goen.events.models import Event, Partnership
from goen.exchange import services
from goen.exchange.exports import bundle_of, workbook_of
from goen.exchange.phases import AT_HOME
from goen.prelude.models import Material
from goen.reports.queries import day_report
from goen.roster.models import Participation, Person

pytestmark = pytest.mark.django_db


def report(event):
    return dataclasses.replace(day_report(event), made_at=event.starts_at)


def empty():
    """Delete everything that hangs on any event, deepest first, and the people and organisations."""
    for branch in reversed(branches(Event)):
        branch.model.objects.all().delete()
    for table in (Participation, Person, Partnership, Organisation):
        table.objects.all().delete()


def test_an_empty_installation_gives_equal_reports():
    event = make_fukushima()
    before, content = report(event), bundle_of(event)
    counts = {branch.model: branch.model.objects.count() for branch in branches(Event)}
    empty()

    brought = services.take_in(actor=Actor(user_id=make_user().pk), content=content)

    assert report(Event.objects.select_related("partnership", "clock__segment").get(pk=brought.pk)) == before
    left = {
        model.__name__: (was, model.objects.count()) for model, was in counts.items() if model.objects.count() != was
    }
    assert set(left) <= {"EventMember", "Message"}


def test_the_page_brings_an_event_in_beside_the_first_and_refuses_what_is_none(client, event):
    content = bundle_of(event)
    sign_in(client, make_user())
    answer = client.post("/bring/", {"file": SimpleUploadedFile("town.zip", content)})
    assert answer.url == "/events/town-2/"
    assert client.get("/events/town-2/roster/").status_code == 200
    refused = client.post("/bring/", {"file": SimpleUploadedFile("town.zip", content[: len(content) // 2])})
    assert refused.status_code == 400
    assert "読めません" in refused.content.decode()


def saved_again(content):
    """Save a workbook through another program, as a 無害化 does."""
    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(content)).save(out)
    return out.getvalue()


def test_a_workbook_another_program_saved_again_gives_equal_parts_in_an_empty_installation(event):
    odd = " =1+1\r\n_x000D_\t\u200b\u00a0髙𠮷\u2028|" + "長い😀" * 9_000 + "  "
    Event.objects.filter(pk=event.pk).update(purpose=odd)
    photo = bytes(range(256)) * 200
    Photo.objects.create(board=Board.objects.get(), image=photo, thumbnail=b"-", width=1, height=1, digest="0")
    material = Material.objects.create(event=event, title="地図", file=ContentFile(photo, name="map.png"))
    there = open_bundle(bundle_of(event))
    brought = saved_again(workbook_of(event))
    back = open_bundle(brought)
    assert (back.tables, back.files) == (there.tables, there.files)
    assert photo in back.files.values()

    material.file.delete(save=False)
    empty()
    again = services.take_in(actor=Actor(user_id=make_user().pk), content=brought)

    assert Event.objects.get(pk=again.pk).purpose == odd
    assert open_bundle(bundle_of(again)).manifest["hashes"] == there.manifest["hashes"]


@pytest.mark.parametrize("at_row", [True, False])
def test_what_was_lost_on_the_way_is_named_and_nothing_comes_in(client, event, at_row):
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(event)))
    people = next(name for name in book.sheetnames if name.endswith("_roster_person"))
    if at_row:
        book[people].delete_rows(4)
    else:
        del book[people]
    out = io.BytesIO()
    book.save(out)
    sign_in(client, make_user())
    refused = client.post("/bring/", {"file": SimpleUploadedFile("town.xlsx", out.getvalue())})
    assert refused.status_code == 400
    assert (f"シート「{people}」の 4 行目" if at_row else f"シート「{people}」がない") in refused.content.decode()
    assert Event.objects.count() == 1


def test_a_workbook_of_another_kind_is_refused_with_a_sentence(client, db):
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    sign_in(client, make_user())
    for content in (out.getvalue(), out.getvalue().replace(b"sheetData", b"sheetDatq")):
        refused = client.post("/bring/", {"file": SimpleUploadedFile("town.xlsx", content)})
        assert refused.status_code == 400
        assert "持ち運びブックとして読めません" in refused.content.decode()


def test_the_page_offers_both_files(client, event, member):
    client.force_login(User.objects.get(pk=member.user_id))
    page = client.get("/events/town/connections/").content.decode()
    for name, kind in (("event.zip", "zip"), ("event.xlsx", "sheet")):
        assert f"/events/town/connections/{name}" in page
        answer = client.get(f"/events/town/connections/{name}")
        assert answer.headers["content-type"].endswith(kind)
        assert open_bundle(answer.content).manifest["root"] == "events_event"


def test_a_file_makes_nobody_somebody_of_other_peoples_events(event):
    make_participation(event, "髙橋 花子", "福島県", mail="h@example.jp")
    content, known = bundle_of(event), set(Person.objects.values_list("pk", flat=True))
    stranger, organiser = make_user(), make_organiser(event)

    brought = services.take_in(actor=Actor(user_id=stranger.pk), content=content)
    own = services.take_in(actor=Actor(user_id=organiser.pk), content=content)

    assert not known & set(brought.participations.values_list("person", flat=True))
    assert set(own.participations.values_list("person", flat=True)) <= known


@pytest.mark.parametrize("table", ["accounts_user", "events_eventmember", "events_partnershipmember", "exchange_token"])
def test_a_file_brings_no_accounts_roles_or_keys_in(event, table):
    bundle = open_bundle(bundle_of(event))
    forged = dataclasses.replace(bundle, tables={**bundle.tables, table: (["id"], [])})
    with pytest.raises(BadInputError) as refusal:
        load(Event, forged, matches={}, without=AT_HOME)
    assert refusal.value.params == {"reason": "tables"}
