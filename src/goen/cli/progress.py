"""A bar on the terminal for long commands; silent where nobody watches."""

import sys


class Bar:
    """Draws ``label ███░░ 40 % note`` on one line of standard error."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._is_watched = sys.stderr.isatty()

    def update(self, done: float, total: float, note: str = "") -> None:
        """Draw how far the work is."""
        if not self._is_watched:
            return
        share = done / total if total else 1.0
        bar = ("█" * round(20 * share)).ljust(20, "░")
        print(f"\r\033[K{self._label} {bar} {share:4.0%} {note}", end="", file=sys.stderr, flush=True)
        if share >= 1:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
