"""From rows to arrays: what the core needs to know about an event."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.errors import BadInputError
from goen.core.grouping.bounds import flattest_sizes
from goen.core.grouping.problem import Attribute, Problem, Quota, Weights, make_problem
from goen.events.models import Event
from goen.grouping.models import Attendance, Group, Plan, Rule, Seat
from goen.grouping.queries.past import earlier_weights
from goen.grouping.queries.settings import ATTRIBUTES, MEMORIES, PlanSettings
from goen.roster.models import Participation, ThemePreference
from goen.ties import queries as ties

_Sizes = npt.NDArray[np.int64]


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


def problem_of(plan: Plan, roll: Roll, *, is_strict: bool = False) -> Problem:
    """Return the core's problem for a plan: attributes, wishes, ledger, rules, locks, rooms, attendance; 10 queries.

    Seats that are locked in the plan stay; rules whose people are no longer expected are left out. Where people came or
    went since the plan was made, sizes and rooms give way just far enough (:func:`misfits_of` tells); with ``is_strict``
    they are refused.
    """
    settings = PlanSettings.of(plan.settings)
    weights = settings.weights
    groups = list(Group.objects.filter(plan=plan))
    present = present_in_rounds(plan, roll)
    theme_numbers, rank_costs = _themes(plan, groups, roll)
    locks = _locks(plan, roll, present)
    sizes = _sizes(settings, _grid(groups, plan.n_rounds, "capacity"), present, is_strict=is_strict)
    return make_problem(
        len(roll.people),
        rounds=settings.n_rounds,
        sizes=_around_locks(*sizes, locks, present),
        attributes=_attributes(roll, settings),
        past=_past(plan.event, roll, settings.memory),
        themes=theme_numbers,
        rank_costs=rank_costs,
        together=tuple(_blocks(plan.event, roll)),
        apart=_apart(plan.event, roll),
        locks=locks,
        quotas=_quotas(settings, roll),
        present=present,
        weights=Weights(
            repeat=weights.get("repeat", 2),
            past=weights.get("past", 3),
            theme=weights.get("theme", 1),
            theme_again=weights.get("theme_again", 0),
            moved=0,
        ),
    )


def present_in_rounds(plan: Plan, roll: Roll) -> npt.NDArray[np.bool_]:
    """Return who is there in which round: shape (n_rounds, n_people); 1 query."""
    present = np.ones((plan.n_rounds, len(roll.people)), dtype=bool)
    index = roll.index
    rows = Attendance.objects.filter(participation__event=plan.event_id)
    for person, first, last in rows.values_list("participation_id", "first_round", "last_round"):
        if person in index:
            present[: first - 1, index[person]] = False
            present[last:, index[person]] = False
    return present


def _grid(groups: Sequence[Group], n_rounds: int, name: str) -> list[list[Any]]:
    """Return one field of the groups by round and number."""
    rows: list[list[Any]] = [[] for _round in range(n_rounds)]
    for group in groups:
        rows[group.round_number - 1].append(getattr(group, name))
    return rows


@dataclass(frozen=True)
class Misfit:
    """A round in which more or fewer people are there than sizes and rooms were made for."""

    round_number: int
    n_people: int
    n_least: int
    n_most: int


def misfits_of(plan: Plan) -> list[Misfit]:
    """Return the rounds whose people no longer fit the sizes and rooms chosen; 3 queries."""
    roll, settings = roll_of(plan.event), PlanSettings.of(plan.settings)
    present = present_in_rounds(plan, roll).sum(axis=1).tolist()
    rooms = _grid(list(Group.objects.filter(plan=plan)), plan.n_rounds, "capacity")
    found = []
    for number, (row, here) in enumerate(zip(rooms, present, strict=True), start=1):
        caps = [here if room is None else room for room in row]
        if settings.size_high:
            caps = [min(cap, settings.size_high) for cap in caps]
        least = sum(min(cap, settings.size_low) for cap in caps)
        if not least <= here <= sum(caps):
            found.append(Misfit(number, here, least, sum(caps)))
    return found


def _lowered(lows: _Sizes, here: int, taken: _Sizes | int = 0) -> _Sizes:
    """Lower the least sizes, the largest first, until so few people suffice, of whom some sit already."""
    level = int(lows.max(initial=0))
    while level > 0 and np.maximum(np.minimum(lows, level), taken).sum() > here:
        level -= 1
    return np.minimum(lows, level)


def _around_locks(
    lows: _Sizes, highs: _Sizes, locks: Sequence[tuple[int, int, int]], present: npt.NDArray[np.bool_]
) -> tuple[_Sizes, _Sizes]:
    """Give a table in which more people are locked than it holds a chair for each, and let the others be smaller."""
    taken = np.zeros_like(highs)
    for number, _person, group in locks:
        taken[number, group] += 1
    here = present.sum(axis=1).tolist()
    fitting = [_lowered(low, n, row) for low, n, row in zip(lows, here, taken, strict=True)]
    return np.array(fitting), np.maximum(highs, taken)


def _widened(highs: _Sizes, here: int) -> _Sizes:
    """Add chairs to every open table alike until everybody has one."""
    is_open = highs > 0 if highs.any() else np.ones(len(highs), dtype=bool)
    lack = max(here - int(highs.sum()), 0)
    return highs + np.where(is_open, -(-lack // int(is_open.sum())), 0)


def _sizes(
    settings: PlanSettings, rooms: list[list[int | None]], present: npt.NDArray[np.bool_], *, is_strict: bool
) -> tuple[_Sizes, _Sizes]:
    """Return lowest and highest sizes: what the organiser set, else as even as the rooms allow."""
    lows, highs = [], []
    for number, row in enumerate(rooms, start=1):
        here = int(present[number - 1].sum())
        caps = np.array([here if room is None else min(room, here) for room in row], dtype=np.int64)
        if caps.sum() < here and is_strict:
            raise BadInputError("grouping.rooms_too_small", round=number, people=here, seats=int(caps.sum()))
        if not is_strict:
            caps = _widened(caps, here)
        if settings.size_high:
            low, high = np.minimum(settings.size_low, caps), np.minimum(settings.size_high, caps)
            lows.append(low if is_strict else _lowered(low, here))
            highs.append(high if is_strict else _widened(high, here))
            continue
        even = flattest_sizes(np.zeros_like(caps), caps, here)
        is_open = even < caps
        lows.append(np.where(is_open, even[is_open].min(initial=here), even))
        highs.append(np.where(is_open, np.minimum(even[is_open].max(initial=0), caps), even))
    return np.array(lows), np.array(highs)


def seats_of(plan: Plan, roll: Roll) -> npt.NDArray[np.int64]:
    """Return the plan's seats: shape (n_rounds, n_people), group index from 0, -1 for nobody's seat; 1 query."""
    seats = np.full((plan.n_rounds, len(roll.people)), -1, dtype=np.int64)
    index = roll.index
    rows = Seat.objects.filter(plan=plan).values_list("round_number", "participation_id", "group__number")
    for round_number, participation_id, group_number in rows:
        if participation_id in index:
            seats[round_number - 1, index[participation_id]] = group_number - 1
    return seats


def attribute_values(roll: Roll) -> dict[str, list[str]]:
    """Return everybody's value of each attribute; empty where unknown."""
    return {
        "organisation": [str(person.organisation_id) for person in roll.people],
        # The same word may name sections of two organisations.
        "department": [f"{p.organisation_id}/{p.department}" if p.department else "" for p in roll.people],
        "title": [person.title for person in roll.people],
        "seniority": [person.seniority for person in roll.people],
    }


def _attributes(roll: Roll, settings: PlanSettings) -> tuple[Attribute, ...]:
    values, weights = attribute_values(roll), settings.weights
    made = []
    for name in ATTRIBUTES:
        labels = list(dict.fromkeys(filter(None, values[name])))
        alone = tuple(labels.index(value) for kind, value in settings.alone if kind == name and value in labels)
        if labels and (alone or weights.get(name, 0) > 0):
            made.append(
                Attribute.of(name, values[name], weights.get(name, 0), settings.alone_weight if alone else 0, alone)
            )
    return tuple(made)


def _past(event: Event, roll: Roll, memory: str) -> list[tuple[int, int, int]]:
    place = {person.person_id: number for number, person in enumerate(roll.people)}
    decay = MEMORIES.get(memory, MEMORIES["fading"])
    met: Counter[tuple[int, int]] = Counter(ties.past_weights(place, event.starts_at, decay))
    met.update(earlier_weights(event, place, decay))
    pairs = [(place[low], place[high], weight) for (low, high), weight in met.items()]
    return sorted((min(a, b), max(a, b), weight) for a, b, weight in pairs)


def _themes(
    plan: Plan, groups: Sequence[Group], roll: Roll
) -> tuple[list[list[int]] | None, npt.NDArray[np.int64] | None]:
    order = [theme for theme in dict.fromkeys(group.theme_id for group in groups) if theme is not None]
    if not order:
        return None, None
    number = {theme: place for place, theme in enumerate(order)}
    themes = [
        [-1 if theme is None else number[theme] for theme in row] for row in _grid(groups, plan.n_rounds, "theme_id")
    ]
    index = roll.index
    costs = np.zeros((len(roll.people), len(order)), dtype=np.int64)
    wishes: dict[int, dict[int, int]] = {}
    rows = ThemePreference.objects.filter(participation__event=plan.event_id).values_list(
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


def _locks(plan: Plan, roll: Roll, present: npt.NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    index = roll.index
    rows = Seat.objects.filter(plan=plan, is_locked=True).values_list(
        "round_number", "participation_id", "group__number"
    )
    locks = [(number - 1, index[who], group - 1) for number, who, group in rows if who in index]
    return sorted(lock for lock in locks if present[lock[0], lock[1]])


def _quotas(settings: PlanSettings, roll: Roll) -> tuple[Quota, ...]:
    facilitators = tuple(place for place, person in enumerate(roll.people) if person.is_facilitator)
    if not settings.needs_facilitator or not facilitators:
        return ()
    return (Quota("facilitator", facilitators, at_least=1),)


def group_rows(plan: Plan) -> dict[tuple[int, int], Group]:
    """Return the plan's groups by round and number; 1 query."""
    return {(group.round_number, group.number): group for group in Group.objects.filter(plan=plan)}
