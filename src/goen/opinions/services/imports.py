"""Polis files taken in: statements and votes of an earlier conversation, as ballots of their own."""

from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.db.models import F

from goen.base import audit, live
from goen.core.errors import BadInputError, TooMuchError
from goen.core.opinions.formats import Comment, read_comments, read_votes
from goen.core.opinions.votes import Votes
from goen.events.access import Member
from goen.opinions import phases
from goen.opinions.access import ballot_key
from goen.opinions.models import Ballot, Consultation, Statement, Vote
from goen.opinions.services.ballots import rounded_now
from goen.opinions.services.drawing import ask_drawings
from goen.opinions.services.statements import tidied

_BATCH = 2000


@dataclass(frozen=True)
class Imported:
    """What an import brought, and which votes were left out because nobody knows their statement."""

    n_statements: int
    n_people: int
    n_votes: int
    n_left_out: int


@transaction.atomic
def import_votes(*, member: Member, consultation: Consultation, votes: bytes, comments: bytes) -> Imported:
    """Take in ``comments.csv`` and ``votes.csv`` (or ``participants-votes.csv``); all or nothing, twice is once.

    Numbers of statements are kept, so the consultation must have none of its own yet, or those of the same file.
    """
    said = read_comments(comments)
    table = read_votes(votes) if votes.strip() else None
    _check(said)
    numbers = _statements(consultation, said)
    counted = Imported(len(said), 0, 0, 0) if table is None else _votes(consultation, table, numbers, len(said))
    Consultation.objects.filter(pk=consultation.pk).update(serial=F("serial") + 1)
    audit.record(member.key, "opinions.import", f"consultation:{consultation.pk}", **vars(counted))
    live.publish(consultation.topic, "opinions.changed")
    ask_drawings(consultation_ids=[consultation.pk])
    return counted


def _check(said: tuple[Comment, ...]) -> None:
    if not said:
        raise BadInputError("opinions.no_rows", file="comments.csv")
    if len(said) > phases.MOST_STATEMENTS:
        raise TooMuchError("opinions.too_many_statements", limit=phases.MOST_STATEMENTS)
    for one in said:
        if one.id < 0 or one.id > 2**31 - 1:
            raise BadInputError("opinions.number_out_of_range", number=one.id)
        if len(tidied(one.text)) > phases.TEXT_LIMIT and one.moderated >= 0:
            length = len(tidied(one.text))
            raise BadInputError("opinions.numbered_too_long", number=one.id, length=length, limit=phases.TEXT_LIMIT)
        if not tidied(one.text) and one.moderated >= 0:
            raise BadInputError("opinions.numbered_empty", number=one.id)


def _statements(consultation: Consultation, said: tuple[Comment, ...]) -> dict[int, int]:
    """Return statement number to row id, having added what is missing."""
    there = {row.number: row for row in Statement.objects.filter(consultation=consultation)}
    made = []
    for one in said:
        text = tidied(one.text)[: phases.TEXT_LIMIT]
        held = there.get(one.id)
        if held is None:
            state = Statement.State.REJECTED if one.moderated < 0 else Statement.State.ACCEPTED
            fields = {"state": state, "is_meta": one.is_meta, "source": Statement.Source.IMPORT}
            made.append(Statement(consultation=consultation, number=one.id, text=text, **fields))
        elif held.text != text and one.moderated >= 0:
            raise BadInputError("opinions.number_taken", number=one.id, text=held.text)
    Statement.objects.bulk_create(made, batch_size=_BATCH)
    return dict(Statement.objects.filter(consultation=consultation).values_list("number", "pk"))


def _votes(consultation: Consultation, table: Votes, numbers: dict[int, int], n_statements: int) -> Imported:
    keys = {int(number): ballot_key(consultation.pk, f"import:{number}") for number in table.participant_ids}
    Ballot.objects.bulk_create(
        [Ballot(consultation=consultation, key=key, number=number) for number, key in keys.items()],
        batch_size=_BATCH, ignore_conflicts=True,
    )  # fmt: skip
    rows = Ballot.objects.filter(consultation=consultation, number__isnull=False)
    ballots = dict(rows.values_list("number", "pk"))
    people = np.repeat(table.participant_ids, table.votes_per_participant).tolist()
    asked, cast, now = table.statement_ids[table.columns].tolist(), table.values.tolist(), rounded_now()
    known = [
        Vote(ballot_id=ballots[person], statement_id=numbers[number], value=value, cast_at=now)
        for person, number, value in zip(people, asked, cast, strict=True)
        if number in numbers
    ]
    Vote.objects.bulk_create(
        known, batch_size=_BATCH, update_conflicts=True, update_fields=["value"],
        unique_fields=["ballot", "statement"],
    )  # fmt: skip
    return Imported(n_statements, len(keys), len(known), len(people) - len(known))
