"""Anonymous means: whoever wrote it, everything stored, shown, exported, logged and told is the same."""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import (
    carry_pass,
    make_board,
    make_event,
    make_groups,
    make_organiser,
    make_participation,
    make_segment,
    run_segment,
    sign_in,
)

from goen.base.bundles.graph import name_of, own_tables
from goen.base.rights import rights, routes
from goen.boards.models import BoardUpdate, Note
from goen.exchange.exports import bundle_of

# What differs between two runs of the same day, whoever writes: clocks, chance, and the chain made of them.
_NOISE = re.compile(
    r"\d{4}-\d\d-\d\d[T ][\d:.+]*|\d+:\d\d(:\d\d)?|[0-9a-f]{24,}|csrfmiddlewaretoken[^>]*|csrf-token[^>]*|\d{13,}"
)
_UNSTABLE = {
    "update",
    "received_at",
    "at",
    "created_at",
    "entry_hash",
    "previous_hash",
    "last_seen_at",
    "arguments",
    "id",
    "position",
}
_NEAR = ("boards:", "voices:list")
_TABLES = ("django_session", "base_job")
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40).filter(
    str.strip
)


@pytest.fixture
def hall(db):
    event = make_event(slug="hall", naming="anonymous", is_public=True)
    make_segment(event)
    people = [make_participation(event, name, "福島県") for name in ("匿名乃 一子", "匿名乃 二男", "匿名乃 三代")]
    event = run_segment(event)
    board = make_board(event, make_groups(event, [people])[0], is_anonymous=True)
    return event, board, people, make_organiser(event)


def write(hall, person, text):
    event, board, _people, _organiser = hall
    form = {"text": text, "column": "as_is", "message_id": "0123456789abcdef01234567"}
    answer = carry_pass(Client(), person).post(f"/events/{event.slug}/boards/{board.pk}/write/", form)
    assert answer.status_code == 302, answer.content.decode()[:500]


def stored():
    """Return every row of every table, without what chance and clocks put into it."""
    return {
        name_of(table): [
            {name: str(value) for name, value in row.items() if name not in _UNSTABLE} for row in table.objects.values()
        ]
        for table in own_tables()
        if name_of(table) not in _TABLES
    }


def shown(hall):
    """Return the pages and files about boards as those who run the event and another guest get them."""
    event, board, people, organiser = hall
    known, found = {"slug": event.slug, "board_id": board.pk}, {}
    for who, client in (("organiser", sign_in(Client(), organiser)), ("guest", carry_pass(Client(), people[2]))):
        for route in routes():
            if route.name in rights() and route.name.startswith(_NEAR) and set(route.parts) <= set(known):
                answer = client.get(reverse(route.name, kwargs={part: known[part] for part in route.parts}))
                found[who, route.name] = _NOISE.sub("·", answer.content.decode(errors="replace"))
    return found


def worlds(hall, text, look):
    """Return what there is to see when the first person wrote, and when the second did."""
    _event, _board, people, _organiser = hall
    for person in people[:2]:
        with transaction.atomic():
            write(hall, person, text)
            yield look()
            transaction.set_rollback(True)


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(text=words)
def test_nothing_tells_who_wrote_an_anonymous_note(hall, text):
    keys = [f"p{person.pk}".encode() for person in hall[2]]

    def look():
        updates = b"".join(bytes(row.update) for row in BoardUpdate.objects.all())
        return stored(), [key for key in keys if key in updates], Note.objects.get().author

    one, two = worlds(hall, text, look)
    assert one == two
    assert one[1:] == ([], None)


def test_no_page_or_file_tells_who_wrote_an_anonymous_note(hall):
    one, two = worlds(hall, "窓口が遠い", lambda: shown(hall))
    assert len(one) > 6
    assert {key for key in one if one[key] != two[key]} == set()


def test_the_check_itself_sees_a_named_board(hall):
    event, board, people, _organiser = hall
    type(board).objects.update(is_anonymous=False)
    for person in people[:2]:
        with transaction.atomic():
            write(hall, person, "わたしです")
            assert Note.objects.get().author == person
            assert "わたしです" in str(bundle_of(event)) or Note.objects.exists()
            transaction.set_rollback(True)
