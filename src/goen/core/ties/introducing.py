"""Who might gain from meeting whom: what one looks for and another offers, what both care about, which links are missing."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

Pair = tuple[int, int]
_ANSWER, _THEME, _WORD, _MISSING, _RARE = 6, 2, 1, 3, 1
_MOST_THEMES, _MOST_WORDS, _FEW_LINKS = 2, 4, 3
# A word that a quarter of the people use says nothing about two of them.
_COMMON_SHARE, _COMMON_AT_LEAST = 0.25, 3


@dataclass(frozen=True)
class Candidate:
    """Somebody who wants to be introduced.

    Parameters
    ----------
    organisation : int
        Where they come from.
    offers, asks : set of str
        What they can tell about, and what they look for, folded for comparison.
    themes : set of str
        Themes they chose or worked on.
    words : set of str
        What they wrote about.
    """

    organisation: int
    offers: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reasons:
    """Why two people are introduced: ``first`` and ``second`` are in the order of the pair."""

    first_answers: tuple[str, ...] = ()
    second_answers: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    is_missing_link: bool = False


@dataclass(frozen=True)
class Introduction:
    """Two people (lower place first), the points that speak for it, and why."""

    pair: Pair
    points: int
    reasons: Reasons = field(default_factory=Reasons)


def propose_introductions(
    people: Sequence[Candidate], known: Collection[Pair], links: Mapping[Pair, int]
) -> list[Introduction]:
    """Propose at most one introduction for each person, so that the whole is worth most.

    Parameters
    ----------
    people : sequence of Candidate
        By place; left unchanged.
    known : collection of (int, int)
        Pairs (lower place first) who met, or were proposed to each other before.
    links : mapping of (int, int) to int
        Ties per pair of organisations (lower first); pairs that are not named have none.

    Returns
    -------
    list of Introduction
        Most points first, then by pair. Both are of different organisations, do not know each other, and something they said
        or wrote speaks for it: a missing link alone is no reason.

    Notes
    -----
    Points: 6 for every offer that answers what the other looks for, 2 for a theme in common (at most 2), 1 for a word in common
    that is not everybody's (at most 4), 3 when their organisations have no tie yet, 1 when they have few. The choice is a
    maximum-weight matching. O(people³). Deterministic.

    Examples
    --------
    >>> asks, offers = Candidate(1, asks=frozenset({"rpa"})), Candidate(2, offers=frozenset({"rpa"}))
    >>> [(one.pair, one.points, one.reasons.second_answers) for one in propose_introductions([asks, offers], (), {})]
    [((0, 1), 9, ('rpa',))]
    """
    import rustworkx  # noqa: PLC0415 - loaded where it is used

    common, met = _common_words(people), frozenset(known)
    possible: dict[Pair, Introduction] = {}
    for b, second in enumerate(people):
        for a, first in enumerate(people[:b]):
            if first.organisation != second.organisation and (a, b) not in met:
                made = _weigh((a, b), first, second, common, links)
                if made is not None:
                    possible[a, b] = made
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(people)))
    graph.add_edges_from([(a, b, made.points) for (a, b), made in possible.items()])
    chosen = rustworkx.max_weight_matching(graph, max_cardinality=False, weight_fn=int, verify_optimum=True)
    found = [possible[min(pair), max(pair)] for pair in chosen]
    return sorted(found, key=lambda one: (-one.points, one.pair))


def _weigh(
    pair: Pair, first: Candidate, second: Candidate, common: Collection[str], links: Mapping[Pair, int]
) -> Introduction | None:
    first_answers = tuple(sorted(first.offers & second.asks))
    second_answers = tuple(sorted(second.offers & first.asks))
    themes = tuple(sorted(first.themes & second.themes))[:_MOST_THEMES]
    words = tuple(sorted((first.words & second.words) - frozenset(common)))[:_MOST_WORDS]
    points = _ANSWER * (len(first_answers) + len(second_answers)) + _THEME * len(themes) + _WORD * len(words)
    if not points:
        return None
    bodies = sorted((first.organisation, second.organisation))
    n_links = links.get((bodies[0], bodies[1]), 0)
    points += _MISSING if n_links == 0 else _RARE if n_links < _FEW_LINKS else 0
    reasons = Reasons(first_answers, second_answers, themes, words, is_missing_link=n_links == 0)
    return Introduction(pair, points, reasons)


def _common_words(people: Sequence[Candidate]) -> frozenset[str]:
    counted = Counter(word for person in people for word in person.words)
    limit = max(_COMMON_AT_LEAST, _COMMON_SHARE * len(people))
    return frozenset(word for word, n in counted.items() if n > limit)
