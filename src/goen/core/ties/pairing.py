"""1-to-1 pairings across organisations that repeat nobody before they must: one maximum-weight matching a month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goen.core.errors import BadInputError

Pair = tuple[int, int]
_MOST_PEOPLE = 2000
_MOST = 1000
# Each level outweighs everything below it, summed over all pairs; rustworkx reckons in 128 bits.
_TIE_BITS, _LEVEL_BITS = 10, 21
_MIX = 0x9E3779B97F4A7C15


@dataclass(frozen=True)
class PairingProblem:
    """Who wants a partner, and what is known of them.

    Parameters
    ----------
    organisations : sequence of int
        One for each person; only people of different organisations are paired.
    paired : mapping of (int, int) to int
        How often two people (lower place first) were paired before.
    rested : sequence of int
        How often each person was left without a partner before; empty: nobody was.
    affinity : mapping of (int, int) to int
        What speaks for a pair, 0 to 1000; pairs not named have 0.
    """

    organisations: Sequence[int]
    paired: Mapping[Pair, int] = field(default_factory=dict)
    rested: Sequence[int] = ()
    affinity: Mapping[Pair, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Pairing:
    """A month's pairs.

    Parameters
    ----------
    pairs : tuple of (int, int)
        Places of the people, lower first, in ascending order.
    resting : tuple of int
        Who has no partner this time.
    n_repeats : int
        Pairs that were paired before; no choice of as many pairs has fewer.
    """

    pairs: tuple[Pair, ...]
    resting: tuple[int, ...]
    n_repeats: int


def pair_people(problem: PairingProblem, *, seed: int = 0) -> Pairing:
    """Pair as many people as possible, with the fewest repeats.

    Parameters
    ----------
    problem : PairingProblem
        Left unchanged.
    seed : int
        Decides between choices that are equal in everything else.

    Returns
    -------
    Pairing
        Best in this order: most pairs; fewest pairs that were paired before; those who rested before get a partner; the
        repeated ones are those repeated least; greatest affinity.

    Raises
    ------
    BadInputError
        ``ties.too_many_people`` above 2,000.

    Notes
    -----
    A maximum-cardinality maximum-weight matching in the graph of people of different organisations; the solver checks its
    own optimum by the dual, so the number of repeats is proven, not searched for. O(n³), 25 ms for 300 people.
    Deterministic. With people of n organisations of equal size, no pair repeats before month n/2 (Dirac); with two
    organisations of n people none before month n (König).

    References
    ----------
    Z. Galil (1986), Efficient algorithms for finding maximum matching in graphs, ACM Computing Surveys 18, 23–38.

    Examples
    --------
    >>> pair_people(PairingProblem([1, 1, 2, 2], {(0, 2): 1, (1, 3): 1})).pairs
    ((0, 3), (1, 2))
    """
    import rustworkx  # noqa: PLC0415 - loaded once a month, not at every start

    n_people = len(problem.organisations)
    if n_people > _MOST_PEOPLE:
        raise BadInputError("ties.too_many_people", limit=_MOST_PEOPLE)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(n_people))
    graph.add_edges_from([(a, b, _weight(problem, (a, b), seed)) for a, b in possible_pairs(problem)])
    found = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int, verify_optimum=True)
    pairs = tuple(sorted((min(pair), max(pair)) for pair in found))
    seated = {place for pair in pairs for place in pair}
    resting = tuple(place for place in range(n_people) if place not in seated)
    return Pairing(pairs, resting, sum(1 for pair in pairs if problem.paired.get(pair, 0)))


def possible_pairs(problem: PairingProblem) -> list[Pair]:
    """Return every pair of people of different organisations, in ascending order."""
    bodies = problem.organisations
    return [(a, b) for b in range(len(bodies)) for a in range(b) if bodies[a] != bodies[b]]


def _weight(problem: PairingProblem, pair: Pair, seed: int) -> int:
    """Return what a pair is worth, level by level; never negative."""
    times = min(problem.paired.get(pair, 0), _MOST)
    waited = sum(min(problem.rested[place], _MOST) for place in pair) if problem.rested else 0
    levels = (
        0 if times else 1,
        waited,
        _MOST - times,
        min(max(problem.affinity.get(pair, 0), 0), _MOST),
    )
    worth = 0
    for level in levels:
        worth = (worth << _LEVEL_BITS) + level
    return (worth << _TIE_BITS) + _chance(pair, seed)


def _chance(pair: Pair, seed: int) -> int:
    """Return 0 to 1023, the same on every machine."""
    mixed = (pair[0] * 0x1F123BB5 + pair[1] * 0x5BD1E995 + seed * 0x27D4EB2F + 1) * _MIX & 0xFFFFFFFFFFFFFFFF
    mixed = (mixed ^ (mixed >> 29)) * _MIX & 0xFFFFFFFFFFFFFFFF
    return mixed >> (64 - _TIE_BITS)
