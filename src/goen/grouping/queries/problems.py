"""From rows to arrays: what the core needs to know about an event."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.grouping.problem import Attribute, Problem, Quota, Weights, even_sizes, make_problem
from goen.events.models import Event
from goen.grouping.models import Group, Plan, Rule, Seat
from goen.roster.models import Participation, ThemePreference
from goen.ties import queries as ties

ATTRIBUTES = ("organisation", "department", "title", "seniority")
DEFAULT_WEIGHTS = {"organisation": 4, "department": 2, "title": 1, "seniority": 1, "repeat": 2, "past": 3, "theme": 1}


@dataclass(frozen=True)
class PlanSettings:
    """What an organiser chose for a plan; kept in ``Plan.settings`` as JSON.

    Parameters
    ----------
    n_groups, n_rounds : int
        How many tables, how often people change.
    weights : mapping
        Points for ``organisation department title seniority`` (mixing), ``repeat`` (meeting twice today), ``past``
        (met in earlier years) and ``theme`` (ranked wishes).
    theme_ids : tuple of int or None
        Theme of every group, in order; None where a group has none.
    needs_facilitator : bool
        Whether every group must have a facilitator.
    iterations : int
        How long to search; 0 lets the core decide.
    """

    n_groups: int = 4
    n_rounds: int = 1
    weights: Mapping[str, int] = field(default_factory=lambda: dict(DEFAULT_WEIGHTS))
    theme_ids: tuple[int | None, ...] = ()
    needs_facilitator: bool = False
    iterations: int = 0

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "PlanSettings":
        """Read what :meth:`as_json` wrote."""
        values = {key: kept[key] for key in cls.__dataclass_fields__ if key in kept}
        values["theme_ids"] = tuple(values.get("theme_ids", ()))
        return cls(**values)

    def as_json(self) -> dict[str, Any]:
        """Return plain values to keep with the plan."""
        return asdict(self) | {"theme_ids": list(self.theme_ids), "weights": dict(self.weights)}


@dataclass(frozen=True)
class Roll:
    """Who is to be seated, in the order the arrays use."""

    people: tuple[Participation, ...]

    @property
    def index(self) -> dict[int, int]:
        """Place of a participation id in the arrays."""
        return {person.pk: place for place, person in enumerate(self.people)}


def roll_of(event: Event) -> Roll:
    """Return everybody to be seated, in a stable order; 1 query."""
    rows = Participation.objects.filter(event=event, state=Participation.State.EXPECTED)
    return Roll(tuple(rows.select_related("organisation").order_by("id")))


def problem_of(plan: Plan, roll: Roll) -> Problem:
    """Return the core's problem for a plan: attributes, wishes, ledger, rules, locks; 5 queries.

    Seats that are locked in the plan stay; rules whose people are no longer expected are left out.
    """
    settings = PlanSettings.of(plan.settings)
    weights = settings.weights
    lows, highs = even_sizes(max(len(roll.people), 1), settings.n_groups, settings.n_rounds)
    theme_numbers, rank_costs = _themes(plan.event, settings, roll)
    return make_problem(
        len(roll.people),
        rounds=settings.n_rounds,
        sizes=(lows, highs),
        attributes=_attributes(roll, weights),
        past=_past(plan.event, roll),
        themes=theme_numbers,
        rank_costs=rank_costs,
        together=tuple(_blocks(plan.event, roll)),
        apart=_apart(plan.event, roll),
        locks=_locks(plan, roll),
        quotas=_quotas(settings, roll),
        weights=Weights(
            repeat=weights.get("repeat", 2), past=weights.get("past", 3), theme=weights.get("theme", 1), moved=0
        ),
    )


def seats_of(plan: Plan, roll: Roll) -> npt.NDArray[np.int64]:
    """Return the plan's seats: shape (n_rounds, n_people), group index from 0, -1 for nobody's seat; 1 query."""
    seats = np.full((plan.n_rounds, len(roll.people)), -1, dtype=np.int64)
    index = roll.index
    rows = Seat.objects.filter(plan=plan).values_list("round_number", "participation_id", "group__number")
    for round_number, participation_id, group_number in rows:
        if participation_id in index:
            seats[round_number - 1, index[participation_id]] = group_number - 1
    return seats


def _attributes(roll: Roll, weights: Mapping[str, int]) -> tuple[Attribute, ...]:
    values = {
        "organisation": [str(person.organisation_id) for person in roll.people],
        # The same word may name sections of two organisations.
        "department": [f"{p.organisation_id}/{p.department}" if p.department else "" for p in roll.people],
        "title": [person.title for person in roll.people],
        "seniority": [person.seniority for person in roll.people],
    }
    chosen = [name for name in ATTRIBUTES if weights.get(name, 0) > 0 and any(values[name])]
    return tuple(Attribute.of(name, values[name], weights[name]) for name in chosen)


def _past(event: Event, roll: Roll) -> list[tuple[int, int, int]]:
    place = {person.person_id: number for number, person in enumerate(roll.people)}
    met = ties.past_weights(place, event.starts_at)
    pairs = [(place[low], place[high], weight) for (low, high), weight in met.items()]
    return sorted((min(a, b), max(a, b), weight) for a, b, weight in pairs)


def _themes(event: Event, settings: PlanSettings, roll: Roll) -> tuple[list[int] | None, npt.NDArray[np.int64] | None]:
    order = [theme for theme in dict.fromkeys(settings.theme_ids) if theme is not None]
    if not order:
        return None, None
    number = {theme: place for place, theme in enumerate(order)}
    themes = [-1 if theme is None else number[theme] for theme in settings.theme_ids]
    index = roll.index
    costs = np.zeros((len(roll.people), len(order)), dtype=np.int64)
    wishes: dict[int, dict[int, int]] = {}
    rows = ThemePreference.objects.filter(participation__event=event).values_list(
        "participation_id", "theme_id", "rank"
    )
    for participation_id, theme_id, rank in rows:
        if participation_id in index and theme_id in number:
            wishes.setdefault(index[participation_id], {})[number[theme_id]] = rank
    for person, ranks in wishes.items():
        # What was not ranked comes after the last wish.
        costs[person, :] = max(ranks.values())
        for theme, rank in ranks.items():
            costs[person, theme] = rank - 1
    return themes, costs


def _rule_people(event: Event, kind: str, roll: Roll) -> list[list[int]]:
    index = roll.index
    rules = Rule.objects.filter(event=event, kind=kind).prefetch_related("people").order_by("id")
    found = [sorted(index[person.pk] for person in rule.people.all() if person.pk in index) for rule in rules]
    return [people for people in found if len(people) > 1]


def _blocks(event: Event, roll: Roll) -> list[tuple[int, ...]]:
    """Return blocks that share nobody: rules "A with B" and "B with C" make one block of three."""
    blocks: list[set[int]] = []
    for people in _rule_people(event, Rule.Kind.TOGETHER, roll):
        joined = set(people)
        apart = [block for block in blocks if not block & joined]
        for block in blocks:
            if block & joined:
                joined |= block
        blocks = [*apart, joined]
    return [tuple(sorted(block)) for block in blocks]


def _apart(event: Event, roll: Roll) -> list[tuple[int, int]]:
    pairs = {
        (a, b)
        for people in _rule_people(event, Rule.Kind.APART, roll)
        for place, a in enumerate(people)
        for b in people[place + 1 :]
    }
    return sorted(pairs)


def _locks(plan: Plan, roll: Roll) -> list[tuple[int, int, int]]:
    index = roll.index
    rows = Seat.objects.filter(plan=plan, is_locked=True).values_list(
        "round_number", "participation_id", "group__number"
    )
    return sorted((number - 1, index[who], group - 1) for number, who, group in rows if who in index)


def _quotas(settings: PlanSettings, roll: Roll) -> tuple[Quota, ...]:
    facilitators = tuple(place for place, person in enumerate(roll.people) if person.is_facilitator)
    if not settings.needs_facilitator or not facilitators:
        return ()
    return (Quota("facilitator", facilitators, at_least=1),)


def group_rows(plan: Plan) -> dict[tuple[int, int], Group]:
    """Return the plan's groups by round and number; 1 query."""
    return {(group.round_number, group.number): group for group in Group.objects.filter(plan=plan)}
