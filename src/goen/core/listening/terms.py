"""Words and phrases of many texts, counted once in sparse tables."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.progress import SILENT, Progress
from goen.core.text.normalise import has_words, plain_form
from goen.core.text.tokens import Kind, Token, Word, words

TERM_WEIGHTS: Mapping[Kind, float] = {
    "proper": 2.0,
    "noun": 1.0,
    "number": 0.7,
    "prefix": 0.7,
    "suffix": 0.7,
    "verb": 0.7,
    "adjective": 0.7,
    "adverb": 0.7,
}
"""What a word counts for in a text's vector; kinds not named count for nothing. Chosen on JSQuAD questions."""

MAX_PHRASE_WORDS = 5
_PHRASE_KINDS = frozenset({"noun", "proper", "prefix", "suffix", "number"})
KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]+")
_ENGLISH = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "but",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "i",
        "we",
        "you",
        "he",
        "she",
        "they",
        "them",
        "our",
        "your",
        "my",
        "their",
        "with",
        "as",
        "at",
        "by",
        "from",
        "not",
        "no",
        "do",
        "does",
        "did",
        "have",
        "has",
        "had",
        "will",
        "would",
        "can",
        "could",
        "should",
        "so",
        "if",
    ]
)


@dataclass(frozen=True, slots=True)
class Terms:
    """How often each term is in each text.

    Parameters
    ----------
    counts : scipy.sparse.csr_array of float32, shape (n_texts, n_terms)
    vocabulary : tuple of str
        The terms, dictionary forms in order of first appearance.
    weights : float32 array (n_terms,)
        Mean of ``TERM_WEIGHTS`` over the term's occurrences.
    """

    counts: Any
    vocabulary: tuple[str, ...]
    weights: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Phrases:
    """How often each compound noun is in each text.

    ``counts`` is a csr_array (n_texts, n_phrases), ``spellings`` the spelling most often used, ``totals`` the uses in all.
    """

    counts: Any
    spellings: tuple[str, ...]
    totals: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one text: terms with weights, and phrases as written."""

    terms: tuple[tuple[str, float], ...]
    phrases: tuple[str, ...]


def read_text(text: str) -> Reading:
    """Take the terms and the compound nouns out of one text.

    Returns
    -------
    Reading
        Terms are lower-case dictionary forms of Sudachi's short units; phrases are runs of up to five long-unit nouns,
        prefixes and suffixes, each run with all its inner runs that could stand alone.

    Examples
    --------
    >>> read_text("県産品の風評払拭").phrases
    ('県産品', '産品', '風評払拭', '風評', '払拭', '県産品の風評払拭')
    """
    found = words(plain_form(text))
    terms = tuple(
        (part.normal.casefold(), TERM_WEIGHTS[part.kind]) for word in found for part in word.parts if _is_term(part)
    )
    return Reading(terms, tuple(_phrases(found)))


def _is_term(token: Token) -> bool:
    return token.kind in TERM_WEIGHTS and has_words(token.normal) and token.surface.casefold() not in _ENGLISH


def _phrases(found: Sequence[Word]) -> Iterator[str]:
    """Compound nouns of a text with the parts that can stand alone, and pairs of them joined by の."""
    tokens = [word.token for word in found]
    before: list[Token] = []
    for link, run in _runs(tokens):
        yield from _inner_runs(run)
        if link == "の" and len(before) + len(run) <= MAX_PHRASE_WORDS and _stands(before) and _stands(run):
            yield _join(before) + "の" + _join(run)
        before = run


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Unbroken runs of nouns, each with what stands between it and the run before."""
    run: list[Token] = []
    link = between = ""
    for place, token in enumerate(tokens):
        if _joins_names(tokens, place) and run:
            run.append(token)
        elif token.kind in _PHRASE_KINDS and has_words(token.surface) and token.surface.casefold() not in _ENGLISH:
            if not run:
                link, between = between, ""
            run.append(token)
        else:
            if run:
                yield link, run
                run, between = [], ""
            between += token.surface
    if run:
        yield link, run


def _joins_names(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a dot stands between two words of katakana, as inside a foreign name."""
    if tokens[place].surface not in {"・", "=", "＝", "゠"} or not 0 < place < len(tokens) - 1:
        return False
    return all(KATAKANA.fullmatch(tokens[place + side].surface) for side in (-1, 1))


def _inner_runs(run: Sequence[Token]) -> Iterator[str]:
    """Every run of up to five words inside a run that may stand alone."""
    for length in range(min(len(run), MAX_PHRASE_WORDS), 0, -1):
        for start in range(len(run) - length + 1):
            if _stands(run[start : start + length]):
                yield _join(run[start : start + length])


def _stands(part: Sequence[Token]) -> bool:
    """No suffix first, no prefix last, no dot at an end, a noun within, two characters or more."""
    if not part or part[0].kind in {"suffix", "symbol"} or part[-1].kind in {"prefix", "symbol"}:
        return False
    long_enough = len(part) > 1 or len(part[0].surface) > 1
    return long_enough and any(token.kind in {"noun", "proper"} for token in part)


def _join(part: Sequence[Token]) -> str:
    """Join Japanese words as they are, Latin words with the space they had."""
    joined = part[0].surface
    for before, token in pairwise(part):
        gap = token.start - before.start - len(before.surface)
        joined += (" " if gap else "") + token.surface
    return joined


def count_readings(readings: Sequence[Reading]) -> tuple[Terms, Phrases]:
    """Count terms and phrases of all readings; phrases are keyed without case. O(words)."""
    return _count_terms(readings), _count_phrases(readings)


def _count_terms(readings: Sequence[Reading]) -> Terms:
    index: dict[str, int] = {}
    lists: list[list[int]] = []
    sums: Counter[int] = Counter()
    for reading in readings:
        row = [index.setdefault(term, len(index)) for term, _weight in reading.terms]
        for column, (_term, weight) in zip(row, reading.terms, strict=True):
            sums[column] += weight  # type: ignore[assignment]
        lists.append(row)
    counts = count_table(lists, len(index))
    totals = np.maximum(np.asarray(counts.sum(axis=0)).ravel(), 1)
    weights = np.array([sums[column] for column in range(len(index))], dtype=np.float32) / totals
    return Terms(counts, tuple(index), weights.astype(np.float32))


def _count_phrases(readings: Sequence[Reading]) -> Phrases:
    index: dict[str, int] = {}
    lists: list[list[int]] = []
    spellings: dict[int, Counter[str]] = {}
    for reading in readings:
        row = []
        for phrase in reading.phrases:
            column = index.setdefault(phrase.casefold(), len(index))
            spellings.setdefault(column, Counter())[phrase] += 1
            row.append(column)
        lists.append(row)
    best = tuple(spellings[column].most_common(1)[0][0] for column in range(len(index)))
    counts = count_table(lists, len(index))
    return Phrases(counts, best, np.asarray(counts.sum(axis=0)).ravel())


def count_table(lists: Iterable[Sequence[int]], n_columns: int) -> Any:
    """Build a sparse table of counts, float32 ``csr_array`` (lists, columns), from lists of column numbers."""
    from scipy import sparse

    rows = [np.asarray(row, dtype=np.int32) for row in lists]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)]).astype(np.int32)
    columns = np.concatenate(rows) if rows else np.zeros(0, np.int32)
    table = sparse.csr_array(
        (np.ones(len(columns), np.float32), columns.astype(np.int32), starts), shape=(len(rows), n_columns)
    )
    table.sum_duplicates()
    return table


def read_all(texts: Sequence[str], progress: Progress = SILENT) -> list[Reading]:
    """Read every text, telling ``progress`` every 200 texts (note ``listening.words``)."""
    readings = []
    for place, text in enumerate(texts):
        if place % 200 == 0:
            progress.update(place, len(texts), "listening.words")
        readings.append(read_text(text))
    return readings
