"""Anonymous means: whoever wrote it, everything stored, shown, exported, logged and told is the same."""

import hashlib
import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import (
    carry_pass,
    make_asked,
    make_board,
    make_event,
    make_groups,
    make_organiser,
    make_participation,
    make_question_and_poll,
    make_segment,
    run_segment,
    sign_in,
)

from goen.base.bundles.graph import name_of, own_tables
from goen.base.rights import rights, routes
from goen.boards.models import BoardUpdate, Note
from goen.exchange.exports import bundle_of
from goen.opinions.models import Consultation
from goen.questions.models import Poll, Question

# What differs between two runs of the same day, whoever writes: clocks, chance, and the chain made of them.
_NOISE = re.compile(
    r"\d{4}-\d\d-\d\d[T ][\d:.+]*|\d+:\d\d(:\d\d)?|[0-9a-f]{20,}|csrfmiddlewaretoken[^>]*|csrf-token[^>]*|\d{13,}"
)
_UNSTABLE = {
    "update",
    "received_at",
    "at",
    "asked_at",
    "created_at",
    "entry_hash",
    "previous_hash",
    "last_seen_at",
    "arguments",
    "id",
    "position",
}
_NEAR = ("boards:", "voices:list")
_KEY = re.compile(r"[0-9a-f]{32,64}")
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


def shown(hall, near=_NEAR):
    """Return the pages and files of some rooms as those who run the event and another guest get them."""
    event, board, people, organiser = hall
    known, found = {"slug": event.slug, "board_id": board.pk}, {}
    if asked := Consultation.objects.first():
        known |= {"consultation_id": asked.pk, "code": asked.code}
    for who, client in (("organiser", sign_in(Client(), organiser)), ("guest", carry_pass(Client(), people[2]))):
        for route in routes():
            if route.name in rights() and route.name.startswith(near) and set(route.parts) <= set(known):
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


def ask(client, hall):
    return client.post(f"/events/{hall[0].slug}/questions/ask/", {"text": "窓口は減りますか", "message_id": "m1"})


def vote_up(client, hall):
    return client.post(f"/events/{hall[0].slug}/questions/{Question.objects.get().pk}/vote/", {"to": "up"})


def answer_poll(client, hall):
    return client.post(f"/events/{hall[0].slug}/polls/{Poll.objects.get().pk}/answer/", {"option": "1"})


def answer_consultation(client, hall):
    asked = Consultation.objects.get()
    form = {"statement": asked.statements.get().pk, "value": "-1"}
    return client.post(f"/opinions/{asked.code}/", form)


def add_statement(client, hall):
    return client.post(f"/opinions/{Consultation.objects.get().code}/write/", {"text": "夜も開けてほしい"})


@pytest.mark.parametrize("act", [ask, vote_up, answer_poll, answer_consultation, add_statement])
def test_nothing_tells_who_asked_voted_or_answered(hall, act):
    event, _board, people, _organiser = hall
    if act is not ask:
        make_question_and_poll(event)
    make_asked(event)

    seen = []
    for person in people[:2]:
        with transaction.atomic():
            before = stored()
            answer = act(carry_pass(Client(), person), hall)
            assert answer.status_code in (200, 302), answer.content.decode()[:400]
            after = stored()
            assert after != before, "the act left no trace: the test tests nothing"
            keys = {value for rows in after.values() for row in rows for value in row.values() if _KEY.fullmatch(value)}
            assert keys.isdisjoint(plain_hashes(person)), "a hash anybody can make again is no secret"
            seen.append((_without_keys(after), shown(hall, ("questions:", "opinions:"))))
            transaction.set_rollback(True)
    assert seen[0][0] == seen[1][0]
    assert {key for key in seen[0][1] if seen[0][1][key] != seen[1][1][key]} == set()


def plain_hashes(person):
    """Return what somebody with the roster but without the server's key could compute."""
    names = (f"p{person.pk}", f"pass:{person.guest_pass_id}", f"person:{person.person_id}", person.guest_pass.token)
    return {hashlib.new(kind, name.encode()).hexdigest() for name in names for kind in ("sha256", "sha1", "md5")}


def _without_keys(tables):
    return {
        # A question's message id begins with the first eight signs of its asker's key.
        table: [
            {name: re.sub(r"^[0-9a-f]{8}-", "·-", _KEY.sub("·", value)) for name, value in row.items()} for row in rows
        ]
        for table, rows in tables.items()
    }


def test_the_check_itself_sees_a_named_board(hall):
    event, board, people, _organiser = hall
    type(board).objects.update(is_anonymous=False)
    for person in people[:2]:
        with transaction.atomic():
            write(hall, person, "わたしです")
            assert Note.objects.get().author == person
            assert "わたしです" in str(bundle_of(event)) or Note.objects.exists()
            transaction.set_rollback(True)
