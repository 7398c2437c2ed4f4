"""A bar on the terminal for long commands; silent where nobody watches."""

import sys
import time

# Before this share is done, what is left is a guess nobody should read.
_GUESSABLE = 0.05


class Bar:
    """Draws ``label ███░░ 40 % 残り約 12 秒 note`` on one line of standard error."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._is_watched = sys.stderr.isatty()
        self._start = time.monotonic()

    def update(self, done: float, total: float, note: str = "") -> None:
        """Draw how far the work is, and about how long it still takes."""
        if not self._is_watched:
            return
        share = done / total if total else 1.0
        bar = ("█" * round(20 * share)).ljust(20, "░")
        left = (time.monotonic() - self._start) * (1 - share) / share if share > _GUESSABLE else 0.0
        remaining = f"残り約 {left:.0f} 秒 " if left else ""
        # Of a code only its room goes: a note may as well be a figure, with a point of its own.
        line = f"{self._label} {bar} {share:4.0%} {remaining}{note.removeprefix('listening.')}"
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
        if share >= 1:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
