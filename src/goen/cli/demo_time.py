"""Past years of the example happen in their own time: services are called as ever, only the clock on the wall differs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest import mock

from django.utils import timezone

_TICK = timedelta(milliseconds=40)


class Calendar:
    """A clock that moves a little at every look, and further when it is told to; it never goes back."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the moment, as Django keeps it."""
        self.at += _TICK
        return self.at.astimezone(UTC)

    def now_ns(self) -> int:
        """Return the moment in nanoseconds, as boards keep it."""
        return round(self.now().timestamp() * 1_000_000_000)

    def move_to(self, at: datetime) -> None:
        """Go on to a later moment; an earlier one changes nothing."""
        self.at = max(self.at, at)


@contextmanager
def living_at(at: datetime) -> Iterator[Calendar]:
    """Let everything inside happen from this moment on."""
    calendar = Calendar(at)
    with mock.patch.object(timezone, "now", calendar.now), mock.patch.object(time, "time_ns", calendar.now_ns):
        yield calendar
