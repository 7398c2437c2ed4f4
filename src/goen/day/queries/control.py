"""The control room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from goen.boards.queries import Lit, spotlight_of
from goen.core.runsheet import expected_end
from goen.day.models import HelpCall, Screen
from goen.day.queries.face import Face, face_of, pitch_face
from goen.day.queries.tables import Table, open_calls, tables
from goen.events.models import Event, Segment
from goen.events.queries import run_sheet
from goen.events.queries.sheet import SheetLine, line_of
from goen.pitches.queries import PitchNow, current_pitch
from goen.questions.queries import HallNow, hall_now
from goen.roster.models import Participation

SCREEN_MODES = Screen.Mode.choices

_SAME_DAY_MIN = 6 * 60


@dataclass(frozen=True)
class Control:
    """Everything the control room shows."""

    event: Event
    segment: Segment | None
    following: Segment | None
    face: Face
    lines: Sequence[SheetLine]
    tables: Sequence[Table]
    calls: Sequence[HelpCall]
    pitch: PitchNow | None
    pitch_face: Face | None
    n_expected: int
    n_checked_in: int
    screen_mode: str
    ends_at: datetime | None
    hall: HallNow
    lit: Lit | None

    @property
    def late_min(self) -> int:
        """Minutes the day is expected to end after (or before) its announced end; 0 on another day, as in a rehearsal."""
        late_min = round((self.ends_at - self.event.ends_at).total_seconds() / 60) if self.ends_at else 0
        return late_min if abs(late_min) < _SAME_DAY_MIN else 0

    @property
    def is_rehearsal(self) -> bool:
        """Whether this is not the announced day, so that "late" means nothing."""
        return (
            self.ends_at is not None and abs((self.ends_at - self.event.ends_at).total_seconds()) >= _SAME_DAY_MIN * 60
        )

    @property
    def early_min(self) -> int:
        """Minutes the day is expected to end early."""
        return -self.late_min

    @property
    def n_silent(self) -> int:
        """How many tables wrote nothing lately."""
        return sum(table.is_silent for table in self.tables)


def control(event: Event) -> Control:
    """Return the control room's state; 14 queries, however many tables and people."""
    sheet = run_sheet(event)
    clock = getattr(event, "clock", None)
    segment = clock.segment if clock else None
    calls = open_calls(event)
    pitch = current_pitch(event)
    face = face_of(event)
    n_expected, n_checked_in = _heads(event)
    return Control(
        event=event,
        segment=segment,
        following=_following(sheet.lines, segment),
        face=face,
        lines=sheet.lines,
        tables=tables(event, calls),
        calls=calls,
        pitch=pitch,
        pitch_face=pitch_face(pitch) if pitch else None,
        n_expected=n_expected,
        n_checked_in=n_checked_in,
        screen_mode=screen_mode(event),
        ends_at=_expected_end(sheet.lines, segment, face),
        hall=hall_now(event),
        lit=spotlight_of(event),
    )


def screen_mode(event: Event) -> str:
    """Return what the organiser chose for the projector, ``auto`` unless they did; 1 query."""
    chosen = Screen.objects.filter(event=event).values_list("mode", flat=True).first()
    return str(chosen or Screen.Mode.AUTO)


def _heads(event: Event) -> tuple[int, int]:
    expected = Participation.objects.filter(event=event, state=Participation.State.EXPECTED)
    row = expected.aggregate(n=Count("id"), here=Count("id", filter=Q(checked_in_at__isnull=False)))
    return row["n"], row["here"]


def _following(lines: Sequence[SheetLine], segment: Segment | None) -> Segment | None:
    after = segment.position if segment else -1
    return next((line.segment for line in lines if line.segment.position > after), None)


def _expected_end(lines: Sequence[SheetLine], segment: Segment | None, face: Face) -> datetime | None:
    if segment is None or face.left_s is None:
        return None
    at = next((n for n, line in enumerate(lines) if line.segment.pk == segment.pk), None)
    if at is None:
        return None
    return expected_end([line_of(line.segment) for line in lines], at, face.left_s, timezone.now())
