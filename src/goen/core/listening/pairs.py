"""How alike two texts are to a reader: characters, words, meanings, and words matched one to one."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.listening.terms import count_table
from goen.core.listening.vectors import RARITY, Floats, remove_common_directions, unit, unit_rows
from goen.core.text.normalise import match_form, plain_form
from goen.core.text.tokens import words as words_of
from goen.core.text.wordvectors import WordVectors

WEIGHTS = {"matched": 2.0, "meaning": 1.0, "characters": 1.0}
"""Share of each part in the score. Chosen on JSTS."""


def pair_similarity(first: Sequence[str], second: Sequence[str], words: WordVectors | None) -> npt.NDArray[np.float64]:
    """Score how alike the texts of each pair are.

    Parameters
    ----------
    first, second : sequence of str
        Of one length; left unchanged. Frequencies of words are taken from all of them together.
    words : WordVectors, optional
        Without them only characters are compared.

    Returns
    -------
    float array (n_pairs,)
        Higher is more alike; about 0 (nothing shared) to 1 (the same).

    Notes
    -----
    The score cannot tell for from against: opposite sentences share most of their words. O(total words²) at worst, linear
    in the number of pairs.

    References
    ----------
    M. Sultan et al., "Sentence similarity from word alignment", TACL 2014; S. Arora et al., ICLR 2017.
    """
    texts = [*first, *second]
    characters = _paired(unit_rows(_character_table(texts)), len(first))
    if words is None or not texts:
        return characters
    lists = [[part.normal.casefold() for word in words_of(plain_form(text)) for part in word.parts] for text in texts]
    index: dict[str, int] = {}
    rows = [np.array([index.setdefault(term, len(index)) for term in row], dtype=np.int64) for row in lists]
    counts = count_table([row.tolist() for row in rows], len(index))
    found = words.find(list(index))
    vectors = words.vectors(found)
    vectors[found >= 0] = remove_common_directions(vectors[found >= 0])
    share = np.asarray(counts.sum(axis=0)).ravel() / max(float(counts.sum()), 1.0)
    weights = (RARITY / (RARITY + share)).astype(np.float32)
    meanings = unit(counts @ (vectors * weights[:, None]))
    matched = _matched(rows, unit(vectors), weights)
    parts = {"matched": matched, "meaning": _paired(meanings, len(first)), "characters": characters}
    total = sum(WEIGHTS.values())
    return np.asarray(sum(WEIGHTS[name] * part for name, part in parts.items()) / total, dtype=np.float64)


def _paired(rows: Any, n: int) -> npt.NDArray[np.float64]:
    if isinstance(rows, np.ndarray):
        cosines: npt.NDArray[np.float64] = (rows[:n] * rows[n:]).sum(axis=1, dtype=np.float64)
        return cosines
    products: npt.NDArray[np.float64] = np.asarray(rows[:n].multiply(rows[n:]).sum(axis=1), dtype=np.float64).ravel()
    return products


def _matched(rows: Sequence[npt.NDArray[np.int64]], vectors: Floats, weights: Floats) -> npt.NDArray[np.float64]:
    """Match each word to the most alike word of the other text; weighted mean of both directions."""
    n = len(rows) // 2
    scores = np.zeros(n)
    for pair in range(n):
        left, right = rows[pair], rows[n + pair]
        if not len(left) or not len(right):
            continue
        alike = np.where(left[:, None] == right[None, :], 1.0, vectors[left] @ vectors[right].T)
        alike = np.maximum(alike, 0)
        forth = (alike.max(axis=1) * weights[left]).sum() / weights[left].sum()
        back = (alike.max(axis=0) * weights[right]).sum() / weights[right].sum()
        scores[pair] = (forth + back) / 2
    return scores


def character_rows(texts: Sequence[str], lengths: tuple[int, int] = (2, 3)) -> Any:
    """TF-IDF of runs of characters, csr_array of float32, rows of length 1; equal rows are equal wordings."""
    return unit_rows(_character_table(texts, lengths))


def _character_table(texts: Sequence[str], lengths: tuple[int, int] = (1, 2)) -> Any:
    index: dict[str, int] = {}
    lists = []
    for text in texts:
        form = match_form(text)
        runs = [form[i : i + n] for n in range(lengths[0], lengths[1] + 1) for i in range(len(form) - n + 1)]
        lists.append([index.setdefault(run, len(index)) for run in runs])
    counts = count_table(lists, len(index))
    in_texts = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log((1 + counts.shape[0]) / (1 + in_texts)) + 1
    counts.data = ((1 + np.log(counts.data)) * rarity[counts.indices]).astype(np.float32)
    return counts
