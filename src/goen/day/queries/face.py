"""The clock as a face: what a page shows before, and without, any script."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event
from goen.pitches.queries import PitchNow

ENDING_S = 60


@dataclass(frozen=True)
class Face:
    """A timer to draw; scripts go on counting from the same figures.

    Parameters
    ----------
    title : str
        What is timed.
    left_s : int or None
        Seconds left, negative when over; None when nothing is timed.
    ends_at_ms : int or None
        The moment it counts to; None while paused.
    paused_left_s : int or None
        Seconds left of a stopped clock.
    total_s : int
        Planned length in seconds; 0 when unknown.
    """

    title: str
    left_s: int | None = None
    ends_at_ms: int | None = None
    paused_left_s: int | None = None
    total_s: int = 0

    @property
    def state(self) -> str:
        """How it looks: idle, paused, running, ending (≤ 1 minute) or over."""
        if self.left_s is None:
            return "idle"
        if self.paused_left_s is not None:
            return "paused"
        if self.left_s < 0:
            return "over"
        return "ending" if self.left_s <= ENDING_S else "running"

    @property
    def text(self) -> str:
        """Minutes and seconds, with a plus sign when over."""
        if self.left_s is None:
            return "–:–"
        minutes, seconds = divmod(abs(self.left_s), 60)
        return f"{'+' if self.left_s < 0 else ''}{minutes}:{seconds:02d}"

    @property
    def note(self) -> str:
        """The state in words: colour never stands alone."""
        words = {"paused": _("一時停止中"), "ending": _("まもなく終了"), "over": _("時間を過ぎています")}
        return str(words.get(self.state, ""))


def face_of(event: Event) -> Face:
    """Return the face of the running segment; no query when the clock is loaded."""
    clock = getattr(event, "clock", None)
    if clock is None or clock.segment is None:
        return Face("")
    total = clock.segment.minutes * 60
    if clock.paused_left_s is not None:
        return Face(clock.segment.title, clock.paused_left_s, None, clock.paused_left_s, total)
    if clock.ends_at is None:
        return Face(clock.segment.title)
    left = _left_s(clock.ends_at.timestamp())
    return Face(clock.segment.title, left, round(clock.ends_at.timestamp() * 1000), None, total)


def pitch_face(pitch: PitchNow) -> Face:
    """Return the face of a running pitch; no query."""
    moment = pitch.ends_at.timestamp()
    return Face(pitch.pitch.group.label, _left_s(moment), round(moment * 1000), None, pitch.pitch.minutes * 60)


def _left_s(ends_at_s: float) -> int:
    """Round up, so that a minute begins at 1:00 and ends at 0:00 on every screen alike."""
    return -int(-(ends_at_s - timezone.now().timestamp()) // 1)
