"""What one guest's phone shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goen.boards.models import Board, Note
from goen.day.models import HelpCall
from goen.day.queries.face import Face, face_of, pitch_face
from goen.day.queries.tables import board_address, group_now, note_counts
from goen.events.access import Member
from goen.events.models import Event, Segment
from goen.grouping.models import Group
from goen.pitches.queries import PitchNow, current_pitch
from goen.questions.queries import has_open_poll
from goen.roster.models import Participation


@dataclass(frozen=True)
class Action:
    """Something a guest can do now."""

    label: str | Promise
    url: str
    icon: str


@dataclass(frozen=True)
class TableWatch:
    """What a facilitator watches at their own table."""

    n_notes: int
    n_recent: int
    quiet: Sequence[Participation]
    is_anonymous: bool


@dataclass(frozen=True)
class Now:
    """Everything a phone shows of the present moment."""

    event: Event
    segment: Segment | None
    following: Segment | None
    face: Face
    pitch: PitchNow | None
    pitch_face: Face | None
    is_own_pitch: bool
    message: str
    participation: Participation | None
    group: Group | None
    mates: Sequence[Participation]
    action: Action | None
    others: Sequence[Action]
    call: HelpCall | None
    may_call: bool
    watch: TableWatch | None


def now(member: Member, participation: Participation | None) -> Now:
    """Return a guest's present moment; ≤ 10 queries, however large the hall."""
    event = member.event
    clock = getattr(event, "clock", None)
    segment = clock.segment if clock else None
    group = group_now(participation, event) if participation else None
    board = Board.objects.filter(group=group).first() if group else None
    mates = _mates(group) if group else []
    pitch = current_pitch(event) if segment and segment.kind == Segment.Kind.PITCH else None
    is_own_pitch = bool(pitch and group and pitch.pitch.group_id == group.pk)
    actions = _actions(member, board, is_own_pitch=is_own_pitch)
    may_call = participation is not None and member.may("day.call")
    return Now(
        event=event,
        segment=segment,
        following=Segment.objects.filter(event=event, position__gt=segment.position if segment else -1).first(),
        face=face_of(event),
        pitch=pitch,
        pitch_face=pitch_face(pitch) if pitch else None,
        is_own_pitch=is_own_pitch,
        message=clock.message if clock else "",
        participation=participation,
        group=group,
        mates=mates,
        action=actions[0] if actions else None,
        others=actions[1:],
        call=_own_call(participation) if may_call else None,
        may_call=may_call,
        watch=_watch(board, mates) if board and participation and participation.is_facilitator else None,
    )


def _mates(group: Group) -> list[Participation]:
    rows = Participation.objects.filter(seats__group=group).select_related("organisation")
    return list(rows.order_by("-is_facilitator", "kana", "name", "id"))


def _own_call(participation: Participation | None) -> HelpCall | None:
    return HelpCall.objects.filter(participation=participation, closed_at=None).first()


def _actions(member: Member, board: Board | None, *, is_own_pitch: bool) -> list[Action]:
    """Return what is open to this guest now, the most pressing first."""
    found = []
    slug = member.event.slug
    if member.may("pitches.score") and not is_own_pitch:
        found.append(_action(_("発表を採点する"), "star", "pitches:score", slug))
    if member.may("voices.write"):
        found.append(_action(_("声を届ける"), "voice", "voices:write", slug))
    if board and member.may("boards.write"):
        found.append(Action(_("ボードを開く"), board_address(member.event, board.pk), "board"))
    if board and member.may("proposals.write") and member.event.clock.segment:
        found.append(_action(_("提言シートを書く"), "pitch", "proposals:mine", slug))
    if member.may("questions.answer") and has_open_poll(member.event):
        found.append(_action(_("アンケートに答える"), "chart", "questions:hall", slug))
    actions = [action for action in found if action and action.url]
    return sorted(actions, key=lambda action: _rank(action, member))


def _rank(action: Action, member: Member) -> int:
    """While groups work, the board comes first; while they pitch, the scores; afterwards the voices."""
    kind = (
        member.event.clock.segment.kind if getattr(member.event, "clock", None) and member.event.clock.segment else ""
    )
    orders = {
        "discussion": ("board", "pitch", "star", "voice"),
        "summary": ("pitch", "board", "star", "voice"),
        "pitch": ("star", "board", "pitch", "voice"),
        "reflection": ("voice", "star", "board", "pitch"),
    }
    order = ("chart", *orders.get(kind, ("voice", "board", "star", "pitch")))
    return order.index(action.icon)


def _action(label: str | Promise, icon: str, url_name: str, slug: str) -> Action | None:
    try:
        return Action(label, reverse(url_name, args=(slug,)), icon)
    except NoReverseMatch:  # the slice has no such page in this installation
        return None


def _watch(board: Board, mates: Sequence[Participation]) -> TableWatch:
    n_notes, n_recent = note_counts([board.pk]).get(board.pk, (0, 0))
    if board.is_anonymous:
        return TableWatch(n_notes, n_recent, (), is_anonymous=True)
    writers = set(Note.objects.filter(board=board).values_list("author_id", flat=True))
    quiet = [mate for mate in mates if mate.pk not in writers and not mate.is_facilitator]
    return TableWatch(n_notes, n_recent, quiet, is_anonymous=False)
