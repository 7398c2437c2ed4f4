"""Notes over the day: how many each table wrote in each few minutes, and which tables have fallen silent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from goen.boards.models import Board, Note
from goen.boards.queries import boards_of
from goen.core.indicators import step_bounds, step_of
from goen.dashboards.queries.links import board_link
from goen.events.models import Event
from goen.events.phases import is_open
from goen.grouping.models import Plan

SILENT_MIN = 5
_WIDTHS_MIN = (5, 10, 15, 30, 60)
_MOST_BUCKETS = 16
# Phones' clocks may say anything: what is written far from the day is counted, but not placed on its clock.
_MARGIN = timedelta(hours=12)


@dataclass(frozen=True)
class Written:
    """One note as counted here: board, column, moment (None when the phone did not say)."""

    board_id: int
    column: str
    at: datetime | None


@dataclass(frozen=True)
class TableRow:
    """One table: its board, notes in all, per span of minutes with the step of their colour, and minutes of silence."""

    board: Board
    href: str
    n_notes: int
    spans: Sequence[tuple[int, int]]
    silent_min: int | None

    @property
    def name(self) -> str:
        """The table's label, or the board's title when it has no table any more."""
        return self.board.group.label if self.board.group else self.board.title

    @property
    def is_silent(self) -> bool:
        """Whether nobody wrote for a while although everybody could."""
        return self.silent_min is not None and self.silent_min >= SILENT_MIN


@dataclass(frozen=True)
class Minutes:
    """All tables over the day; ``starts`` are the beginnings of the spans in local time."""

    width_min: int
    starts: Sequence[datetime]
    totals: Sequence[int]
    tables: Sequence[TableRow]

    @property
    def labels(self) -> list[str]:
        """The spans as an axis writes them."""
        return [f"{start:%H:%M}" for start in self.starts]

    @property
    def silent(self) -> list[TableRow]:
        """The tables that have fallen silent, the longest silence first."""
        return sorted((row for row in self.tables if row.is_silent), key=lambda row: -(row.silent_min or 0))


def current_boards(event: Event) -> list[Board]:
    """Return the boards of the published groups, in order of the tables; 1 query."""
    return [board for board in boards_of(event) if board.group and board.group.plan.state == Plan.State.PUBLISHED]


def written(boards: Sequence[Board]) -> list[Written]:
    """Return the notes of boards without their words; 1 query."""
    rows = Note.objects.filter(board__in=[board.pk for board in boards]).exclude(kind="heading").order_by()
    return [Written(*row) for row in rows.values_list("board_id", "column", "created_at")]


def minutes_of(event: Event, boards: Sequence[Board], notes: Sequence[Written]) -> Minutes:
    """Return the tables over the day; no query when the clock is loaded."""
    placed = [note for note in notes if note.at and event.starts_at - _MARGIN < note.at < event.ends_at + _MARGIN]
    starts, width = _spans([note.at for note in placed if note.at])
    counts = Counter((note.board_id, _place(note.at, starts, width)) for note in placed if note.at)
    most = max(counts.values(), default=0)
    n_notes = Counter(note.board_id for note in notes)
    lasts = _lasts(placed)
    began_at = _writing_since(event)
    tables = [
        TableRow(
            board=board,
            href=board_link(event.slug, board.pk),
            n_notes=n_notes[board.pk],
            spans=[_stepped(counts[board.pk, place], most) for place in range(len(starts))],
            silent_min=_silence(began_at, lasts.get(board.pk)),
        )
        for board in boards
    ]
    totals = [sum(counts[board.pk, place] for board in boards) for place in range(len(starts))]
    return Minutes(width, [timezone.localtime(start) for start in starts], totals, tables)


def _spans(moments: Sequence[datetime]) -> tuple[list[datetime], int]:
    if not moments:
        return [], _WIDTHS_MIN[0]
    first, last = min(moments), max(moments)
    span_min = (last - first).total_seconds() / 60
    width = next((w for w in _WIDTHS_MIN if span_min / w < _MOST_BUCKETS), _WIDTHS_MIN[-1])
    start = first.replace(second=0, microsecond=0) - timedelta(minutes=first.minute % width)
    n_spans = int((last - start).total_seconds() // (width * 60)) + 1
    return [start + timedelta(minutes=width * number) for number in range(n_spans)], width


def _place(at: datetime, starts: Sequence[datetime], width_min: int) -> int:
    return int((at - starts[0]).total_seconds() // (width_min * 60))


def _stepped(count: int, most: int) -> tuple[int, int]:
    return count, step_of(count, step_bounds([0, most])) if count else 0


def _lasts(notes: Sequence[Written]) -> Mapping[int, datetime]:
    lasts: dict[int, datetime] = {}
    for note in notes:
        if note.at:
            lasts[note.board_id] = max(note.at, lasts.get(note.board_id, note.at))
    return lasts


def _writing_since(event: Event) -> datetime | None:
    """Return since when everybody could write, or None when silence means nothing now."""
    clock = getattr(event, "clock", None)
    kind = clock.segment.kind if clock and clock.segment else None
    if clock is None or kind not in ("discussion", "summary") or not is_open("boards.write", event.status, kind):
        return None
    began: datetime | None = clock.started_at
    return began


def _silence(began_at: datetime | None, last: datetime | None) -> int | None:
    if began_at is None:
        return None
    since = max(began_at, last) if last else began_at
    return max(0, int((timezone.now() - since).total_seconds() // 60))
