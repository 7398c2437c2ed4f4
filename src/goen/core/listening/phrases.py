"""What a topic is called: the compound nouns that many of its texts use and few others do."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.listening.terms import Phrases

N_CANDIDATES = 80
FEWEST_TEXTS = 2
"""A phrase of fewer texts of the topic is a name for it only when there is nothing better."""
LENGTH_POWER = 0.25
LONGEST_COUNTED = 10
ABSORBED = 0.9
"""Share of a phrase's score that goes with its occurrences inside a longer phrase."""


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
    log(1 + texts / uses) × length^¼, less what belongs to a longer phrase (as in C-value). It depends on the members and
    the whole set only, not on the other topics: a node of the tree keeps its name at every granularity.
    O(non-zeros of the members); deterministic.

    References
    ----------
    K. Frantzi et al., "Automatic recognition of multi-word terms: the C-value/NC-value method", 2000.
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
    return _without_nested(names, score[best], in_texts[columns[best]])[:n_phrases]


def _score(phrases: Phrases, columns: Any, used: Any, in_texts: Any) -> Any:
    everywhere = phrases.totals[columns]
    lengths = np.minimum([len(phrases.spellings[column]) for column in columns], LONGEST_COUNTED)
    rarity = np.log1p(phrases.counts.shape[0] / everywhere)
    return in_texts * np.sqrt(used / everywhere) * rarity * lengths**LENGTH_POWER


def _without_nested(names: Sequence[str], score: Any, in_texts: Any) -> list[str]:
    """Lower what stands inside longer phrases, then keep the best that are not inside one another."""
    folded = [name.casefold() for name in names]
    own = np.array(score, dtype=np.float64)
    for place, name in enumerate(folded):
        longer = [in_texts[other] for other, rival in enumerate(folded) if other != place and name in rival]
        own[place] *= 1 - ABSORBED * max(longer, default=0) / in_texts[place]
    kept: list[int] = []
    for place in np.argsort(-own, kind="stable"):
        if not any(folded[place] in folded[other] or folded[other] in folded[place] for other in kept):
            kept.append(int(place))
    return [names[place] for place in kept]


def label_of(phrases: Sequence[str], headline: str, n_phrases: int = 3) -> str:
    """Make the label people see: up to three phrases with a stroke between, or the headline when there is no phrase.

    Examples
    --------
    >>> label_of(["県産品", "風評払拭"], "")
    '県産品／風評払拭'
    """
    return "／".join(phrases[:n_phrases]) or headline
