"""The projector."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from goen.boards.queries import Lit, spotlight_of
from goen.day.models import Screen
from goen.day.queries.control import screen_mode
from goen.day.queries.face import Face, face_of, pitch_face
from goen.day.queries.tables import groups_now
from goen.events.models import Event, Segment
from goen.grouping.models import Group, Seat
from goen.pitches.queries import PitchNow, current_pitch
from goen.questions.models import Question
from goen.questions.queries import OnScreen, on_screen, top_questions

_Mode = Screen.Mode
# While people arrive or look for their table, the hall reads where to sit.
_SEATING_KINDS = frozenset({"reception", "icebreak"})


@dataclass(frozen=True)
class ScreenState:
    """What the hall reads: ``mode`` is welcome, seats, timer, pitch, qa, note or thanks; ``hall`` and ``lit`` what was put up singly."""

    event: Event
    mode: str
    face: Face
    segment: Segment | None
    following: Segment | None
    groups: Sequence[Group]
    pitch: PitchNow | None
    pitch_face: Face | None
    message: str
    hall: OnScreen
    lit: Lit | None
    top_questions: Sequence[Question]


def screen(event: Event) -> ScreenState:
    """Return the projector's state; ≤ 10 queries, however many people."""
    clock = getattr(event, "clock", None)
    segment = clock.segment if clock else None
    pitch = current_pitch(event) if segment and segment.kind == Segment.Kind.PITCH else None
    chosen = screen_mode(event)
    groups = groups_now(event) if _may_seat(event, segment, chosen) else []
    hall, lit = on_screen(event), spotlight_of(event)
    mode = _mode(event, segment, pitch, chosen, has_groups=bool(groups))
    mode = _put_up(hall, lit, pitch) or mode
    after = segment.position if segment else -1
    return ScreenState(
        event=event,
        mode=mode,
        face=face_of(event),
        segment=segment,
        following=Segment.objects.filter(event=event, position__gt=after).first(),
        groups=_with_people(groups) if mode == _Mode.SEATS else (),
        pitch=pitch,
        pitch_face=pitch_face(pitch) if pitch else None,
        message=clock.message if clock else "",
        hall=hall if mode == _Mode.QA else OnScreen(None, None, None),
        lit=lit if mode == "note" else None,
        top_questions=top_questions(event) if mode == _Mode.QA and hall.since is None else (),
    )


def _put_up(hall: OnScreen, lit: Lit | None, pitch: PitchNow | None) -> str:
    """Return the face of what was put up singly: the latest of question, poll, note and running pitch counts."""
    moments = {"qa": hall.since, "note": lit.since if lit else None}
    shown = {face: moment for face, moment in moments.items() if moment is not None}
    if not shown:
        return ""
    latest = max(shown, key=lambda face: shown[face])
    started_at = pitch.pitch.started_at if pitch else None
    return latest if started_at is None or shown[latest] > started_at else ""


def _may_seat(event: Event, segment: Segment | None, chosen: str) -> bool:
    if chosen != _Mode.AUTO:
        return chosen == _Mode.SEATS
    return event.status == Event.Status.LIVE and (segment is None or segment.kind in _SEATING_KINDS)


def _mode(event: Event, segment: Segment | None, pitch: PitchNow | None, chosen: str, *, has_groups: bool) -> str:
    if pitch is not None:
        return "pitch"
    if chosen != _Mode.AUTO and (chosen != _Mode.SEATS or has_groups):
        return chosen
    if event.status == Event.Status.CLOSED:
        return "thanks"
    if event.status != Event.Status.LIVE or segment is None:
        return str(_Mode.WELCOME)
    if segment.kind in _SEATING_KINDS:
        return str(_Mode.SEATS if has_groups else _Mode.WELCOME if segment.kind == "reception" else _Mode.TIMER)
    return str(_Mode.TIMER)


def _with_people(groups: list[Group]) -> list[Group]:
    seats = Seat.objects.select_related("participation__organisation").order_by(
        "-participation__is_facilitator", "participation__kana", "participation__name", "id"
    )
    rows = Group.objects.filter(pk__in=[group.pk for group in groups]).select_related("theme")
    return list(rows.prefetch_related(Prefetch("seats", queryset=seats, to_attr="people")))
