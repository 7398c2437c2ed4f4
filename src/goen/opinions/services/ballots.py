"""Votes on the hot path: one upsert per ballot and statement, durable before it is acknowledged, harmless when repeated."""
# ruff: noqa: S608 - statements are joined from literals and %s marks only

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from goen.base import audit
from goen.base.durable import Sql
from goen.core.errors import BadInputError, GoenError, RefusedError
from goen.opinions.access import Voter
from goen.opinions.models import Ballot, Consultation
from goen.opinions.services.drawing import ask_drawings

_ROWS = 200
_TEN_MINUTES_S = 600


@dataclass(frozen=True, slots=True)
class NewVote:
    """An answer to one statement: 1 agree, 0 pass, −1 disagree."""

    consultation_id: int
    ballot_key: str
    statement_id: int
    value: int


def cast_votes(sql: Sql, items: list[Any]) -> Sequence[bool | GoenError]:
    """Keep answers, the later of two to the same statement; five statements for the whole batch.

    A batch for ``base.durable``: every item is answered by itself, a refused one harms no other.
    """
    open_now = _open_consultations(sql, {item.consultation_id for item in items})
    shown = _shown_statements(sql, {item.statement_id for item in items})
    results = [_refusal(item, open_now, shown) or True for item in items]
    kept = [item for item, result in zip(items, results, strict=True) if result is True]
    if not kept:
        return results
    ballots = _ballots(sql, {(item.consultation_id, item.ballot_key) for item in kept})
    now = rounded_now()
    moment = now if sql.is_postgres else now.replace(tzinfo=None).isoformat(" ")
    wanted = {(ballots[item.consultation_id, item.ballot_key], item.statement_id): item.value for item in kept}
    for part in _parts([(*key, value, moment) for key, value in wanted.items()]):
        sql.run(
            "INSERT INTO opinions_vote (ballot_id, statement_id, value, cast_at) VALUES "
            + ",".join(["(%s,%s,%s,%s)"] * len(part))
            + " ON CONFLICT (ballot_id, statement_id) DO UPDATE SET value = excluded.value, cast_at = excluded.cast_at",
            [cell for row in part for cell in row],
        )
    touched = sorted({item.consultation_id for item in kept})
    sql.run(f"UPDATE opinions_consultation SET serial = serial + 1 WHERE id IN ({_marks(touched)})", touched)
    return results


def rounded_now() -> datetime:
    """Return the last full ten minutes: moments must not tell who answered."""
    now = datetime.now(tz=UTC)
    return now.fromtimestamp(now.timestamp() // _TEN_MINUTES_S * _TEN_MINUTES_S, tz=UTC)


@transaction.atomic
def withdraw_ballot(*, voter: Voter) -> None:
    """Delete every answer of one person; their statements stay, without a way back to them; twice is once."""
    row = voter.consultation
    Ballot.objects.filter(consultation=row, key=voter.ballot_key).delete()
    Consultation.objects.filter(pk=row.pk).update(serial=F("serial") + 1)
    audit.record("voter", "opinions.withdraw", f"consultation:{row.pk}")
    ask_drawings(consultation_ids=[row.pk])


def _open_consultations(sql: Sql, ids: set[int]) -> dict[int, str]:
    wanted = sorted(ids)
    # Locked in order, so that closing waits for the votes before it and refuses all after.
    lock = " ORDER BY id FOR UPDATE" if sql.is_postgres else ""
    return dict(sql.rows(f"SELECT id, state FROM opinions_consultation WHERE id IN ({_marks(wanted)}){lock}", wanted))


def _shown_statements(sql: Sql, ids: set[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in _parts(sorted(ids)):
        statement = (
            f"SELECT id, consultation_id FROM opinions_statement WHERE state = 'accepted' AND id IN ({_marks(part)})"
        )
        found.update(dict(sql.rows(statement, part)))
    return found


def _refusal(item: NewVote, open_now: dict[int, str], shown: dict[int, int]) -> GoenError | None:
    state = open_now.get(item.consultation_id)
    if state is None or not item.ballot_key or state == "draft":
        return RefusedError("base.refused")
    if state != "open":
        return RefusedError("opinions.closed")
    if item.value not in (-1, 0, 1):
        return BadInputError("opinions.no_such_answer")
    if shown.get(item.statement_id) != item.consultation_id:
        return RefusedError("opinions.statement_gone")
    return None


def _ballots(sql: Sql, keys: set[tuple[int, str]]) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for part in _parts(sorted(keys)):
        cells = [cell for row in part for cell in row]
        sql.run(
            "INSERT INTO opinions_ballot (consultation_id, key) VALUES "
            + ",".join(["(%s,%s)"] * len(part))
            + " ON CONFLICT (consultation_id, key) DO NOTHING",
            cells,
        )
        either = " OR ".join(["(consultation_id = %s AND key = %s)"] * len(part))
        rows = sql.rows(f"SELECT consultation_id, key, id FROM opinions_ballot WHERE {either}", cells)
        found.update({(row[0], row[1]): row[2] for row in rows})
    return found


def _marks(values: Sequence[object]) -> str:
    return ",".join(["%s"] * len(values))


def _parts(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS))
