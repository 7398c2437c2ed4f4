"""How long work tells how far it is, without knowing who listens."""

from dataclasses import dataclass
from typing import Protocol


class Progress(Protocol):
    """Receives the state of long work; may raise ``CancelledError`` of its own to stop it."""

    def update(self, done: float, total: float, note: str = "") -> None:
        """Tell that ``done`` of ``total`` units are finished; ``note`` is a stable code or a figure, not prose."""


class Silent:
    """The default listener: hears nothing, stops nothing."""

    def update(self, done: float, total: float, note: str = "") -> None:
        """Ignore."""


SILENT = Silent()


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a longer work, from one of its percentages to another: its own 0 to 100 are told as that stretch.

    Examples
    --------
    >>> class Heard(Silent):
    ...     def update(self, done, total, note=""):
    ...         print(done, total, note)
    >>> Part(Heard(), 20, 60).update(1, 2, "half of it")
    40.0 100 half of it
    """

    progress: Progress
    start: float
    end: float

    def update(self, done: float, total: float, note: str = "") -> None:
        """Tell the longer work; a part of nothing is done."""
        share = done / total if total else 1.0
        self.progress.update(self.start + (self.end - self.start) * share, 100, note)
