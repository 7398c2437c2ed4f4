"""More texts than one machine likes: learn from a sample, then place the rest part by part, anywhere."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from goen.core.listening.analysis import Listening
from goen.core.listening.terms import read_text
from goen.core.listening.texts import ExclusionReason
from goen.core.listening.vectors import Embedding, Floats, unit
from goen.core.text.normalise import has_words, match_form

UNPLACED = -1
# Decimals of a cosine that count: the last ones of a product depend on the threads and the shape it was computed with.
_DECIMALS = 6


class Executor(Protocol):
    """Whoever applies a function to many parts, in order: ``concurrent.futures``, a Dask client's wrapper, or ``Here``."""

    def map(self, work: "Callable[[Sequence[str]], Placed]", parts: Iterable[Sequence[str]], /) -> "Iterable[Placed]":
        """Apply ``work`` to every part; results in the order of the parts."""


class Here:
    """The executor that works in this process, one part after the other."""

    def map(self, work: "Callable[[Sequence[str]], Placed]", parts: Iterable[Sequence[str]], /) -> "Iterator[Placed]":
        """Apply ``work`` to every part."""
        return (work(part) for part in parts)


@dataclass(frozen=True)
class Model:
    """What is needed to place a text: small, without any text, fit to be sent to another process.

    Parameters
    ----------
    embedding : Embedding
        Learnt from the sample.
    centres : float32 array (n_fine, d)
        Centres of the finest topics kept, of length 1.
    farthest : float32 array (n_fine,)
        Cosine under which a text is too far from a centre to count as its topic's (5th percentile of the sample's).
    coarse_of : int array (n_fine,)
        Topic of the coarse cut each fine topic belongs to, 0 being the largest.
    border : float
        Margin of cosine to another coarse topic under which a text is borderline.
    """

    embedding: Embedding
    centres: Floats
    farthest: Floats
    coarse_of: npt.NDArray[np.int64]
    border: float

    def place(self, texts: Sequence[str]) -> "Placed":
        """Place texts in the topics of the sample. O(texts × (length + fine topics × dimensions)).

        Returns
        -------
        Placed
        """
        readings = [read_text(text) for text in texts]
        reasons = [_reason(text, bool(reading.terms)) for text, reading in zip(texts, readings, strict=True)]
        terms = [[term for term, _weight in reading.terms] for reading in readings]
        vectors = self.embedding.transform(self.embedding.count(terms))
        near = np.round(vectors.astype(np.float64) @ self.centres.T.astype(np.float64), _DECIMALS)
        rows = np.arange(len(texts))
        fine = near.argmax(axis=1) if len(texts) else np.zeros(0, np.int64)
        own = near[rows, fine]
        coarse = self.coarse_of[fine]
        others = np.where(self.coarse_of[None, :] == coarse[:, None], -np.inf, near).max(axis=1, initial=-np.inf)
        unknown = ~np.any(vectors, axis=1)
        borderline = (own - others < self.border) | (own < self.farthest[fine]) | unknown
        out = np.array([reason != "" for reason in reasons], dtype=bool)
        return Placed(
            np.where(out, UNPLACED, coarse),
            np.where(out, UNPLACED, fine),
            borderline & ~out,
            own.astype(np.float32),
            tuple(reasons),
        )


@dataclass(frozen=True)
class Placed:
    """Where each text of a part went.

    ``coarse`` and ``fine`` are topic numbers, -1 with a word in ``reasons`` when the text is excluded; ``borderline`` marks
    texts between topics or far from all; ``nearness`` is the cosine to the fine topic's centre.
    """

    coarse: npt.NDArray[np.int64]
    fine: npt.NDArray[np.int64]
    borderline: npt.NDArray[np.bool_]
    nearness: Floats
    reasons: tuple[str, ...]


def _reason(text: str, has_terms: bool) -> ExclusionReason | str:
    form = match_form(text)
    if not has_words(form):
        return "no_words" if form else "empty"
    return "" if has_terms else "no_terms"


def learn(sample: Listening, n_topics: int | None = None, n_fine: int | None = None) -> Model:
    """Take from a listening what is needed to place other texts.

    Parameters
    ----------
    sample : Listening
        Of a sample of the texts, with at least one wording.
    n_topics, n_fine : int, optional
        Topics of the coarse cut and of the finer one whose centres stand for them; the sample's own granularities.
    """
    overview, detail = sample.granularities()
    coarse = sample.tree.cut(n_topics or overview)
    fine_labels = sample.tree.cut(max(n_fine or detail, n_topics or overview))
    n = int(fine_labels.max()) + 1
    sums = np.zeros((n, sample.vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, fine_labels, sample.vectors)
    centres = unit(sums)
    near = (sample.vectors * centres[fine_labels]).sum(axis=1)
    farthest = np.array([np.quantile(near[fine_labels == topic], 0.05) for topic in range(n)], dtype=np.float32)
    coarse_of = np.array([coarse[np.argmax(fine_labels == topic)] for topic in range(n)], dtype=np.int64)
    return Model(sample.embedding, centres, farthest, coarse_of, sample.settings.border)


def place_all(model: Model, parts: Iterable[Sequence[str]], executor: Executor | None = None) -> Iterator[Placed]:
    """Place parts of texts, by any executor; the answer for a text does not depend on the part it is in.

    Parameters
    ----------
    model : Model
    parts : iterable of sequence of str
    executor : Executor, optional
        ``Here`` when not given.
    """
    yield from (executor or Here()).map(model.place, parts)


def joined(placed: Iterable[Placed]) -> Placed:
    """Join the parts into one, in order."""
    parts = list(placed)
    return Placed(
        np.concatenate([part.coarse for part in parts]),
        np.concatenate([part.fine for part in parts]),
        np.concatenate([part.borderline for part in parts]),
        np.concatenate([part.nearness for part in parts]),
        tuple(reason for part in parts for reason in part.reasons),
    )
