"""What pitches look like to screens."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from goen.events.models import Event
from goen.pitches.models import Pitch


@dataclass(frozen=True)
class PitchNow:
    """The running pitch as every screen counts it.

    Parameters
    ----------
    pitch : Pitch
        With its group and theme loaded.
    ends_at : datetime
        When the time is up; past it the pitch runs over.
    server_time : datetime
        When this was read, for clocks that correct their own.
    """

    pitch: Pitch
    ends_at: datetime
    server_time: datetime

    @property
    def left_s(self) -> int:
        """Seconds left, rounded; negative when over time."""
        return round((self.ends_at - self.server_time).total_seconds())

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self.left_s < 0


def current_pitch(event: Event) -> PitchNow | None:
    """Return the pitch that runs now, or None; 1 query."""
    pitch = Pitch.objects.filter(event=event, state=Pitch.State.RUNNING).select_related("group__theme").first()
    if pitch is None or pitch.started_at is None:
        return None
    return PitchNow(pitch, pitch.started_at + timedelta(minutes=pitch.minutes), timezone.now())
