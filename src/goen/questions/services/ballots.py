"""Votes of a full hall: each a row that a repeated send only writes again; durable before it is acknowledged."""
# ruff: noqa: S608 - statements are joined from literals and %s marks only

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction

from goen.base import live
from goen.base.durable import Sql, writer
from goen.core.errors import BadInputError, GoenError, RefusedError
from goen.events.access import Member
from goen.events.phases import is_open
from goen.questions import phases, queries
from goen.questions.models import Poll, Question

_MAX_ROWS = 200


@dataclass(frozen=True, slots=True)
class NewUpvote:
    """Whether somebody wants the answer to a question."""

    event_id: int
    question_id: int
    voter_key: str
    is_up: bool


@dataclass(frozen=True, slots=True)
class NewBallot:
    """All of a person's answers to one poll; none takes them back."""

    event_id: int
    poll_id: int
    voter_key: str
    answers: tuple[tuple[int, str], ...]


@lru_cache(maxsize=8192)
def voter_key(event_id: int, member_key: str) -> str:
    """Return a keyed hash of a member in an event, so that each counts once and nobody is named."""
    text = f"questions:{event_id}:{member_key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()


def read_ballot(poll: Poll, given: Mapping[str, object]) -> tuple[tuple[int, str], ...]:
    """Return the answers in a ballot as it was sent (``options`` or ``words``), or raise ``questions.bad_ballot``."""
    if poll.kind == Poll.Kind.WORDS:
        return tuple((0, word) for word in _words(given.get("words")))
    options = given.get("options")
    if not isinstance(options, list) or any(type(number) is not int for number in options):
        raise BadInputError("questions.bad_ballot")
    chosen = sorted(set(options))
    if len(chosen) > poll.slots or any(not 1 <= number <= len(poll.options) for number in chosen):
        raise BadInputError("questions.bad_ballot")
    return tuple((number, "") for number in chosen)


def upvote(*, member: Member, question_id: int, is_up: bool) -> None:
    """Vote for a question, or take the vote back, from a page without scripts."""
    key = voter_key(member.event.pk, member.key)
    writer.write(cast_upvotes, NewUpvote(member.event.pk, question_id, key, is_up))
    tell_counts(member.event.pk, [question_id], [])


def answer_poll(*, member: Member, poll: Poll, answers: tuple[tuple[int, str], ...]) -> None:
    """Answer a poll, replacing an earlier answer, from a page without scripts."""
    key = voter_key(member.event.pk, member.key)
    writer.write(cast_ballots, NewBallot(member.event.pk, poll.pk, key, answers))
    tell_counts(member.event.pk, [], [poll.pk])


def tell_counts(event_id: int, question_ids: Sequence[int], poll_ids: Sequence[int]) -> None:
    """Tell every screen the new counts of some questions, and how many have answered some polls; ≤ 1 query each."""
    with transaction.atomic():
        if question_ids:
            live.publish(f"event:{event_id}", "questions.counted", votes=queries.vote_counts(question_ids))
        for poll_id in poll_ids:
            n_people = queries.n_people_of(poll_id)
            live.publish(f"event:{event_id}", "questions.poll_counted", poll=poll_id, n_people=n_people)


def cast_upvotes(sql: Sql, items: list[Any]) -> Sequence[bool | GoenError]:
    """Keep or take back votes for questions that are shown; 1 query, then one statement for all and one per vote taken back."""
    shown = _shown(sql, sorted({item.question_id for item in items}))
    results: list[bool | GoenError] = [
        (shown.get(item.question_id) == item.event_id) or RefusedError("questions.not_shown") for item in items
    ]
    wanted = {
        (item.question_id, item.voter_key): item.is_up
        for item, result in zip(items, results, strict=True)
        if result is True
    }
    rows = [key for key, is_up in wanted.items() if is_up]
    for start in range(0, len(rows), _MAX_ROWS):
        part = rows[start : start + _MAX_ROWS]
        values = [value for row in part for value in row]
        marks = ",".join(["(%s,%s)"] * len(part))
        sql.run(
            f"INSERT INTO questions_upvote (question_id, voter_key) VALUES {marks}"
            " ON CONFLICT (question_id, voter_key) DO NOTHING",
            values,
        )
    for key in (key for key, is_up in wanted.items() if not is_up):
        sql.run("DELETE FROM questions_upvote WHERE question_id = %s AND voter_key = %s", key)
    return results


def cast_ballots(sql: Sql, items: list[Any]) -> Sequence[bool | GoenError]:
    """Keep ballots of open polls, each replacing the person's earlier one; 1 query, then two statements for all."""
    polls = _polls(sql, sorted({item.poll_id for item in items}))
    results: list[bool | GoenError] = [_refusal(item, polls.get(item.poll_id)) or True for item in items]
    wanted = {
        (item.poll_id, item.voter_key): item.answers
        for item, result in zip(items, results, strict=True)
        if result is True
    }
    _clear(sql, [key for key in wanted if polls[key[0]][1] != Poll.Kind.CHOICE or not wanted[key]])
    rows = [(*key, slot, *answer) for key, answers in wanted.items() for slot, answer in enumerate(answers, start=1)]
    for start in range(0, len(rows), _MAX_ROWS):
        part = rows[start : start + _MAX_ROWS]
        marks = ",".join(["(%s,%s,%s,%s,%s)"] * len(part))
        sql.run(
            f'INSERT INTO questions_answer (poll_id, voter_key, slot, "option", text) VALUES {marks}'
            ' ON CONFLICT (poll_id, voter_key, slot) DO UPDATE SET "option" = excluded."option", text = excluded.text',
            [value for row in part for value in row],
        )
    return results


def _shown(sql: Sql, question_ids: list[int]) -> dict[int, int]:
    marks = ",".join(["%s"] * len(question_ids))
    statement = f"SELECT id, event_id FROM questions_question WHERE id IN ({marks}) AND state = %s"
    return dict(sql.rows(statement, [*question_ids, Question.State.SHOWN.value]))


def _polls(sql: Sql, poll_ids: list[int]) -> dict[int, tuple[int, str, str, str]]:
    marks = ",".join(["%s"] * len(poll_ids))
    statement = (
        "SELECT p.id, p.event_id, p.kind, p.state, e.status FROM questions_poll p"
        f" JOIN events_event e ON e.id = p.event_id WHERE p.id IN ({marks}) ORDER BY p.id"
    )
    # Shared, so that a poll closing waits for the answers that came before it, and refuses all after.
    rows = sql.rows(statement + (" FOR SHARE OF p" if sql.is_postgres else ""), poll_ids)
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


def _refusal(item: NewBallot, poll: tuple[int, str, str, str] | None) -> GoenError | None:
    if poll is None or poll[0] != item.event_id:
        return RefusedError("base.refused")
    if poll[2] != Poll.State.OPEN or not is_open("questions.answer", poll[3], None):
        return RefusedError("questions.poll_closed")
    return None


def _clear(sql: Sql, keys: list[tuple[int, str]]) -> None:
    for start in range(0, len(keys), _MAX_ROWS):
        part = keys[start : start + _MAX_ROWS]
        marks = " OR ".join(["(poll_id = %s AND voter_key = %s)"] * len(part))
        sql.run(f"DELETE FROM questions_answer WHERE {marks}", [value for key in part for value in key])


def _words(given: object) -> list[str]:
    if not isinstance(given, list) or len(given) > phases.MAX_WORDS or any(not isinstance(word, str) for word in given):
        raise BadInputError("questions.bad_ballot")
    words = [" ".join(word.replace("\0", "").split()) for word in given]
    if any(len(word) > phases.MAX_WORD for word in words):
        raise BadInputError("questions.word_too_long", limit=phases.MAX_WORD)
    return list(dict.fromkeys(word for word in words if word))
