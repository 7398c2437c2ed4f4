"""What stands around the notes: signs, photos, the story of a board, the note on the projector."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.urls import reverse

from goen.boards.models import Board, BoardUpdate, Note, Photo, Reaction, Spotlight
from goen.boards.queries.boards import Column, updates_after
from goen.core.notes.board import NoteState
from goen.core.notes.history import Change, states_at, steps_of
from goen.events.models import Event

N_STEPS = 60


@dataclass(frozen=True)
class Moment:
    """One entry of the log with what it did, as a page tells it."""

    sequence: int
    at: datetime
    changes: Sequence[Change]

    @property
    def before(self) -> int:
        """The entry of the log before this one."""
        return self.sequence - 1


@dataclass(frozen=True)
class Story:
    """The newest moments of a board first, whether there are older ones, and the notes that were removed."""

    moments: Sequence[Moment]
    older: int | None
    gone: Sequence[tuple[NoteState, int]]


@dataclass(frozen=True)
class Lit:
    """The note on the projector: its words, its board, who wrote it where that is shown, and since when."""

    note: Note
    board: Board
    name: str
    since: datetime


def reaction_counts(board_id: int) -> dict[str, dict[str, int]]:
    """Return per note how often each sign stands on it; 1 query."""
    rows = Reaction.objects.filter(board_id=board_id).values_list("note_id", "kind").annotate(n=Count("id"))
    counts: dict[str, dict[str, int]] = {}
    for note_id, kind, n in rows.order_by("note_id", "kind"):
        counts.setdefault(note_id, {})[kind] = n
    return counts


def own_reactions(board_id: int, voter_key: str) -> list[str]:
    """Return somebody's own signs as ``"<note>:<kind>"``; 1 query."""
    rows = Reaction.objects.filter(board_id=board_id, voter_key=voter_key).values_list("note_id", "kind")
    return [f"{note_id}:{kind}" for note_id, kind in rows]


def photos_of(board: Board) -> QuerySet[Photo]:
    """Return a board's photos, oldest first, without their bytes; 1 query."""
    return Photo.objects.filter(board=board).defer("image", "thumbnail").select_related("author")


def photos_to_show(board_id: int, slug: str) -> list[dict[str, object]]:
    """Return a board's photos as its screens draw them; 1 query."""
    rows = Photo.objects.filter(board_id=board_id).values_list("pk", "note_id", "caption", "width", "height")
    return [
        {
            "note": note_id,
            "caption": caption,
            "url": reverse("boards:photo", args=(slug, board_id, pk)),
            "width": width,
            "height": height,
        }
        for pk, note_id, caption, width, height in rows
    ]


def story_of(board: Board, before: int | None = None) -> Story:
    """Tell what happened on a board, the newest first; 2 queries."""
    log = updates_after(board.pk, 0)
    steps = [step for step in steps_of(log) if before is None or step.sequence < before]
    shown = steps[-N_STEPS:]
    times = _times(board.pk, [step.sequence for step in shown])
    moments = [Moment(step.sequence, times[step.sequence], step.changes) for step in reversed(shown)]
    older = shown[0].sequence if len(steps) > len(shown) else None
    return Story(moments, older, _gone(log) if before is None else ())


def columns_at(board: Board, sequence: int) -> list[tuple[str, list[NoteState]]]:
    """Return title and notes of every column as they stood after an entry of the log; 1 query."""
    states = states_at(updates_after(board.pk, 0), sequence)
    return [
        (str(column["title"]), [state for state in states if state.column == column["key"]]) for column in board.columns
    ]


def spotlight_of(event: Event) -> Lit | None:
    """Return the note on the projector, or None; ≤ 2 queries."""
    lit = Spotlight.objects.filter(event=event).select_related("board__group").first()
    if lit is None:
        return None
    note = Note.objects.filter(board=lit.board, note_id=lit.note_id).select_related("author").first()
    if note is None:
        return None
    name = note.author.name if note.author and not lit.board.is_anonymous else ""
    return Lit(note, lit.board, name, lit.shown_at)


def all_walls(boards: Sequence[Board]) -> list[tuple[Board, list[Column], int]]:
    """Return the columns of many boards at once, and how many notes each holds; 1 query."""
    rows = Note.objects.filter(board__in=boards).order_by("column", "position", "note_id")
    notes: dict[tuple[int, str], list[Note]] = {}
    for note in rows:
        notes.setdefault((note.board_id, note.column), []).append(note)
    counts = Counter(board_id for board_id, _column in notes for _note in notes[board_id, _column])
    return [
        (
            board,
            [
                Column(str(column["key"]), str(column["title"]), notes.get((board.pk, str(column["key"])), []))
                for column in board.columns
            ],
            counts[board.pk],
        )
        for board in boards
    ]


def _times(board_id: int, sequences: Sequence[int]) -> dict[int, datetime]:
    if not sequences:
        return {}
    rows = BoardUpdate.objects.filter(board_id=board_id, sequence__gte=min(sequences), sequence__lte=max(sequences))
    return dict(rows.values_list("sequence", "received_at"))


def _gone(log: Sequence[tuple[int, bytes]]) -> list[tuple[NoteState, int]]:
    """Return removed notes as they stood last, each with the entry it stood at."""
    last: dict[str, int] = {}
    gone: set[str] = set()
    for step in steps_of(log):
        for change in step.changes:
            if change.what == "removed":
                gone.add(change.note_id)
            else:
                gone.discard(change.note_id)
                last[change.note_id] = step.sequence
    if not gone:
        return []
    found = []
    for note_id in sorted(gone, key=lambda key: last.get(key, 0), reverse=True)[:N_STEPS]:
        states = [state for state in states_at(log, last[note_id]) if state.note_id == note_id]
        found += [(states[0], last[note_id])] if states else []
    return found
