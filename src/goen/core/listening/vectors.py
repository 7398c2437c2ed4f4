"""Texts as vectors: what they say (TF-IDF folded by SVD) beside what their words mean (idf-weighted word vectors)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.listening.terms import Terms, count_table
from goen.core.text.wordvectors import WordVectors

Floats = npt.NDArray[np.float32]

N_LEXICAL = 200
"""Dimensions kept of TF-IDF."""
N_SPARE, N_SWEEPS = 10, 4
"""Spare directions and sweeps of the randomised SVD (N. Halko et al., SIAM Review 53, 2011)."""
RARITY = 0.01
"""The constant a of smooth inverse frequency: a / (a + share of the word in all words)."""
N_COMMON_OF_WORDS = 5
"""Directions common to all words that are taken out of the word vectors."""
SHORT_CHARACTERS, LONG_CHARACTERS = 30.0, 170.0
SHORT_WEIGHT, LONG_WEIGHT = 0.3, 0.7
"""Weight of the lexical half: it grows with the mean length of the texts between these two lengths."""
_ZERO = 1e-12


@dataclass(frozen=True)
class Embedding:
    """How texts become vectors: fitted on one set, applied to any.

    Parameters
    ----------
    vocabulary : tuple of str
        Terms in the order of the columns.
    lexical_weights : float32 array (n_terms,)
        Inverse document frequency times the weight of the kind of word.
    components : float32 array (n_terms, n_lexical)
        Right singular vectors of the weighted table.
    meaning : float32 array (n_terms, n_meaning)
        Word vectors times smooth inverse frequency; no columns when there are no word vectors.
    common : float32 array (n_meaning,)
        The direction all texts share, taken out of every text.
    lexical_share : float
        Weight of the lexical half, 0–1; the two halves' squared lengths are this and its rest.
    source : str
        Origin of the word vectors; empty when there are none.
    """

    vocabulary: tuple[str, ...]
    lexical_weights: Floats
    components: Floats
    meaning: Floats
    common: Floats
    lexical_share: float
    source: str

    def transform(self, counts: Any) -> Floats:
        """Vectors of texts given as counts over the vocabulary.

        Parameters
        ----------
        counts : csr_array (n_texts, n_terms)
            Left unchanged.

        Returns
        -------
        float32 array (n_texts, n_dimensions)
            Of length 1; zeros for a text with no known term.
        """
        damped = _damped(counts)
        lexical = unit(unit_rows(damped.multiply(self.lexical_weights[None, :]).tocsr()) @ self.components)
        if not self.meaning.shape[1]:
            return lexical
        meaning = unit(damped @ self.meaning)
        # Not by BLAS, whose last digit depends on its threads: a text's vector shall not depend on where it is placed.
        along = np.einsum("ij,j->i", meaning, self.common)
        meaning = unit(meaning - np.outer(along, self.common))
        share = np.float32(self.lexical_share)
        return unit(np.hstack([np.sqrt(share) * lexical, np.sqrt(1 - share) * meaning]))

    def count(self, terms: Sequence[Sequence[str]]) -> Any:
        """Count lists of terms over the vocabulary; unknown terms are left out."""
        index = self._index
        return count_table([[index[term] for term in row if term in index] for row in terms], len(index))

    @cached_property
    def _index(self) -> dict[str, int]:
        return {term: column for column, term in enumerate(self.vocabulary)}


def fit_embedding(terms: Terms, mean_characters: float, words: WordVectors | None, seed: int = 0) -> Embedding:
    """Learn the weights, the folding and the common direction from a set of texts.

    Parameters
    ----------
    terms : Terms
        Counts of the set, left unchanged.
    mean_characters : float
        Mean length of the texts: the longer, the more the words themselves count.
    words : WordVectors, optional
        Without them the vectors are lexical only (on JSQuAD questions AMI falls from about .63 to .53).
    seed : int
        Of the randomised SVD.

    Notes
    -----
    O(non-zeros × 200). The same terms and seed give the same embedding on one machine.

    References
    ----------
    S. Arora et al., "A simple but tough-to-beat baseline for sentence embeddings", ICLR 2017;
    J. Mu, P. Viswanath, "All-but-the-top", ICLR 2018; chiVe: H. Manabe et al., 2019.
    """
    weights = _inverse_document_frequency(terms.counts) * terms.weights
    table = unit_rows(_damped(terms.counts).multiply(weights[None, :]).tocsr())
    components = _right_singular(table, seed)
    meaning, source = _meaning(terms, words)
    common = _common_direction(_damped(terms.counts), meaning)
    return Embedding(terms.vocabulary, weights, components, meaning, common, lexical_share(mean_characters), source)


def lexical_share(mean_characters: float) -> float:
    """Weight of the lexical half for texts of a mean length.

    Examples
    --------
    >>> lexical_share(20), lexical_share(100), lexical_share(500)
    (0.3, 0.5, 0.7)
    """
    part = (mean_characters - SHORT_CHARACTERS) / (LONG_CHARACTERS - SHORT_CHARACTERS)
    return round(float(np.clip(SHORT_WEIGHT + (LONG_WEIGHT - SHORT_WEIGHT) * part, SHORT_WEIGHT, LONG_WEIGHT)), 6)


def unit(rows: npt.NDArray[Any]) -> Floats:
    """Rows at length 1, as 32-bit floats; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    out: Floats = np.divide(rows, np.maximum(lengths, _ZERO)).astype(np.float32)
    return out


def unit_rows(table: Any) -> Any:
    """Rows of a sparse table at length 1."""
    from scipy import sparse

    lengths = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return sparse.csr_array(sparse.dia_array((scale[None, :], [0]), shape=(len(scale), len(scale))) @ table).astype(
        np.float32
    )


def _damped(counts: Any) -> Any:
    damped = counts.copy()
    damped.data = (1 + np.log(damped.data)).astype(np.float32)
    return damped


def _inverse_document_frequency(counts: Any) -> Floats:
    in_texts = np.bincount(counts.indices, minlength=counts.shape[1])
    weights: Floats = (np.log((1 + counts.shape[0]) / (1 + in_texts)) + 1).astype(np.float32)
    return weights


def _right_singular(table: Any, seed: int) -> Floats:
    """Right singular vectors (n_terms, k), by a randomised range finder for large tables and exactly for small ones."""
    n_texts, n_terms = table.shape
    kept = min(N_LEXICAL, n_texts, n_terms)
    if min(n_texts, n_terms) <= 2 * N_LEXICAL:
        right = np.linalg.svd(table.toarray(), full_matrices=False)[2]
        return np.ascontiguousarray(right[:kept].T, dtype=np.float32)
    block = np.random.default_rng(seed).normal(size=(n_terms, kept + N_SPARE)).astype(np.float32)
    for _ in range(N_SWEEPS):
        block = _orthonormal(table.T @ (table @ block))
    inside = (table.T @ _orthonormal(table @ block)).astype(np.float64)
    turns = np.linalg.eigh(inside.T @ inside)[1][:, ::-1]
    return _orthonormal(inside @ turns)[:, :kept]


def _orthonormal(block: npt.NDArray[Any]) -> Floats:
    """Columns made orthonormal, in order, by the Cholesky factor of their products, twice (Y. Yamamoto et al., 2015).

    A tenth of the time of Householder's QR for tall blocks; directions of no length are dropped to zeros.
    """
    from scipy.linalg import solve_triangular

    for _ in range(2):
        wide = block.astype(np.float64)
        products = wide.T @ wide
        products[np.diag_indices_from(products)] += 1e-12 * max(float(np.trace(products)), _ZERO)
        block = solve_triangular(np.linalg.cholesky(products), wide.T, lower=True).T
    return np.ascontiguousarray(block, dtype=np.float32)


def _meaning(terms: Terms, words: WordVectors | None) -> tuple[Floats, str]:
    if words is None or not terms.vocabulary:
        return np.zeros((len(terms.vocabulary), 0), np.float32), ""
    rows = words.find(terms.vocabulary)
    known = rows >= 0
    vectors = words.vectors(rows)
    vectors[known] = remove_common_directions(vectors[known])
    share = np.asarray(terms.counts.sum(axis=0)).ravel()
    share = share / max(float(share.sum()), 1.0)
    return (vectors * (RARITY / (RARITY + share) * terms.weights)[:, None]).astype(np.float32), words.source


def remove_common_directions(vectors: Floats) -> Floats:
    """Take the mean and the five strongest directions out of word vectors ("all but the top")."""
    if len(vectors) <= N_COMMON_OF_WORDS:
        return vectors
    centred = vectors - vectors.mean(axis=0)
    spread = np.linalg.eigh(centred.T.astype(np.float64) @ centred)[1][:, -N_COMMON_OF_WORDS:].astype(np.float32)
    rest: Floats = centred - (centred @ spread) @ spread.T
    return rest


def _common_direction(damped: Any, meaning: Floats) -> Floats:
    """Find the first principal direction of all texts' meanings, by its 300 × 300 table."""
    if not meaning.shape[1]:
        return np.zeros(0, np.float32)
    texts = unit(damped @ meaning)
    top = np.linalg.eigh(texts.T.astype(np.float64) @ texts)[1][:, -1]
    return top.astype(np.float32)
