"""Dots: each of a person's dots has a number, and placing it again only moves it, so that a repeated send is harmless."""
# ruff: noqa: S608 - statements are joined from literals and %s marks only

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings

from goen.base.durable import Sql
from goen.core.errors import BadInputError, GoenError, RefusedError


@dataclass(frozen=True, slots=True)
class NewDot:
    """Where one numbered dot of a voter shall be; an empty note takes it back."""

    board_id: int
    voter_key: str
    number: int
    note_id: str


@lru_cache(maxsize=8192)
def voter_key(board_id: int, member_key: str) -> str:
    """Return a keyed hash of a voter on a board, so that a budget can be kept and nobody be named."""
    text = f"{board_id}:{member_key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()


def place_dot(sql: Sql, items: list[Any]) -> Sequence[bool | GoenError]:
    """Place, move or take back numbered dots; 1 query for the boards, then one statement for all."""
    boards = _boards(sql, sorted({item.board_id for item in items}))
    results: list[bool | GoenError] = [_refusal(item, boards.get(item.board_id)) or True for item in items]
    # Two wishes for the same dot in one batch: the later one counts.
    wanted = {
        (item.board_id, item.voter_key, item.number): item.note_id
        for item, result in zip(items, results, strict=True)
        if result is True
    }
    _upsert(sql, {key: note for key, note in wanted.items() if note})
    for board_id, voter, number in (key for key, note in wanted.items() if not note):
        statement = "DELETE FROM boards_dot WHERE board_id = %s AND voter_key = %s AND number = %s"
        sql.run(statement, (board_id, voter, number))
    return results


def _boards(sql: Sql, board_ids: list[int]) -> dict[int, tuple[str, int]]:
    marks = ",".join(["%s"] * len(board_ids))
    statement = f"SELECT id, voting, dots_per_person FROM boards_board WHERE id IN ({marks}) ORDER BY id"
    # Shared, so that a vote closing waits for the dots that came before it, and refuses all after.
    rows = sql.rows(statement + (" FOR SHARE" if sql.is_postgres else ""), board_ids)
    return {row[0]: (row[1], row[2]) for row in rows}


def _refusal(item: NewDot, board: tuple[str, int] | None) -> GoenError | None:
    if board is None:
        return RefusedError("base.refused")
    voting, budget = board
    if voting != "open":
        return RefusedError("boards.voting_closed")
    if not 1 <= item.number <= budget or len(item.note_id) > 40:  # noqa: PLR2004 - the width of the column
        return BadInputError("boards.over_budget", limit=budget)
    return None


def _upsert(sql: Sql, wanted: dict[tuple[int, str, int], str]) -> None:
    rows = [(*key, note) for key, note in wanted.items()]
    for start in range(0, len(rows), 200):
        part = rows[start : start + 200]
        statement = (
            "INSERT INTO boards_dot (board_id, voter_key, number, note_id) VALUES "
            + ",".join(["(%s,%s,%s,%s)"] * len(part))
            + " ON CONFLICT (board_id, voter_key, number) DO UPDATE SET note_id = excluded.note_id"
        )
        sql.run(statement, [value for row in part for value in row])
