"""What a topic is called: the compound nouns that many of its texts use and few others do."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.listening.terms import Phrases

N_CANDIDATES = 80
FEWEST_TEXTS = 2
"""A phrase of fewer texts of the topic is a name for it only when there is nothing better."""
GROWS = 0.3
"""A phrase gives way to a longer one around it that is in this share of its texts. Chosen with the score on JSQuAD."""


def key_phrases(phrases: Phrases, members: npt.NDArray[np.int64], n_phrases: int = 5) -> list[str]:
    """Phrases that name a set of texts.

    Parameters
    ----------
    phrases : Phrases
        Of all texts; left unchanged.
    members : int array
        Rows of the texts of the topic.
    n_phrases : int
        At most this many are returned.

    Returns
    -------
    list of str
        Best first, as most often written; none inside another.

    Notes
    -----
    Score: texts of the topic with the phrase × square root of the share of the phrase's uses that are the topic's ×
    log(1 + texts / uses). A phrase grows into the longer one around it that most of the topic's texts use, while at least
    0.3 of the texts do. The score depends on the members and the whole set only, not on the other topics: a node of the
    tree keeps its name at every granularity. O(non-zeros of the members); deterministic.
    """
    inside = phrases.counts[members]
    used = np.asarray(inside.sum(axis=0)).ravel()
    in_texts = np.bincount(inside.indices, minlength=len(used))
    columns = np.flatnonzero(in_texts >= FEWEST_TEXTS)
    if len(columns) < n_phrases:
        columns = np.flatnonzero(in_texts)
    score = _score(phrases, columns, used[columns], in_texts[columns])
    best = np.lexsort((columns, -score))[:N_CANDIDATES]
    names = [phrases.spellings[column] for column in columns[best]]
    return _without_nested(names, in_texts[columns[best]], n_phrases)


def _score(phrases: Phrases, columns: Any, used: Any, in_texts: Any) -> Any:
    everywhere = phrases.totals[columns]
    return in_texts * np.sqrt(used / everywhere) * np.log1p(phrases.counts.shape[0] / everywhere)


def _without_nested(names: Sequence[str], in_texts: Any, most: int) -> list[str]:
    """Keep the best, grown, that are not inside one another."""
    folded = [name.casefold() for name in names]
    kept: list[int] = []
    for place in range(len(names)):
        if len(kept) == most:
            break
        grown = _grown(place, folded, in_texts)
        if not any(_nested(folded[one], folded[other]) for other in kept for one in (place, grown)):
            kept.append(grown)
    return [names[place] for place in kept]


def _grown(place: int, folded: Sequence[str], in_texts: Any) -> int:
    """Follow a phrase to the longer ones around it, each time to the one in most texts."""
    while True:
        longer = [
            other
            for other, name in enumerate(folded)
            if len(name) > len(folded[place]) and folded[place] in name and in_texts[other] >= GROWS * in_texts[place]
        ]
        if not longer:
            return place
        place = max(longer, key=lambda other: (in_texts[other], len(folded[other]), -other))


def _nested(one: str, other: str) -> bool:
    return one in other or other in one


def label_of(phrases: Sequence[str], headline: str, n_phrases: int = 3) -> str:
    """Make the label people see: up to three phrases with a stroke between, or the headline when there is no phrase.

    Examples
    --------
    >>> label_of(["県産品", "風評払拭"], "")
    '県産品／風評払拭'
    """
    return "／".join(phrases[:n_phrases]) or headline
