"""Reads of boards and their notes; everybody but the board itself reads notes from here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, Q, QuerySet

from goen.base.messages import sentence_of
from goen.boards.models import Board, BoardUpdate, Dot, Note
from goen.core.notes.board import BoardDoc
from goen.events.access import running_kind
from goen.events.models import Event
from goen.events.phases import is_open
from goen.grouping.models import Plan
from goen.roster.models import Participation


@dataclass(frozen=True)
class Column:
    """One column of a board with its notes in order."""

    key: str
    title: str
    notes: list[Note]


@dataclass(frozen=True)
class Gate:
    """Whether a board may be written on now, and what its screens show around the notes.

    Parameters
    ----------
    refusal : str
        Empty while writing is open, otherwise the code of the refusal.
    """

    refusal: str
    event_id: int = 0
    slug: str = ""
    title: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    is_anonymous: bool = False
    voting: str = ""
    dots_per_person: int = 0

    @cached_property
    def column_keys(self) -> frozenset[str]:
        """Keys of the columns a note may stand in."""
        return frozenset(key for key, _title in self.columns)

    def as_news(self) -> dict[str, object]:
        """Return what screens are told."""
        return {
            "refusal": self.refusal,
            "reason": sentence_of(self.refusal, {}) if self.refusal else "",
            "title": self.title,
            "columns": [{"key": key, "title": title} for key, title in self.columns],
            "is_anonymous": self.is_anonymous,
            "voting": self.voting,
            "dots_per_person": self.dots_per_person,
        }


def gate_of(board_id: int) -> Gate:
    """Return whether a board is open for writing now; 1 query."""
    board = Board.objects.select_related("event__clock__segment").get(pk=board_id)
    is_open_now = is_open("boards.write", board.event.status, running_kind(board.event))
    return Gate(
        refusal="boards.frozen" if board.is_frozen else ("" if is_open_now else "boards.not_open"),
        event_id=board.event_id,
        slug=board.event.slug,
        title=board.title,
        columns=tuple((str(column["key"]), str(column["title"])) for column in board.columns),
        is_anonymous=board.is_anonymous,
        voting=board.voting,
        dots_per_person=board.dots_per_person,
    )


def room_start(board_id: int) -> tuple[list[tuple[int, bytes]], Gate, dict[str, str]]:
    """Return everything a room starts from: the log, the gate, the people; 4 queries."""
    people = people_of(Board.objects.get(pk=board_id))
    return updates_after(board_id, 0), gate_of(board_id), people


def counts_to_show(board_id: int) -> dict[str, int]:
    """Return dots per note id if they may be seen now; ≤ 2 queries."""
    return dot_counts(Board.objects.get(pk=board_id))


def lagging_boards() -> list[int]:
    """Return boards whose note rows are behind their log; 1 query."""
    return list(Board.objects.filter(projected_sequence__lt=F("last_sequence")).values_list("pk", flat=True))


def boards_of(event: Event) -> QuerySet[Board]:
    """Return an event's boards with group, theme and number of notes, current ones first; 1 query."""
    boards = Board.objects.filter(event=event).select_related("group__theme", "group__plan")
    counted = boards.annotate(n_notes=Count("notes", filter=~Q(notes__kind="heading")))
    return counted.order_by("group__plan__state", "group__round_number", "group__number", "id")


def boards_named(board_ids: list[int]) -> list[tuple[int, str]]:
    """Return number and title of boards; ≤ 1 query."""
    return list(Board.objects.filter(pk__in=board_ids).values_list("pk", "title")) if board_ids else []


def is_current(board: Board) -> bool:
    """Tell whether a board belongs to a table of the published plan; no query when the plan is loaded."""
    return board.group is not None and board.group.plan.state == Plan.State.PUBLISHED


def note_of(board: Board, note_id: str) -> Note | None:
    """Return a note of a board, or None; ≤ 1 query."""
    return Note.objects.filter(board=board, note_id=note_id).first() if note_id else None


def board_of_group(group_id: int) -> Board | None:
    """Return the board of a group, or None; 1 query."""
    return Board.objects.filter(group_id=group_id).select_related("group__theme").first()


def own_board_ids(event: Event, participation: Participation) -> list[int]:
    """Return the boards of the published groups somebody sits in, by round, then those for everybody; 1 query."""
    seated = Q(group__seats__participation=participation, group__plan__state=Plan.State.PUBLISHED)
    mine = Board.objects.filter(seated | Q(is_for_all=True), event=event)
    return list(mine.order_by("is_for_all", "group__round_number", "pk").values_list("pk", flat=True))


def notes_of(board: Board) -> QuerySet[Note]:
    """Return a board's notes in order of column and position, with their authors; 1 query."""
    return Note.objects.filter(board=board).select_related("author")


def notes_by_column(board: Board) -> list[Column]:
    """Return every column of a board, also empty ones, with its notes; 1 query."""
    notes = list(notes_of(board))
    return [
        Column(str(column["key"]), str(column["title"]), [note for note in notes if note.column == column["key"]])
        for column in board.columns
    ]


def dot_counts(board: Board) -> dict[str, int]:
    """Return dots per note id, empty while they are hidden; 1 query or none."""
    if not board.shows_dots:
        return {}
    return dict(Counter(Dot.objects.filter(board=board).values_list("note_id", flat=True)))


def own_dots(board: Board, voter_key: str) -> dict[int, str]:
    """Return somebody's own dots, by number; 1 query."""
    return dict(Dot.objects.filter(board=board, voter_key=voter_key).values_list("number", "note_id"))


def dots_for(board: Board, voter_key: str) -> tuple[dict[int, str], dict[str, int]]:
    """Return somebody's own dots and the counts they may see; no query before the first vote, else ≤ 2."""
    if board.voting == Board.Voting.NOT_OPEN:
        return {}, {}
    return own_dots(board, voter_key), dot_counts(board)


def updates_after(board_id: int, sequence: int) -> list[tuple[int, bytes]]:
    """Return the log after a sequence number, in order of receipt; 1 query."""
    rows = BoardUpdate.objects.filter(board_id=board_id, sequence__gt=sequence).order_by("sequence")
    return [(number, bytes(update)) for number, update in rows.values_list("sequence", "update")]


def board_doc(board_id: int) -> tuple[int, BoardDoc]:
    """Return a board's document, read from the log, and the sequence it stands at; 1 query."""
    rows = updates_after(board_id, 0)
    return (rows[-1][0] if rows else 0), BoardDoc(update for _number, update in rows)


def people_of(board: Board) -> dict[str, str]:
    """Return author key to name for everybody a named board may show; none on an anonymous one; ≤ 1 query."""
    if board.is_anonymous:
        return {}
    people = Participation.objects.filter(event_id=board.event_id).values_list("pk", "name")
    return {author_key(participation_id=pk): name for pk, name in people}


def author_key(*, participation_id: int | None = None, user_id: int | None = None) -> str:
    """Return how a note names its author inside a board: ``p12`` for a participation, ``u3`` for an account."""
    return f"p{participation_id}" if participation_id else f"u{user_id}"


def participations_by_key(keys: Iterable[str], event_id: int) -> dict[str, int]:
    """Return the participations behind author keys that belong to an event; 1 query."""
    wanted = {int(key[1:]): key for key in keys if key[:1] == "p" and key[1:].isdigit()}
    rows = Participation.objects.filter(event_id=event_id, pk__in=wanted).values_list("pk", flat=True)
    return {wanted[pk]: pk for pk in rows}
