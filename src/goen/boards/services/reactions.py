"""Reactions: a row per person, note and sign; sending one again changes nothing."""
# ruff: noqa: S608 - statements are joined from literals and %s marks only

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goen.base.durable import Sql
from goen.boards.models import Reaction
from goen.boards.services.log import gate_refusals
from goen.core.errors import BadInputError, GoenError, RefusedError

_MAX_ID = 40
_KINDS = frozenset(str(kind) for kind in Reaction.Kind.values)


@dataclass(frozen=True, slots=True)
class NewReaction:
    """Whether a sign of a voter shall stand on a note."""

    board_id: int
    voter_key: str
    note_id: str
    kind: str
    is_on: bool


def react(sql: Sql, items: list[Any]) -> Sequence[bool | GoenError]:
    """Set or take back signs while a board is open; 1 query, one statement for all set, one per sign taken back."""
    refusals = gate_refusals(sql, sorted({item.board_id for item in items}))
    results: list[bool | GoenError] = [_refusal(item, refusals.get(item.board_id)) or True for item in items]
    wanted = {
        (item.board_id, item.note_id, item.voter_key, item.kind): item.is_on
        for item, result in zip(items, results, strict=True)
        if result is True
    }
    rows = [key for key, is_on in wanted.items() if is_on]
    for start in range(0, len(rows), 200):
        part = rows[start : start + 200]
        marks = ",".join(["(%s,%s,%s,%s)"] * len(part))
        sql.run(
            f"INSERT INTO boards_reaction (board_id, note_id, voter_key, kind) VALUES {marks}"
            " ON CONFLICT (board_id, note_id, voter_key, kind) DO NOTHING",
            [value for row in part for value in row],
        )
    for key in (key for key, is_on in wanted.items() if not is_on):
        statement = "DELETE FROM boards_reaction WHERE board_id = %s AND note_id = %s AND voter_key = %s AND kind = %s"
        sql.run(statement, key)
    return results


def _refusal(item: NewReaction, refusal: str | None) -> GoenError | None:
    if refusal is None:
        return RefusedError("base.refused")
    if refusal:
        return RefusedError(refusal)
    if item.kind not in _KINDS or not 0 < len(item.note_id) <= _MAX_ID:
        return BadInputError("boards.malformed")
    return None
