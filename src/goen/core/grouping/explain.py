"""Why is this person here, and what would another seat cost."""

from dataclasses import dataclass

import numpy as np

from goen.core.grouping.layout import build_frame, build_state
from goen.core.grouping.problem import IntArray, Problem

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
