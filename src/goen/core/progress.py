"""How long work tells how far it is, without knowing who listens."""

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
