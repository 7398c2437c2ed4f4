"""A word cloud as boxes: the most frequent word in the middle, no two touching, all upright."""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from goen.core.words.counting import WordCount

WIDTH, HEIGHT = 960.0, 540.0
_LARGEST, _SMALLEST = 84.0, 17.0
_TURN, _STEP = 0.35, 2.4
_TRIES = 5
_PADDING = 6.0
_HALF_WIDTH = 0.62


@dataclass(frozen=True)
class Placed:
    """A word in the picture.

    Parameters
    ----------
    text : str
        The word.
    n : int
        In how many answers it stands.
    x, y : float
        Middle of the word; y grows downwards.
    size : float
        Height of its letters, in the picture's units.
    """

    text: str
    n: int
    x: float
    y: float
    size: float

    @property
    def baseline(self) -> float:
        """Where the letters stand."""
        return self.y + self.size * 0.36

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom, with the space kept around the word."""
        half = text_width(self.text) * self.size / 2 + _PADDING
        high = self.size * 0.58 + _PADDING / 2
        return self.x - half, self.y - high, self.x + half, self.y + high


def text_width(text: str) -> float:
    """Return the width of a text in letter heights: full-width letters are square, others narrower."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else _HALF_WIDTH for letter in text)


def lay_out(words: Sequence[WordCount]) -> list[Placed]:
    """Place words on a spiral from the middle of a picture of 960 × 540 units.

    Parameters
    ----------
    words : sequence of WordCount
        The most frequent first.

    Returns
    -------
    list of Placed
        Those that found a place, in the given order; letters grow with the root of the count. Where there is no room
        for all, all are made smaller; a word is left out only when it does not fit in the smallest letters.

    Notes
    -----
    O(words²) tests of boxes per turn of the spiral; deterministic.

    Examples
    --------
    >>> [(word.text, word.x, word.y) for word in lay_out([WordCount("つながり", 4)])]
    [('つながり', 480.0, 270.0)]
    """
    scale = _scale(words)
    placed = _lay_out_at(words, scale)
    for _try in range(_TRIES):
        if len(placed) == len(words):
            break
        scale *= 0.85
        placed = _lay_out_at(words, scale)
    return placed


def frame(placed: Sequence[Placed]) -> tuple[float, float, float, float]:
    """Return left, top, width and height of what the words cover, the whole picture when there are none.

    >>> frame([Placed("ご縁", 1, 480, 270, 40)])
    (434.0, 243.8, 92.0, 52.4)
    """
    if not placed:
        return 0.0, 0.0, WIDTH, HEIGHT
    lefts, tops, rights, bottoms = zip(*(word.box for word in placed), strict=True)
    left, top = min(lefts), min(tops)
    return round(left, 1), round(top, 1), round(max(rights) - left, 1), round(max(bottoms) - top, 1)


def _lay_out_at(words: Sequence[WordCount], scale: float) -> list[Placed]:
    placed: list[Placed] = []
    most = max((word.n for word in words), default=1)
    for word in words:
        found = _place(word, max(_SMALLEST, scale * _LARGEST * math.sqrt(word.n / most)), placed)
        if found is not None:
            placed.append(found)
    return placed


def _scale(words: Sequence[WordCount]) -> float:
    """Return by how much all letters shrink so that the words cover at most half of the picture."""
    most = max((word.n for word in words), default=1)
    area = sum(text_width(word.text) * _LARGEST**2 * word.n / most for word in words)
    return min(1.0, math.sqrt(WIDTH * HEIGHT * 0.42 / area)) if area else 1.0


def _place(word: WordCount, size: float, placed: Sequence[Placed]) -> Placed | None:
    for x, y in _spiral():
        candidate = Placed(word.text, word.n, x, y, round(size, 1))
        if _is_free(candidate, placed):
            return candidate
    return None


@lru_cache(maxsize=1)
def _spiral() -> tuple[tuple[float, float], ...]:
    return tuple(_turns())


def _turns() -> Iterator[tuple[float, float]]:
    angle = 0.0
    while (radius := _STEP * angle) < WIDTH / 2:
        x, y = WIDTH / 2 + radius * math.cos(angle), HEIGHT / 2 + radius * math.sin(angle) * HEIGHT / WIDTH
        yield round(x, 1), round(y, 1)
        angle += _TURN if radius < HEIGHT / 4 else _TURN / 2


def _is_free(candidate: Placed, placed: Sequence[Placed]) -> bool:
    left, top, right, bottom = candidate.box
    if left < 0 or top < 0 or right > WIDTH or bottom > HEIGHT:
        return False
    boxes = (other.box for other in placed)
    return all(right <= box[0] or left >= box[2] or bottom <= box[1] or top >= box[3] for box in boxes)
