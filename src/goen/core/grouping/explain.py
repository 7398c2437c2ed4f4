"""Why is this person here, what would another seat cost, and is the plan fair."""

from dataclasses import dataclass

import numpy as np

from goen.core.grouping.bounds import Bound, lower_bound
from goen.core.grouping.layout import build_frame, build_state
from goen.core.grouping.problem import IntArray, Problem
from goen.core.grouping.score import Score, meeting_counts, score_plan
from goen.core.grouping.starts import random_seats

HARD = 1_000_000
"""Points by which a swap that breaks a rule is priced, so that it is told apart from any other."""


@dataclass(frozen=True)
class Alternative:
    """A change of one seat and its price.

    Parameters
    ----------
    group : int
        Where the person would go.
    partner : int
        With whom they would change places; ``-1`` for an empty seat.
    cost : int
        Change of the score's total, in its unit; negative is better.
    breaks : int
        Hard rules the change would break (negative: mend).
    """

    group: int
    partner: int
    cost: int
    breaks: int


@dataclass(frozen=True)
class Contribution:
    """What a person brings to a group in one attribute.

    Parameters
    ----------
    attribute, value : int
        Which attribute and which of its values; ``-1`` when unknown.
    others : int
        How many others of the group share the value.
    fair_share : float
        How many of the whole group would have the value if everything were even.
    """

    attribute: int
    value: int
    others: int
    fair_share: float


@dataclass(frozen=True)
class SeatReason:
    """Everything there is to say about one seat.

    Parameters
    ----------
    round, person, group : int
        The seat.
    brings : tuple of Contribution
        One per attribute.
    theme_cost : int or None
        Rank cost of the theme the person gets (0 is the first choice); None when there are no wishes.
    first_meetings, known, met_before : tuple of int
        Group mates met for the first time; met in an earlier round of this plan; met before the event.
    alternatives : tuple of Alternative
        The cheapest other seats, best first.
    """

    round: int
    person: int
    group: int
    brings: tuple[Contribution, ...]
    theme_cost: int | None
    first_meetings: tuple[int, ...]
    known: tuple[int, ...]
    met_before: tuple[int, ...]
    alternatives: tuple[Alternative, ...]


def price_seats(problem: Problem, seats: IntArray, number: int, person: int) -> tuple[Alternative, ...]:
    """Price every exchange of one person in one round, best first.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    seats : int array, shape (n_rounds, n_people)
        A plan that fits every group's capacity. Left unchanged.
    number, person : int
        The seat to change.

    Returns
    -------
    tuple of Alternative
        Empty for a locked or absent person. At most one entry per group for an empty seat.

    Notes
    -----
    O(n (A + s)) once the sums are laid out; equal prices are ordered by partner.
    """
    from goen.core.grouping.kernels.anneal import price_person  # noqa: PLC0415  Numba loads slowly

    frame = build_frame(problem, HARD)
    state = build_state(problem, frame, seats, 0)
    none = np.iinfo(np.int64).max
    prices = np.full(frame.home.shape[1], none, dtype=np.int64)
    price_person(frame, state, number, person, prices)
    found: dict[tuple[int, int], Alternative] = {}
    for place in np.flatnonzero(prices < none).tolist():
        partner, group = int(state.who[number, place]), int(frame.home[number, place])
        breaks = round(int(prices[place]) / (HARD * frame.unit))
        cost = int(prices[place]) - breaks * HARD * frame.unit
        key = (partner, group if partner < 0 else -1)
        found.setdefault(key, Alternative(group, partner, cost, breaks))
    return tuple(sorted(found.values(), key=lambda other: (other.breaks, other.cost, other.partner)))


def explain_seat(problem: Problem, seats: IntArray, number: int, person: int, most: int = 3) -> SeatReason:
    """Explain one seat of a plan.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    seats : int array, shape (n_rounds, n_people)
        Left unchanged.
    number, person : int
        The seat.
    most : int
        How many alternatives to name.

    Returns
    -------
    SeatReason
    """
    group = int(seats[number, person])
    mates = [int(mate) for mate in np.flatnonzero(seats[number] == group) if mate != person and group >= 0]
    earlier = {mate for mate in mates if _meets(seats[:number], person, mate)}
    before = _partners(problem.past, person)
    theme = int(problem.themes[number, group]) if group >= 0 else -1
    has_wish = theme >= 0 and problem.rank_costs.shape[1] > 0
    return SeatReason(
        round=number,
        person=person,
        group=group,
        brings=tuple(_contributions(problem, seats[number], person, group)),
        theme_cost=int(problem.rank_costs[person, theme]) if has_wish else None,
        first_meetings=tuple(mate for mate in mates if mate not in earlier and mate not in before),
        known=tuple(mate for mate in mates if mate in earlier),
        met_before=tuple(mate for mate in mates if mate in before),
        alternatives=price_seats(problem, seats, number, person)[:most],
    )


def _meets(seats: IntArray, a: int, b: int) -> bool:
    return bool(((seats[:, a] == seats[:, b]) & (seats[:, a] >= 0)).any())


def _partners(pairs: IntArray, person: int) -> set[int]:
    return set(pairs[pairs[:, 0] == person, 1].tolist()) | set(pairs[pairs[:, 1] == person, 0].tolist())


def _contributions(problem: Problem, row: IntArray, person: int, group: int) -> list[Contribution]:
    found = []
    here, inside = row >= 0, (row == group) & (group >= 0)
    for number, attribute in enumerate(problem.attributes):
        values = np.asarray(attribute.values)
        value = int(values[person])
        same = (values == value) & (value >= 0)
        fair = float(inside.sum() * (same & here).sum() / max(int(here.sum()), 1))
        found.append(Contribution(number, value, max(int((same & inside).sum()) - 1, 0), fair))
    return found


@dataclass(frozen=True, eq=False)
class Fairness:
    """How a plan treats people, beside random mixing and what is possible.

    Parameters
    ----------
    score : Score
        Of the plan.
    random_points : float
        Mean points of random plans.
    bound : Bound
        What no plan can beat.
    people_met : int array, shape (n_people,)
        Different people each person meets.
    meetings_again : int array, shape (n_people,)
        Meetings each person has with somebody met before in the event or earlier.
    theme_costs : int array, shape (n_people,)
        Sum of rank costs over the rounds.
    by_value : tuple of tuple of tuple (attribute, value, people, mean people met, mean theme cost)
        The same per value of every attribute, for instance per organisation.
    """

    score: Score
    random_points: float
    bound: Bound
    people_met: IntArray
    meetings_again: IntArray
    theme_costs: IntArray
    by_value: tuple[tuple[int, int, int, float, float], ...]


def fairness(problem: Problem, seats: IntArray, *, seed: int = 1, n_random: int = 20) -> Fairness:
    """Compare what people get from a plan, with random plans of the given seed and with the bound.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    seats : int array, shape (n_rounds, n_people)
        Left unchanged.
    seed, n_random : int
        Of the random plans.
    """
    a, b, times = meeting_counts(seats, problem.n_groups)
    n_people = problem.n_people
    met = np.bincount(np.concatenate([a, b]), minlength=n_people)
    past = {(min(x, y), max(x, y)) for x, y, _ in problem.past.tolist()}
    known = np.array([(x, y) in past for x, y in zip(a.tolist(), b.tolist(), strict=True)], dtype=bool)
    again = times - 1 + known
    again_each = np.bincount(np.concatenate([a, b]), weights=np.concatenate([again, again]), minlength=n_people)
    randoms = [score_plan(problem, random_seats(problem, seed, 1000 + k)).points for k in range(n_random)]
    theme_costs = _theme_costs(problem, seats)
    return Fairness(
        score=score_plan(problem, seats),
        random_points=float(np.mean(randoms)),
        bound=lower_bound(problem),
        people_met=met.astype(np.int64),
        meetings_again=again_each.astype(np.int64),
        theme_costs=theme_costs,
        by_value=tuple(_by_value(problem, met, theme_costs)),
    )


def _theme_costs(problem: Problem, seats: IntArray) -> IntArray:
    costs = np.zeros(problem.n_people, dtype=np.int64)
    if problem.rank_costs.shape[1]:
        for themes, row in zip(problem.themes, seats, strict=True):
            got = np.where(row >= 0, themes[np.maximum(row, 0)], -1)
            people = np.flatnonzero(got >= 0)
            costs[people] += problem.rank_costs[people, got[people]]
    return costs


def _by_value(problem: Problem, met: IntArray, costs: IntArray) -> list[tuple[int, int, int, float, float]]:
    rows = []
    for number, attribute in enumerate(problem.attributes):
        for value in range(len(attribute.labels)):
            people = np.asarray(attribute.values) == value
            if people.any():
                rows.append((number, value, int(people.sum()), float(met[people].mean()), float(costs[people].mean())))
    return rows
