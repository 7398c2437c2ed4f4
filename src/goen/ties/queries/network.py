"""The network of a partnership (or of one event) over the years, as the organiser reads it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from goen.accounts.models import Organisation
from goen.core.ties.network import Fate, Figures, Network, Spot, describe, fate_of, ring
from goen.events.models import Event
from goen.roster.models import Participation
from goen.ties.queries.ledger import known_encounters, known_pairs
from goen.ties.queries.people import consenting

Pair = tuple[int, int]
_RADIUS, _HALF = 100, 180
# Names stand in the picture while they can be read.
_MOST_NAMES = 60


@dataclass(frozen=True)
class Node:
    """Somebody in the picture and the table; only people who agreed to ties are, and only they are named in ``met``."""

    person_id: int
    name: str
    organisation: Organisation
    spot: Spot
    n_ties: int
    n_external: int
    met: Sequence[str]

    @property
    def at(self) -> tuple[str, str]:
        """Where the dot stands, in the units of the picture."""
        return f"{self.spot.x * _RADIUS:.2f}", f"{self.spot.y * _RADIUS:.2f}"

    @property
    def radius(self) -> str:
        """Size of the dot: its area grows with the ties to other organisations."""
        return f"{1.2 + 0.55 * self.n_external**0.5:.2f}"

    @property
    def label_at(self) -> str:
        """How the name is turned and moved to stand outside the ring, readable from the left."""
        turn, out = self.spot.angle - 90, _RADIUS + 5
        flip = " rotate(180)" if self.spot.angle > _HALF else ""
        return f"rotate({turn:.2f}) translate({out} 0){flip}"

    @property
    def label_anchor(self) -> str:
        """Which end of the name is at the ring."""
        return "end" if self.spot.angle > _HALF else "start"


@dataclass(frozen=True)
class Line:
    """A tie in the picture, by the places of its ends."""

    start: Spot
    end: Spot
    is_external: bool

    @property
    def path(self) -> str:
        """The curve between the two, bent towards the middle."""
        bend = 0.25 * _RADIUS
        x, y = (self.start.x + self.end.x) * bend, (self.start.y + self.end.y) * bend
        ends = (self.start.x, self.start.y, self.end.x, self.end.y)
        x1, y1, x2, y2 = (value * _RADIUS for value in ends)
        return f"M{x1:.1f} {y1:.1f}Q{x:.1f} {y:.1f} {x2:.1f} {y2:.1f}"


@dataclass(frozen=True)
class EventTies:
    """What one event added.

    Parameters
    ----------
    n_pairs, n_external, n_new : int
        Pairs who sat together; those of different organisations; those of different organisations who never met before.
    fate : Fate or None
        How the ties of the event before fared here; None for the first.
    lost : list of str
        Names of people who had a tie to another organisation at the event before, took part again, and have none here.
    """

    event: Event
    n_pairs: int
    n_external: int
    n_new: int
    fate: Fate | None
    lost: Sequence[str]


@dataclass(frozen=True)
class Picture:
    """Everything the network page shows; ``n_hidden`` people did not agree to be shown and are in the figures only."""

    figures: Figures
    nodes: Sequence[Node]
    lines: Sequence[Line]
    links: Sequence[tuple[Organisation, Organisation, int]]
    bridges: Sequence[tuple[str, Organisation, float]]
    alone: Sequence[tuple[str, Organisation]]
    n_alone: int
    n_hidden: int
    years: Sequence[int]
    organisations: Sequence[Organisation]
    events: Sequence[EventTies]

    @property
    def table(self) -> list[Node]:
        """The people with most ties to other organisations first, as the table beside the picture lists them."""
        return sorted(self.nodes, key=lambda node: (-node.n_external, -node.n_ties))

    @property
    def has_names(self) -> bool:
        """Whether names are drawn."""
        return len(self.nodes) <= _MOST_NAMES


@dataclass(frozen=True)
class _People:
    """Who took part in which event, with name and organisation of their newest part."""

    at: dict[int, set[int]]
    names: dict[int, str]
    bodies: dict[int, Organisation]


def events_in_scope(event: Event) -> list[Event]:
    """Return the events whose ties belong together: of the partnership until this one, or this one alone; 1 query."""
    if event.partnership_id is None:
        return [event]
    rows = Event.objects.filter(partnership_id=event.partnership_id, starts_at__lte=event.starts_at)
    return list(rows.order_by("starts_at", "pk"))


def picture_of(event: Event, *, year: int | None = None, organisation_id: int | None = None) -> Picture:
    """Return the network as filtered by the year of the events and by organisation (its people and their ties); 7 queries."""
    scope = events_in_scope(event)
    people = _people(scope)
    pairs: defaultdict[int, set[Pair]] = defaultdict(set)
    for event_id, low, high in known_pairs(one.pk for one in scope):
        pairs[event_id].add((low, high))
    met = known_encounters(people.names)
    shown = [one for one in scope if year is None or _year(one) == year]
    here = set().union(*(people.at[one.pk] for one in shown)) if shown else set()
    ties = set().union(*(pairs[one.pk] for one in shown)) if shown else set()
    ties |= {(low, high) for low, high, at in met if year is None or timezone.localtime(at).year == year}
    ties = {pair for pair in ties if pair[0] in here and pair[1] in here}
    if organisation_id is not None:
        ties = {pair for pair in ties if organisation_id in {people.bodies[one].pk for one in pair}}
        here = {one for one in here if people.bodies[one].pk == organisation_id} | {
            one for pair in ties for one in pair
        }
    agreed = consenting(people.names.keys())
    bodies = {people.bodies[one].pk: people.bodies[one] for one in people.names}
    return _draw(
        people,
        sorted(here),
        ties,
        agreed,
        years=sorted({_year(one) for one in scope}, reverse=True),
        organisations=sorted(bodies.values(), key=lambda body: body.name),
        events=_added(scope, people, pairs, agreed),
    )


def _draw(people: _People, here: list[int], ties: set[Pair], agreed: Collection[int], **rest: Any) -> Picture:
    figures = describe(_network(people, here, ties))
    shown = [one for one in here if one in agreed]
    seen = {pair for pair in ties if pair[0] in agreed and pair[1] in agreed}
    spots = dict(zip(shown, ring(_network(people, shown, seen)), strict=True))
    shares = {here[place]: share for place, share in figures.bridges}
    alone, met = [here[place] for place in figures.alone], _met(ties)
    bodies = {body.pk: body for body in people.bodies.values()}
    return Picture(
        figures=figures,
        nodes=[_node(people, one, spots[one], met.get(one, ()), agreed) for one in shown],
        lines=[Line(spots[a], spots[b], people.bodies[a].pk != people.bodies[b].pk) for a, b in sorted(seen)],
        links=[(bodies[a], bodies[b], n) for (a, b), n in sorted(figures.links.items(), key=lambda link: -link[1])],
        bridges=[(people.names[one], people.bodies[one], share) for one, share in shares.items() if one in agreed],
        alone=[(people.names[one], people.bodies[one]) for one in alone if one in agreed],
        n_alone=len(alone),
        n_hidden=len(here) - len(shown),
        **rest,
    )


def _network(people: _People, ids: Sequence[int], ties: Collection[Pair]) -> Network:
    place = {one: number for number, one in enumerate(ids)}
    pairs = frozenset((place[a], place[b]) for a, b in ties if a in place and b in place)
    return Network([people.bodies[one].pk for one in ids], pairs)


def _node(people: _People, one: int, spot: Spot, others: Collection[int], agreed: Collection[int]) -> Node:
    own = people.bodies[one]
    abroad = [other for other in others if people.bodies[other].pk != own.pk]
    named = sorted((other not in abroad, people.names[other]) for other in others if other in agreed)
    return Node(one, people.names[one], own, spot, len(others), len(abroad), [name for _own, name in named])


def _met(ties: Collection[Pair]) -> dict[int, list[int]]:
    met: defaultdict[int, list[int]] = defaultdict(list)
    for low, high in ties:
        met[low].append(high)
        met[high].append(low)
    return met


def _people(scope: Sequence[Event]) -> _People:
    rows = Participation.objects.filter(event__in=scope).exclude(
        state__in=(Participation.State.CANCELLED, Participation.State.WAITLISTED, Participation.State.NO_SHOW)
    )
    found = _People(defaultdict(set), {}, {})
    for row in rows.select_related("organisation").order_by("event__starts_at", "id"):
        found.at[row.event_id].add(row.person_id)
        found.names[row.person_id], found.bodies[row.person_id] = row.name, row.organisation
    return found


def _added(
    scope: Sequence[Event], people: _People, pairs: dict[int, set[Pair]], agreed: Collection[int]
) -> list[EventTies]:
    made, before = [], set[Pair]()
    for place, event in enumerate(scope):
        own = {pair for pair in pairs[event.pk] if pair[0] in people.names and pair[1] in people.names}
        external = {pair for pair in own if people.bodies[pair[0]].pk != people.bodies[pair[1]].pk}
        fate, lost = None, []
        if place:
            former = pairs[scope[place - 1].pk]
            fate = fate_of(former, own, people.at[event.pk])
            crossed = _ends(former, people) & people.at[event.pk] - {one for pair in external for one in pair}
            lost = sorted(people.names[one] for one in crossed if one in agreed)
        made.append(EventTies(event, len(own), len(external), len(external - before), fate, lost))
        before |= own
    return made[::-1]


def _ends(pairs: Collection[Pair], people: _People) -> set[int]:
    return {
        one
        for pair in pairs
        for one in pair
        if all(end in people.bodies for end in pair) and people.bodies[pair[0]].pk != people.bodies[pair[1]].pk
    }


def _year(event: Event) -> int:
    return timezone.localtime(event.starts_at).year
