"""Votes as the core wants them, and as Polis files hold them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.formats import Comment
from goen.core.opinions.votes import Votes, votes_from_triples
from goen.opinions.models import Ballot, Consultation, Drawing, Statement, Vote


@dataclass(frozen=True, eq=False)
class VoteTable:
    """All votes of a consultation: participants are ballots, statements are numbers; ``dropped`` take no part."""

    votes: Votes
    dropped: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class ExportTables:
    """What the files of an export are written from: people numbered anew, no text that was rejected or waits."""

    votes: Votes
    comments: tuple[Comment, ...]
    groups: NDArray[np.int32]


def vote_table(consultation: Consultation) -> VoteTable:
    """Return all votes; 2 queries."""
    rows = Vote.objects.filter(statement__consultation=consultation).order_by("id")
    cast = np.array(list(rows.values_list("ballot_id", "statement__number", "value")), np.int64).reshape(-1, 3)
    votes = votes_from_triples(cast[:, 0], cast[:, 1], cast[:, 2])
    out = Statement.objects.filter(consultation=consultation).exclude(state=Statement.State.ACCEPTED, is_meta=False)
    return VoteTable(votes, np.isin(votes.statement_ids, list(out.values_list("number", flat=True))))


def export_tables(consultation: Consultation) -> ExportTables:
    """Return votes, statements and groups for files; 5 queries.

    A person's number is that of the file they were imported from, or their place among the keys, which tells nothing about
    when they came. Authors are left out: with them a ballot would have a handwriting.
    """
    ballots = list(Ballot.objects.filter(consultation=consultation).order_by("key").values_list("pk", "number"))
    numbers = _numbers(ballots)
    table = vote_table(consultation)
    held = table.votes
    people = np.repeat(
        np.array([numbers[int(pk)] for pk in held.participant_ids], np.int64), held.votes_per_participant
    )
    votes = votes_from_triples(people, held.statement_ids[held.columns], held.values)
    drawing = Drawing.objects.filter(consultation=consultation).first()
    places = {
        numbers[int(pk)]: int(place[2])
        for pk, place in (drawing.places if drawing else {}).items()
        if int(pk) in numbers
    }
    groups = np.array([places.get(int(number), -1) for number in votes.participant_ids], np.int32)
    comments = tuple(_comment(row) for row in Statement.objects.filter(consultation=consultation))
    return ExportTables(votes, comments, groups)


def _numbers(ballots: list[tuple[int, int | None]]) -> dict[int, int]:
    taken = {number for _pk, number in ballots if number is not None}
    free = max(taken, default=-1) + 1
    numbers = {}
    for pk, number in ballots:
        numbers[pk] = free if number is None else number
        free += number is None
    return numbers


def _comment(row: Statement) -> Comment:
    is_shown = row.state == Statement.State.ACCEPTED
    moderated = {Statement.State.ACCEPTED: 1, Statement.State.PENDING: 0}.get(Statement.State(row.state), -1)
    written_ms = int(row.created_at.timestamp()) // 600 * 600_000
    return Comment(row.number, row.text if is_shown else "", None, moderated, row.is_meta, written_ms)
