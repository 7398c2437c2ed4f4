"""The ordered log of a board, written by the one writer: durable first, acknowledged after."""
# ruff: noqa: S608 - statements are joined from literals and %s marks only

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from goen.base.durable import Sql
from goen.core.errors import GoenError, RefusedError
from goen.events.phases import is_open

_MAX_ROWS = 200
_GATES = (
    "SELECT b.id, b.last_sequence, b.is_frozen, e.status, s.kind FROM boards_board b"
    " JOIN events_event e ON e.id = b.event_id"
    " LEFT JOIN events_clock c ON c.event_id = e.id LEFT JOIN events_segment s ON s.id = c.segment_id"
    " WHERE b.id IN ({}) ORDER BY b.id"
)


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """An update that was checked and waits to be kept."""

    board_id: int
    message_id: str
    update: bytes


def append_updates(sql: Sql, items: list[Any]) -> Sequence[int | GoenError]:
    """Keep updates in order and return the sequence of each, the old one for a message that came before.

    A frozen board or a closed phase refuses here, inside the transaction, so that nothing slips in after the bell. One
    query for the gates, one for repeated messages, one insert per 200 rows and one update per board.
    """
    gates = _lock_boards(sql, sorted({item.board_id for item in items}))
    kept = _known(sql, items)
    results: list[int | GoenError] = []
    rows: list[tuple[int, int, NewUpdate]] = []
    for item in items:
        known = kept.get((item.board_id, item.message_id))
        gate = gates.get(item.board_id)
        if known is not None:
            results.append(known)
        elif gate is None or gate.refusal:
            results.append(RefusedError(gate.refusal if gate and gate.refusal else "base.refused"))
        else:
            gate.sequence += 1
            kept[item.board_id, item.message_id] = gate.sequence
            rows.append((item.board_id, gate.sequence, item))
            results.append(gate.sequence)
    _insert(sql, rows)
    for board_id in {row[0] for row in rows}:
        sql.run("UPDATE boards_board SET last_sequence = %s WHERE id = %s", (gates[board_id].sequence, board_id))
    return results


@dataclass(slots=True)
class _Gate:
    sequence: int
    refusal: str


def _lock_boards(sql: Sql, board_ids: list[int]) -> dict[int, _Gate]:
    # In order of id, so that two processes never wait for each other in a circle.
    statement = _GATES.format(_marks(board_ids))
    rows = sql.rows(statement + (" FOR UPDATE OF b" if sql.is_postgres else ""), board_ids)
    return {row[0]: _Gate(row[1], _refusal(is_frozen=bool(row[2]), status=row[3], kind=row[4])) for row in rows}


def gate_refusals(sql: Sql, board_ids: list[int]) -> dict[int, str]:
    """Return per board why nothing may be written on it now, empty while it is open; 1 query, and a shared lock."""
    rows = sql.rows(_GATES.format(_marks(board_ids)) + (" FOR SHARE OF b" if sql.is_postgres else ""), board_ids)
    return {row[0]: _refusal(is_frozen=bool(row[2]), status=row[3], kind=row[4]) for row in rows}


def _refusal(*, is_frozen: bool, status: str, kind: str | None) -> str:
    if is_frozen:
        return "boards.frozen"
    return "" if is_open("boards.write", status, kind) else "boards.not_open"


def _known(sql: Sql, items: list[Any]) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for start in range(0, len(items), _MAX_ROWS):
        part = items[start : start + _MAX_ROWS]
        boards = sorted({item.board_id for item in part})
        statement = (
            "SELECT board_id, message_id, sequence FROM boards_boardupdate"
            f" WHERE board_id IN ({_marks(boards)}) AND message_id IN ({_marks(part)})"
        )
        for board_id, message_id, sequence in sql.rows(statement, [*boards, *(item.message_id for item in part)]):
            found[board_id, message_id] = sequence
    return found


def _insert(sql: Sql, rows: list[tuple[int, int, NewUpdate]]) -> None:
    now: object = datetime.now(UTC)
    if not sql.is_postgres:
        now = datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")  # as Django writes it on SQLite
    for start in range(0, len(rows), _MAX_ROWS):
        part = rows[start : start + _MAX_ROWS]
        marks = ",".join(["(%s,%s,%s,%s,%s)"] * len(part))
        values = [value for board, number, item in part for value in (board, number, item.message_id, item.update, now)]
        sql.run(
            'INSERT INTO boards_boardupdate (board_id, sequence, message_id, "update", received_at) VALUES ' + marks,
            values,
        )


def _marks(values: Sequence[object]) -> str:
    return ",".join(["%s"] * len(values))
