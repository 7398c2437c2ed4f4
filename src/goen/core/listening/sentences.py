"""Sentences of a text as exact pieces of it, and which of them speak for a topic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from goen.core.text.normalise import has_words, plain_form

SHORTEST, LONGEST = 12, 45
"""A headline has this many characters, when there is one."""
LONGEST_QUOTE = 140
SHORT_LINE = 24
"""A line shorter than this ends a sentence even without a full stop; a longer one may be broken by a page's width."""

_END = re.compile(r"[。！？!?｡]+[」』）)”\"]*|\.(?=\s|$)")
_ITEM = re.compile(r"\s*(?:[・●○■□◆◇※\-*•]|[0-9０-９①-⑳]+[.．、)）])")
_PAUSE = re.compile(r"[、，,；;]")


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of a text, exactly as written: ``text[start:end]`` of the text with this id."""

    text_id: str
    start: int
    end: int
    words: str


def sentences(text: str) -> list[tuple[int, int]]:
    r"""Tell where the sentences of a text are.

    Parameters
    ----------
    text : str
        As written.

    Returns
    -------
    list of (start, end)
        In order, without white space at their ends; every piece holds at least one word. A sentence ends at a full stop,
        at an empty line, before a bullet, or at the end of a short line.

    Notes
    -----
    O(length).

    Examples
    --------
    >>> text = "賛成です。でも\n心配も"
    >>> [text[start:end] for start, end in sentences(text)]
    ['賛成です。', 'でも', '心配も']
    """
    cuts = sorted({0, len(text), *(match.end() for match in _END.finditer(text)), *_line_cuts(text)})
    found = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        inner = start + len(piece) - len(piece.lstrip())
        outer = end - (len(piece) - len(piece.rstrip()))
        if inner < outer and has_words(text[inner:outer]):
            found.append((inner, outer))
    return found


def _line_cuts(text: str) -> list[int]:
    cuts = []
    start = 0
    for match in re.finditer(r"\r\n|\r|\n", text):
        line, rest = text[start : match.start()], text[match.end() :]
        if len(line.strip()) < SHORT_LINE or _ITEM.match(rest[:8]) or not rest[:1].strip():
            cuts.append(match.end())
        start = match.end()
    return cuts


def quotable(text: str) -> list[tuple[int, int]]:
    """Sentences short enough to quote; a longer one is cut at its commas into pieces of at most 140 characters."""
    pieces = []
    for first, end in sentences(text):
        start = first
        while end - start > LONGEST_QUOTE:
            pauses = [match.end() for match in _PAUSE.finditer(text, start, start + LONGEST_QUOTE)]
            middle = pauses[-1] if pauses else start + LONGEST_QUOTE
            pieces.append((start, middle))
            start = middle
        pieces.append((start, end))
    return [(start, end) for start, end in pieces if has_words(text[start:end])]


def headline_of(candidates: Sequence[str], nearness: npt.NDArray[np.float32]) -> int:
    """Which candidate to print above a topic: the nearest of 12–45 characters, else the nearest.

    Parameters
    ----------
    candidates : sequence of str
        At least one.
    nearness : float array (n_candidates,)
        Cosine to the centre of the topic.

    Returns
    -------
    int
        Place of the chosen candidate; the first of equals.
    """
    lengths = np.array([len(plain_form(words)) for words in candidates])
    fit = (lengths >= SHORTEST) & (lengths <= LONGEST)
    return int(np.argmax(np.where(fit, nearness, nearness - 10) if fit.any() else nearness))


def choose_quotes(
    vectors: npt.NDArray[np.float32], nearness: npt.NDArray[np.float32], n_quotes: int, balance: float = 0.7
) -> list[int]:
    """Choose sentences that are near the centre and unlike each other (maximal marginal relevance).

    Parameters
    ----------
    vectors : float array (n, d)
        Of length 1 or 0; left unchanged.
    nearness : float array (n,)
        Cosine to the centre.
    n_quotes : int
        At most this many are chosen.
    balance : float
        1 looks at nearness only, 0 at difference only.

    Returns
    -------
    list of int
        Places in the order of choosing; deterministic, the first of equals wins. O(n × n_quotes × d).

    References
    ----------
    J. Carbonell, J. Goldstein, "The use of MMR, diversity-based reranking", SIGIR 1998.
    """
    chosen: list[int] = []
    likeness = np.zeros(len(vectors), dtype=np.float32)
    left = np.ones(len(vectors), dtype=bool)
    while len(chosen) < n_quotes and left.any():
        score = np.where(left, balance * nearness - (1 - balance) * likeness, -np.inf)
        best = int(np.argmax(score))
        chosen.append(best)
        left &= vectors @ vectors[best] < 0.95  # noqa: PLR2004
        left[best] = False
        likeness = np.maximum(likeness, vectors @ vectors[best])
    return chosen
