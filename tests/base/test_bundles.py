"""A whole event in one file: every table comes along by itself, and comes back as it was."""

import io
import json
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import make_board, make_event, make_groups, make_note, make_organisation, make_participation

from goen.accounts.models import Organisation
from goen.base.bundles import branches, load, open_bundle, write_bundle
from goen.base.bundles.graph import name_of, own_tables
from goen.boards.models import Note
from goen.core.errors import BadInputError
from goen.events.models import Event
from goen.roster.models import Participation, Person

pytestmark = pytest.mark.django_db
MATCHES = {Organisation: lambda row: Organisation.objects.filter(name=row.name).first()}
WITHOUT = ("accounts_user",)


@pytest.fixture
def event():
    event = make_event(slug="town", join_code="TOWN22")
    people = [make_participation(event, f"縁 {n}", "福島県") for n in range(3)]
    board = make_board(event, make_groups(event, [people])[0])
    make_note(board, "困りごと", author=people[0])
    return event


def test_every_table_that_leads_to_an_event_is_found():
    hanging = {name_of(branch.model) for branch in branches(Event)}
    others = {name_of(model) for model in own_tables()} - hanging
    assert {"boards_boardupdate", "roster_consent", "voices_quote", "proposals_item"} <= hanging
    assert "roster_person" in others


def test_into_an_empty_installation_everything_comes_as_it_was(event):
    content = write_bundle(Event, event.pk, without=WITHOUT)
    before = rows()
    assert before["boards_note"]
    empty()

    loaded = load(Event, open_bundle(content), matches=MATCHES, without=WITHOUT)

    assert (loaded.pk, loaded.slug, loaded.join_code) == (event.pk, "town", "TOWN22")
    assert rows() == before


def test_beside_the_original_it_becomes_an_event_of_its_own(event):
    content = write_bundle(Event, event.pk, without=WITHOUT)

    loaded = load(Event, open_bundle(content), matches=MATCHES, without=WITHOUT)

    assert (loaded.slug, loaded.join_code == "TOWN22") == ("town-2", False)
    assert Organisation.objects.count() == 1
    note = Note.objects.get(board__event=loaded)
    assert (note.author.name, note.author.event_id) == ("縁 0", loaded.pk)
    tokens = Participation.objects.values_list("guest_pass__token", flat=True)
    assert len(set(tokens)) == 6


def test_other_events_stay_at_home(event):
    make_participation(make_event(slug="other"), "他 人", make_organisation("別団体"))
    text = str(open_bundle(write_bundle(Event, event.pk, without=WITHOUT)).tables)
    assert "他 人" not in text
    assert "別団体" not in text


def test_a_changed_byte_is_found(event):
    content = rewritten(write_bundle(Event, event.pk, without=WITHOUT), "tables/events_event.jsonl", "交流会", "交友会")
    with pytest.raises(BadInputError) as refusal:
        open_bundle(content)
    assert refusal.value.params["reason"] == "hash"


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (["id", "nonsense"], [1, 2]),
        (["id", "slug"], [1, "x" * 500]),
        (["id", "starts_at"], [1, "never"]),
        (["id"], [{}]),
    ],
)
def test_nonsense_inside_is_refused_and_nothing_is_written(event, columns, row):
    bundle = open_bundle(write_bundle(Event, event.pk, without=WITHOUT))
    tables = {**bundle.tables, "events_event": (columns, [row])}
    before = rows()
    with pytest.raises(BadInputError):
        load(
            Event,
            type(bundle)(bundle.manifest, tables, {}),
            matches=MATCHES,
            without=("accounts_user", "events_eventmember"),
        )
    assert rows() == before


@given(st.binary(max_size=300), st.integers(0, 10_000))
def test_garbage_is_refused_with_a_sentence_never_a_crash(noise, at):
    whole = GOOD[: at % len(GOOD)] + noise + GOOD[at % len(GOOD) + len(noise) :]
    with suppress(BadInputError):
        open_bundle(whole)


def rows():
    tables = (Event, Participation, Person, Note, Organisation)
    return {name_of(table): list(table.objects.order_by("pk").values()) for table in tables}


def empty():
    Participation.objects.all().delete()
    Event.objects.all().delete()
    Person.objects.all().delete()
    Organisation.objects.all().delete()


def rewritten(content, name, old, new):
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for entry in source.namelist():
            data = source.read(entry)
            file.writestr(entry, data.decode().replace(old, new).encode() if entry == name else data)
    return target.getvalue()


def _good():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        manifest = {"schema": "goen.event-bundle/1", "root": "events_event", "hashes": {}, "tables": {}}
        file.writestr("manifest.json", json.dumps(manifest))
    return target.getvalue()


GOOD = _good()
