"""Every read of proposal sheets."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from goen.boards.models import Board, Note
from goen.boards.queries import dot_counts
from goen.events.access import Member
from goen.events.models import Event
from goen.grouping.models import Group, Plan, Seat
from goen.proposals.models import Item, Proposal

Part = Proposal.Part
NOTE_PARTS = (Part.AS_IS, Part.TO_BE, Part.GAP, Part.SOLUTION)


@dataclass(frozen=True)
class SheetPart:
    """One line of a sheet with its sentences in order."""

    key: str
    label: str
    items: Sequence[Item]


@dataclass(frozen=True)
class Column:
    """One column of the group's board with its notes; ``part`` is where they go by default.

    ``dots`` counts the votes per note id, once they may be seen.
    """

    key: str
    title: str
    part: str
    notes: Sequence[Note]
    dots: Mapping[str, int]


def proposals_of(event: Event) -> list[Proposal]:
    """Return the sheets of the published groups, with group, theme and sentences; 2 queries."""
    return [proposal for proposal in _sheets(event) if is_current(proposal)]


def earlier_proposals_of(event: Event) -> list[Proposal]:
    """Return sheets with words whose group is no longer in the published plan; 2 queries."""
    return [proposal for proposal in _sheets(event) if not is_current(proposal)]


def proposal_of(event: Event, proposal_id: int) -> Proposal | None:
    """Return one sheet of an event, shaped as ``proposals_of``; 2 queries."""
    return _sheets(event).filter(pk=proposal_id).first()


def proposal_of_group(group_id: int) -> Proposal | None:
    """Return the sheet of a group; 2 queries."""
    return _rows().filter(group_id=group_id).first()


def is_current(proposal: Proposal) -> bool:
    """Tell whether the sheet's group is in the published plan; no query."""
    return proposal.group is not None and proposal.group.plan.state == Plan.State.PUBLISHED


def is_blank(proposal: Proposal) -> bool:
    """Tell whether nothing is written on a sheet; no query when the sentences are loaded."""
    return not (proposal.title or proposal.summary or proposal.items.all())


def parts_of(proposal: Proposal) -> list[SheetPart]:
    """Return the six lines of a sheet, empty ones too, in their order; no query when the sentences are loaded."""
    items: defaultdict[str, list[Item]] = defaultdict(list)
    for item in proposal.items.all():
        items[item.part].append(item)
    return [SheetPart(part.value, str(part.label), items[part.value]) for part in Part]


def columns_of(proposal: Proposal) -> list[Column]:
    """Return the notes of the group's board by column, in the board's order; ≤ 3 queries."""
    board = Board.objects.filter(group_id=proposal.group_id).first() if proposal.group_id else None
    if board is None:
        return []
    notes: defaultdict[str, list[Note]] = defaultdict(list)
    for note in Note.objects.filter(board=board).exclude(text="").order_by("column", "position", "note_id"):
        notes[note.column].append(note)
    named = dict(_columns(board))
    keys = [*named, *(key for key in notes if key not in named)]
    dots = dot_counts(board)
    return [
        Column(key, named.get(key, key), _part_for(key, number), notes[key], dots) for number, key in enumerate(keys)
    ]


def note_of(proposal: Proposal, note_id: str) -> Note | None:
    """Return a note of the group's own board; 1 query."""
    if proposal.group_id is None:
        return None
    return Note.objects.filter(board__group_id=proposal.group_id, note_id=note_id).select_related("board").first()


def taken_from(proposal: Proposal) -> Mapping[str, str]:
    """Return which notes are on the sheet: note id → part; no query when the sentences are loaded."""
    return {item.source_id: item.part for item in proposal.items.all() if item.source_id}


def own_group_id(member: Member) -> int | None:
    """Return the group the member sits in, in the last round of the published plan, or None; 1 query."""
    if member.pass_id is None:
        return None
    seats = Seat.objects.filter(
        plan__event=member.event, plan__state=Plan.State.PUBLISHED, participation__guest_pass_id=member.pass_id
    )
    return seats.order_by("-round_number").values_list("group_id", flat=True).first()


def last_groups(plan: Plan) -> list[Group]:
    """Return the groups that present: those of the last round; 1 query."""
    groups = list(Group.objects.filter(plan=plan).select_related("theme").order_by("number"))
    last = max((group.round_number for group in groups), default=1)
    return [group for group in groups if group.round_number == last]


def _rows() -> QuerySet[Proposal]:
    rows = Proposal.objects.select_related("group__plan", "group__theme", "theme", "event", "follow_up")
    return rows.prefetch_related(Prefetch("items", Item.objects.order_by("part", "position", "id")))


def _sheets(event: Event) -> QuerySet[Proposal]:
    return _rows().filter(event=event)


def _columns(board: Board) -> list[tuple[str, str]]:
    """Return key and title of the board's columns; a column may be stored as a mapping or as its key alone."""
    pairs = []
    for column in board.columns:
        if isinstance(column, Mapping):
            key = str(column.get("key", column.get("id", "")))
            pairs.append((key, str(column.get("title", column.get("label", key)))))
        else:
            pairs.append((str(column), str(column)))
    return pairs


def _part_for(key: str, number: int) -> str:
    if key in {part.value for part in Part}:
        return key
    return NOTE_PARTS[min(number, len(NOTE_PARTS) - 1)].value
