"""Where lines of Japanese break on a drawn picture: between phrases, balanced, never before a closing mark."""

import re
from collections.abc import Callable, Sequence

_PIECE = re.compile(
    r"[A-Za-z0-9０-９Ａ-Ｚａ-ｚ][\w.,:/&'’-]*\s?"  # a word
    r"|[ァ-ヺー・]+[ぁ-ん]*"  # katakana with what hangs on it
    r"|[々〆一-龠㐀-䶿豈-﫿]+[ぁ-ん]*"  # kanji with its endings
    r"|[ぁ-ん]+"
    r"|\s+|."
)
_NOT_FIRST = "、。，．！？!?」』）)】〉》・ー…々"
_NOT_LAST = "「『（(【〈《"
_MOST_PIECE = 12

Width = Callable[[str], float]


def break_lines(text: str, width: Width, limit: float, n_most: int) -> list[str] | None:
    """Return the text in at most ``n_most`` lines no wider than ``limit``, as even as they come; None if it does not fit.

    Notes
    -----
    Tries narrower and narrower measures as long as the number of lines stays the same; deterministic.
    """
    pieces = _pieces(text)
    lines = _fill(pieces, width, limit)
    if len(lines) > n_most or any(width(line) > limit for line in lines):
        return None
    best, step = lines, limit / 24
    narrower = limit - step
    while narrower > limit / 3:
        tried = _fill(pieces, width, narrower)
        if len(tried) > len(lines):
            break
        best, narrower = tried, narrower - step
    return best


def clipped_lines(text: str, width: Width, limit: float, n_most: int) -> list[str]:
    """Return lines as ``break_lines``; a text too long for them ends in …."""
    if lines := break_lines(text, width, limit, n_most):
        return lines
    fits, too_long, best = 0, len(text), list[str]()
    while too_long - fits > 1:
        length = (fits + too_long) // 2
        if lines := break_lines(f"{text[:length].rstrip()}…", width, limit, n_most):
            fits, best = length, lines
        else:
            too_long = length
    return best


def _pieces(text: str) -> list[str]:
    joined: list[str] = []
    for piece in _PIECE.findall(" ".join(text.split())):
        parts = [piece[k : k + _MOST_PIECE] for k in range(0, len(piece), _MOST_PIECE)]
        for part in parts:
            if joined and (part[0] in _NOT_FIRST or joined[-1][-1] in _NOT_LAST):
                joined[-1] += part
            else:
                joined.append(part)
    return joined


def _fill(pieces: Sequence[str], width: Width, limit: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and width((lines[-1] + piece).rstrip()) > limit:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]
