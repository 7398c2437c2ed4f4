"""A network of people who met: how far it crosses organisations, who holds it together, who stands apart."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]
_N_BRIDGES = 5
_TURNS = 12


@dataclass(frozen=True)
class Network:
    """People by place, each with an organisation, and the pairs (lower place first) that met."""

    organisations: Sequence[int]
    ties: frozenset[Pair]


@dataclass(frozen=True)
class Figures:
    """What a network says in numbers.

    Parameters
    ----------
    n_people, n_ties : int
        People, and pairs of them who met.
    n_internal, n_external : int
        Ties inside an organisation and across organisations.
    ei : float or None
        E–I index ``(E − I) / (E + I)``: −1 all inside, +1 all across; None without ties.
    ei_expected : float or None
        The same if everybody had met everybody: what the sizes of the organisations alone explain.
    n_parts : int
        Separate parts with at least two people.
    alone : tuple of int
        People without a tie to another organisation.
    bridges : tuple of (int, float)
        The up to five people on most shortest ways between others, with the share of ways (0 to 1), most first.
    links : mapping of (int, int) to int
        Ties per pair of organisations, lower first; a pair that could have ties and has none stands with 0.
    """

    n_people: int
    n_ties: int
    n_internal: int
    n_external: int
    ei: float | None
    ei_expected: float | None
    n_parts: int
    alone: tuple[int, ...]
    bridges: tuple[tuple[int, float], ...]
    links: Mapping[Pair, int]


def describe(network: Network) -> Figures:
    """Return the figures of a network.

    Notes
    -----
    Betweenness by Brandes' algorithm, O(people · ties); everything else O(people + ties). Deterministic.

    References
    ----------
    D. Krackhardt, R. N. Stern (1988), Informal networks and organizational crises, Social Psychology Quarterly 51, 123–140.
    U. Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25, 163–177.

    Examples
    --------
    >>> describe(Network([1, 1, 2], frozenset({(0, 1), (1, 2)}))).ei
    0.0
    """
    import rustworkx  # noqa: PLC0415 - loaded where it is used

    bodies, ties = network.organisations, sorted(network.ties)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(bodies)))
    graph.add_edges_from_no_data(ties)
    external = [(a, b) for a, b in ties if bodies[a] != bodies[b]]
    crossing = {place for pair in external for place in pair}
    ways = rustworkx.betweenness_centrality(graph, normalized=True)
    ranked = sorted(((place, float(ways[place])) for place in range(len(bodies))), key=lambda one: (-one[1], one[0]))
    sizes = Counter(bodies)
    n_inside = sum(size * (size - 1) // 2 for size in sizes.values())
    n_across = len(bodies) * (len(bodies) - 1) // 2 - n_inside
    return Figures(
        n_people=len(bodies),
        n_ties=len(ties),
        n_internal=len(ties) - len(external),
        n_external=len(external),
        ei=ei_index(len(external), len(ties) - len(external)),
        ei_expected=ei_index(n_across, n_inside),
        n_parts=sum(1 for part in rustworkx.connected_components(graph) if len(part) > 1),
        alone=tuple(place for place in range(len(bodies)) if place not in crossing),
        bridges=tuple((place, share) for place, share in ranked[:_N_BRIDGES] if share > 0),
        links=_links(bodies, external),
    )


def ei_index(external: int, internal: int) -> float | None:
    """Return ``(E − I) / (E + I)``, or None when both are 0.

    >>> ei_index(3, 1)
    0.5
    """
    return (external - internal) / (external + internal) if external + internal else None


@dataclass(frozen=True)
class Fate:
    """How earlier ties fared: how many there were, how many could be renewed (both came again), and how many were."""

    n_before: int
    n_possible: int
    n_renewed: int

    @property
    def share(self) -> float | None:
        """Share of the possible ones that were renewed."""
        return self.n_renewed / self.n_possible if self.n_possible else None


def fate_of(before: Collection[Pair], after: Collection[Pair], present: Collection[int]) -> Fate:
    """Return how ties of one moment fared until a later one at which these people were there.

    >>> fate_of({(1, 2), (1, 3)}, {(1, 2)}, {1, 2})
    Fate(n_before=2, n_possible=1, n_renewed=1)
    """
    here, now = frozenset(present), frozenset(after)
    possible = [pair for pair in before if pair[0] in here and pair[1] in here]
    return Fate(len(before), len(possible), sum(1 for pair in possible if pair in now))


@dataclass(frozen=True)
class Spot:
    """Where somebody stands in the picture: x and y from −1 to 1, and the angle in degrees."""

    x: float
    y: float
    angle: float


def ring(network: Network) -> list[Spot]:
    """Return a place on a ring for everybody: organisations side by side, people near those they met.

    Notes
    -----
    Organisations in order of their number, a gap of one and a half seats between them; inside an organisation people are ordered
    by the mean direction of the people they met (twelve turns). Deterministic, O(turns · ties).

    Examples
    --------
    >>> [round(spot.angle) for spot in ring(Network([1, 2], frozenset()))]
    [36, 216]
    """
    bodies = network.organisations
    order = {body: [place for place, own in enumerate(bodies) if own == body] for body in sorted(set(bodies))}
    met = _neighbours(len(bodies), network.ties)
    spots = _spots(order)
    for _turn in range(_TURNS):
        for members in order.values():
            middle = _middle(spots[place] for place in members)
            members.sort(key=lambda place: (_pull(place, met, spots, middle), place))
        spots = _spots(order)
    return [spots[place] for place in range(len(bodies))]


def _spots(order: Mapping[int, Sequence[int]]) -> dict[int, Spot]:
    gap = 1.5
    total = sum(len(members) for members in order.values()) + gap * len(order)
    spots, at = {}, 0.0
    for members in order.values():
        for place in members:
            turn = 2 * math.pi * (at + 0.5) / total
            spots[place] = Spot(math.sin(turn), -math.cos(turn), math.degrees(turn))
            at += 1
        at += gap
    return spots


def _pull(place: int, met: Sequence[Sequence[int]], spots: Mapping[int, Spot], middle: float) -> float:
    """Return how far round from the middle of the own organisation somebody's acquaintances stand."""
    if not met[place]:
        return 0.0
    x, y = sum(spots[other].x for other in met[place]), sum(spots[other].y for other in met[place])
    return -math.remainder(math.atan2(x, -y) - middle, 2 * math.pi)


def _middle(spots: Iterable[Spot]) -> float:
    turns = [math.radians(spot.angle) for spot in spots]
    return math.atan2(sum(math.sin(turn) for turn in turns), sum(math.cos(turn) for turn in turns))


def _neighbours(n_people: int, ties: Collection[Pair]) -> list[list[int]]:
    met: list[list[int]] = [[] for _place in range(n_people)]
    for a, b in sorted(ties):
        met[a].append(b)
        met[b].append(a)
    return met


def _links(bodies: Sequence[int], external: Sequence[Pair]) -> dict[Pair, int]:
    present = sorted(set(bodies))
    links = {(low, high): 0 for place, high in enumerate(present) for low in present[:place]}
    for a, b in external:
        links[min(bodies[a], bodies[b]), max(bodies[a], bodies[b])] += 1
    return links
