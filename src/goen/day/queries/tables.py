"""All tables of the hall at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from goen.boards.models import Board, Note
from goen.day.models import HelpCall
from goen.events.models import Event
from goen.events.phases import is_open
from goen.grouping.models import Group, Plan, Seat
from goen.roster.models import Participation

RECENT_MIN = 5


@dataclass(frozen=True)
class Table:
    """One table as the control room sees it."""

    group: Group
    n_people: int
    n_checked_in: int
    n_notes: int
    n_recent: int
    board_url: str
    calls: tuple[HelpCall, ...]
    is_silent: bool
    quiet: tuple[str, ...]

    @property
    def per_minute(self) -> float:
        """Notes a minute, over the last minutes."""
        return round(self.n_recent / RECENT_MIN, 1)


@dataclass(frozen=True)
class _Hall:
    """What was counted for all tables at once."""

    people: Mapping[int, tuple[int, int]]
    boards: Mapping[int | None, int]
    notes: Mapping[int, tuple[int, int]]
    calls: list[HelpCall]
    may_be_silent: bool
    quiet: Mapping[int, tuple[str, ...]]


def round_now(event: Event) -> int:
    """Return the round of grouping that sits together now; no query when the clock is loaded."""
    clock = getattr(event, "clock", None)
    return clock.segment.round_number if clock and clock.segment else 1


def groups_now(event: Event) -> list[Group]:
    """Return the groups of the published plan that sit together now, by number, with theme; 1 query.

    A plan of fewer rounds than the run sheet keeps its last.
    """
    groups = list(Group.objects.filter(plan__event=event, plan__state=Plan.State.PUBLISHED).select_related("theme"))
    wanted = min(round_now(event), max((group.round_number for group in groups), default=1))
    return [group for group in groups if group.round_number == wanted]


def group_now(participation: Participation, event: Event) -> Group | None:
    """Return the group somebody sits in now, with theme, or None; 1 query."""
    groups = list(
        Group.objects.filter(plan__event=event, plan__state=Plan.State.PUBLISHED, seats__participation=participation)
        .select_related("theme")
        .order_by("round_number")
    )
    present = [group for group in groups if group.round_number <= round_now(event)]
    return present[-1] if present else (groups[0] if groups else None)


def open_calls(event: Event) -> list[HelpCall]:
    """Return the calls nobody answered yet, oldest first, with who called; 1 query."""
    calls = HelpCall.objects.filter(event=event, closed_at=None)
    return list(calls.select_related("participation__organisation", "group"))


def tables(event: Event, calls: list[HelpCall]) -> list[Table]:
    """Return every table that sits together now; 5 queries, however many tables."""
    groups = groups_now(event)
    ids = [group.pk for group in groups]
    rows = Board.objects.filter(group_id__in=ids).values_list("group_id", "pk")
    boards: dict[int | None, int] = dict(rows)
    hall = _Hall(_people(ids), boards, _notes(list(boards.values())), calls, _may_be_silent(event), _quiet(ids))
    return [_table(event, group, hall) for group in groups]


def note_counts(board_ids: list[int]) -> Mapping[int, tuple[int, int]]:
    """Return notes and notes of the last minutes per board; 1 query."""
    return _notes(board_ids)


def board_address(event: Event, board_id: int | None) -> str:
    """Return the address of a board, or nothing where there is none; no query."""
    if board_id is None:
        return ""
    try:
        return reverse("boards:board", args=(event.slug, board_id))
    except NoReverseMatch:
        return ""


def _table(event: Event, group: Group, hall: _Hall) -> Table:
    n_people, n_checked_in = hall.people.get(group.pk, (0, 0))
    board_id = hall.boards.get(group.pk)
    n_notes, n_recent = hall.notes.get(board_id or 0, (0, 0))
    own_calls = tuple(call for call in hall.calls if call.group_id == group.pk)
    is_silent = hall.may_be_silent and n_people > 0 and n_recent == 0
    address = board_address(event, board_id)
    quiet = hall.quiet.get(group.pk, ()) if hall.may_be_silent else ()
    return Table(group, n_people, n_checked_in, n_notes, n_recent, address, own_calls, is_silent, quiet)


def _people(group_ids: list[int]) -> dict[int, tuple[int, int]]:
    is_here = Q(seats__participation__checked_in_at__isnull=False)
    rows = (
        Group.objects.filter(pk__in=group_ids)
        .order_by()
        .annotate(n=Count("seats"), here=Count("seats", filter=is_here))
        .values_list("pk", "n", "here")
    )
    return {pk: (n, here) for pk, n, here in rows}


def _quiet(group_ids: list[int]) -> dict[int, tuple[str, ...]]:
    """Return who has written nothing on their table's board; nobody where boards are anonymous."""
    has_written = Note.objects.filter(board__group=OuterRef("group"), author=OuterRef("participation"))
    rows = (
        Seat.objects.filter(group_id__in=group_ids, group__board__is_anonymous=False)
        .filter(participation__is_facilitator=False)
        .exclude(participation__state__in=(Participation.State.CANCELLED, Participation.State.NO_SHOW))
        .exclude(Exists(has_written))
        .order_by("participation__kana", "participation__name", "id")
        .values_list("group_id", "participation__name")
    )
    quiet: dict[int, tuple[str, ...]] = {}
    for group_id, name in rows:
        quiet[group_id] = (*quiet.get(group_id, ()), name)
    return quiet


def _notes(board_ids: list[int]) -> dict[int, tuple[int, int]]:
    since = timezone.now() - timedelta(minutes=RECENT_MIN)
    rows = (
        Note.objects.filter(board_id__in=board_ids)
        .exclude(kind="heading")
        .order_by()
        .values("board_id")
        .annotate(n=Count("id"), recent=Count("id", filter=Q(created_at__gte=since)))
        .values_list("board_id", "n", "recent")
    )
    return {board_id: (n, recent) for board_id, n, recent in rows}


def _kind(event: Event) -> str | None:
    clock = getattr(event, "clock", None)
    return clock.segment.kind if clock and clock.segment else None


def _may_be_silent(event: Event) -> bool:
    """Silence means something only while groups write, and once there was time to."""
    clock = getattr(event, "clock", None)
    if clock is None or _kind(event) not in ("discussion", "summary") or clock.started_at is None:
        return False
    is_writing = is_open("boards.write", event.status, _kind(event))
    return is_writing and timezone.now() - clock.started_at > timedelta(minutes=RECENT_MIN)
