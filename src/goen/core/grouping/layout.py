"""From a problem and seats to the flat arrays of the kernels."""

from decimal import Decimal, localcontext
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from goen.core.grouping.problem import IntArray, Problem
from goen.core.grouping.score import common_unit, score_plan

if TYPE_CHECKING:
    from goen.core.grouping.kernels.frame import Frame, State

DENSE_LIMIT = 3000
"""Up to this many people pair costs are kept in an n × n table; above, they are counted afresh each time."""


@lru_cache(maxsize=1)
def patience_table() -> tuple[int, ...]:
    """Return waiting times of an exponential clock, in 1/65536: 1,024 equally likely values.

    Notes
    -----
    Computed in decimal arithmetic, which rounds alike on every machine; ``math.log`` need not.
    """
    with localcontext() as context:
        context.prec = 30
        return tuple(int(-((Decimal(2 * k + 1) / 2048).ln()) * 65536) for k in range(1024))


def build_frame(problem: Problem, hard: int) -> "Frame":
    """Lay a problem out for the kernels.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    hard : int
        Points per violated hard rule during the search.
    """
    from goen.core.grouping.kernels.frame import Frame  # noqa: PLC0415  Numba loads slowly

    unit, factors = common_unit(problem)
    starts, home = _slots(problem)
    bond = _bonds(problem, hard)
    weights = problem.weights
    has_bonds = bool(len(problem.apart) or problem.together or (len(problem.past) and weights.past))
    blocks = _blocks(problem)
    return Frame(
        n_rounds=problem.n_rounds,
        n_people=problem.n_people,
        starts=starts,
        home=home,
        lows=problem.lows.astype(np.int64),
        here=problem.present.sum(axis=1).astype(np.int64),
        **_values(problem, unit, factors),
        **_themes(problem, unit),
        again_cost=weights.theme_again * unit,
        published=problem.published.astype(np.int32),
        moved_cost=weights.moved * unit,
        unit=unit,
        repeat=weights.repeat if problem.n_rounds > 1 else 0,  # nobody can meet twice in one round
        has_pairs=has_bonds or (problem.n_rounds > 1 and weights.repeat > 0),
        has_bonds=has_bonds,
        **bond,
        **_quotas(problem),
        hard=hard,
        **blocks,
        **_roaming(problem),
        patience=np.array(patience_table(), dtype=np.int64),
    )


def _slots(problem: Problem) -> tuple[IntArray, IntArray]:
    """Give every seat of every group a slot; rounds with fewer seats are padded."""
    starts = np.zeros((problem.n_rounds, problem.n_groups + 1), dtype=np.int32)
    starts[:, 1:] = np.cumsum(problem.highs, axis=1)
    home = np.zeros((problem.n_rounds, int(starts[:, -1].max())), dtype=np.int32)
    for number in range(problem.n_rounds):
        home[number, : starts[number, -1]] = np.repeat(np.arange(problem.n_groups), problem.highs[number])
    return starts, home


def _values(problem: Problem, unit: int, factors: IntArray) -> dict[str, Any]:
    """Give numbers to the values of all attributes in one row; each attribute ends with one for "unknown"."""
    columns = []
    weights: list[int] = []
    alone: list[int] = []
    for attribute in problem.attributes:
        values = np.asarray(attribute.values)
        n_values = len(attribute.labels)
        columns.append(len(weights) + np.where(values < 0, n_values, values))
        weights += [attribute.weight] * n_values + [0]
        lonely = set(attribute.never_alone)
        alone += [attribute.alone_weight * unit * (value in lonely) for value in range(n_values)] + [0]
    value = np.stack(columns, axis=1).astype(np.int32) if columns else np.zeros((problem.n_people, 0), dtype=np.int32)
    total = np.zeros((problem.n_rounds, len(weights)), dtype=np.int64)
    for number in range(problem.n_rounds):
        total[number] = np.bincount(value[problem.present[number]].ravel(), minlength=len(weights))
    value_weight = factors[:, None] * np.array(weights, dtype=np.int64)[None, :]
    return {
        "value": np.ascontiguousarray(value),
        "total": total,
        "value_weight": value_weight,
        "squares": (value_weight * total * total).sum(axis=1),
        "alone_cost": np.array(alone, dtype=np.int64),
        "has_alone": any(alone),
    }


def _themes(problem: Problem, unit: int) -> dict[str, Any]:
    n_themes = max(int(problem.themes.max()) + 1, problem.rank_costs.shape[1])
    cost = np.zeros((problem.n_people, n_themes + 1), dtype=np.int64)
    cost[:, : problem.rank_costs.shape[1]] = problem.rank_costs * problem.weights.theme * unit
    theme = np.where(problem.themes < 0, n_themes, problem.themes).astype(np.int32)
    return {"theme": theme, "rank_cost": cost}


def _bond_pairs(problem: Problem, hard: int) -> IntArray:
    """Every bond as ``a, b, points``: past meetings, forbidden pairs, and the reward of a block's pairs."""
    rows = [problem.past * np.array([1, 1, problem.weights.past])]
    rows.append(np.column_stack([problem.apart, np.full(len(problem.apart), hard)]).astype(np.int64))
    for block in problem.together:
        members = np.array(block, dtype=np.int64)
        first, second = np.triu_indices(len(members), 1)
        rows.append(np.column_stack([members[first], members[second], np.full(len(first), -hard)]))
    return np.concatenate(rows)


def _bonds(problem: Problem, hard: int) -> dict[str, Any]:
    pairs = _bond_pairs(problem, hard)
    n_people = problem.n_people
    both = np.concatenate([pairs, pairs[:, [1, 0, 2]]])
    if n_people <= DENSE_LIMIT:
        bond = np.zeros((n_people, n_people), dtype=np.int32)
        np.add.at(bond, (both[:, 0], both[:, 1]), both[:, 2].astype(np.int32))
        both = both[:0]
    else:
        bond = np.zeros((1, 1), dtype=np.int32)
    keys, place = np.unique(both[:, 0] * n_people + both[:, 1], return_inverse=True)
    cost = np.zeros(len(keys), dtype=np.int64)
    np.add.at(cost, place, both[:, 2])
    start = np.searchsorted(keys // n_people, np.arange(n_people + 1))
    return {
        "is_dense": n_people <= DENSE_LIMIT,
        "bond": bond,
        "bond_start": start.astype(np.int32),
        "bond_mate": (keys % n_people).astype(np.int32),
        "bond_cost": cost.astype(np.int32),
    }


def _quotas(problem: Problem) -> dict[str, Any]:
    flag = np.zeros((problem.n_people, len(problem.quotas)), dtype=np.int32)
    for number, quota in enumerate(problem.quotas):
        flag[list(quota.people), number] = 1
    return {
        "flag": flag,
        "least": np.array([quota.at_least for quota in problem.quotas], dtype=np.int64),
        "most": np.array([quota.at_most for quota in problem.quotas], dtype=np.int64),
    }


def _blocks(problem: Problem) -> dict[str, Any]:
    blocks = [block for block in problem.together if len(block) > 1]
    number_of = np.full(problem.n_people, -1, dtype=np.int32)
    for number, block in enumerate(blocks):
        number_of[list(block)] = number
    starts = np.cumsum([0, *(len(block) for block in blocks)])
    members = [person for block in blocks for person in block]
    return {
        "block": number_of,
        "block_start": starts.astype(np.int32),
        "block_member": np.array(members, dtype=np.int32),
        "has_blocks": bool(blocks),
    }


def _roaming(problem: Problem) -> dict[str, Any]:
    _, pattern = np.unique(problem.present, axis=1, return_inverse=True)
    fixed = set(problem.locks[:, 1].tolist()) | {person for block in problem.together for person in block}
    absent = set(np.flatnonzero(~problem.present.any(axis=0)).tolist())
    roamers = [person for person in range(problem.n_people) if person not in fixed and person not in absent]
    return {"pattern": pattern.reshape(-1).astype(np.int32), "roamers": np.array(roamers, dtype=np.int32)}


def build_state(problem: Problem, frame: "Frame", seats: IntArray, seed: int, stream: int = 0) -> "State":
    """Lay a plan out for the kernels, with every running sum.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    frame : Frame
        Of the same problem.
    seats : int array, shape (n_rounds, n_people)
        A plan that fits every group's capacity.
    seed, stream : int
        Of the random numbers.
    """
    from goen.core.grouping.kernels.dice import new_dice  # noqa: PLC0415
    from goen.core.grouping.kernels.frame import State  # noqa: PLC0415

    slots = _place(problem, frame, seats)
    longest = max([len(block) for block in problem.together], default=1)
    score = score_plan(problem, seats)
    energy = score.total + frame.unit * frame.hard * score.violations.total
    return State(
        **slots,
        **_group_sums(problem, frame, seats),
        marginal=_marginals(problem, frame, seats),
        visits=_visits(frame, seats),
        energy=np.array([energy, energy, frame.unit * frame.repeat * score.repeat], dtype=np.int64),
        best=slots["who"].copy(),
        undo=np.zeros((longest, 2), dtype=np.int32),
        dice=new_dice(seed, stream),
    )


def _place(problem: Problem, frame: "Frame", seats: IntArray) -> dict[str, IntArray]:
    """Seat everybody in a slot of their group and mark the locked slots."""
    who = np.full(frame.home.shape, -1, dtype=np.int32)
    slot = np.full((problem.n_people, problem.n_rounds), -1, dtype=np.int32)
    is_free = np.zeros(frame.home.shape, dtype=np.bool_)
    movable = np.zeros(frame.home.shape, dtype=np.int32)
    n_movable = np.zeros(problem.n_rounds, dtype=np.int64)
    for r in range(problem.n_rounds):
        order = np.argsort(seats[r], kind="stable")
        order = order[seats[r][order] >= 0]
        groups = seats[r][order]
        rank = np.arange(len(order)) - np.searchsorted(groups, groups)
        slot[order, r] = frame.starts[r][groups] + rank
        who[r, slot[order, r]] = order
        is_free[r, : frame.starts[r, -1]] = True
        is_free[r, slot[problem.locks[problem.locks[:, 0] == r, 1], r]] = False
        free = np.flatnonzero(is_free[r])
        movable[r, : len(free)] = free
        n_movable[r] = len(free)
    group = np.ascontiguousarray(seats.T.astype(np.int32))
    return {
        "who": who, "slot": slot, "group": group, "movable": movable, "n_movable": n_movable, "is_free": is_free,
    }  # fmt: skip


def _group_sums(problem: Problem, frame: "Frame", seats: IntArray) -> dict[str, IntArray]:
    shape = (problem.n_rounds, problem.n_groups)
    count = np.zeros((*shape, frame.total.shape[1]), dtype=np.int64)
    flagged = np.zeros((*shape, frame.flag.shape[1]), dtype=np.int64)
    size = np.zeros(shape, dtype=np.int64)
    for r in range(problem.n_rounds):
        people = np.flatnonzero(seats[r] >= 0)
        groups = seats[r][people]
        np.add.at(size[r], groups, 1)
        np.add.at(count[r], (groups[:, None], frame.value[people]), 1)
        np.add.at(flagged[r], groups, frame.flag[people])
    excess = frame.here[:, None, None] * count - size[:, :, None] * frame.total[:, None, :]
    lean = (frame.value_weight[:, None, :] * excess * frame.total[:, None, :]).sum(axis=2)
    return {"size": size, "excess": excess, "tally": count.astype(np.int32), "lean": lean, "flagged": flagged}


def _marginals(problem: Problem, frame: "Frame", seats: IntArray) -> IntArray:
    if not frame.is_dense:
        return np.zeros((1, 1), dtype=np.int32)
    marginal = frame.bond.copy()
    if frame.repeat and problem.n_rounds > 1:
        for row in seats:
            marginal += frame.repeat * ((row[:, None] == row[None, :]) & (row >= 0)[:, None])
    return marginal


def _visits(frame: "Frame", seats: IntArray) -> IntArray:
    visits = np.zeros(frame.rank_cost.shape, dtype=np.int32)
    for r, row in enumerate(seats):
        people = np.flatnonzero(row >= 0)
        np.add.at(visits, (people, frame.theme[r][row[people]]), 1)
    return visits


def seats_of(problem: Problem, frame: "Frame", who: IntArray) -> IntArray:
    """Read a plan back from the slots: int array, shape (n_rounds, n_people)."""
    seats = np.full((problem.n_rounds, problem.n_people), -1, dtype=np.int64)
    for r, row in enumerate(who):
        taken = row >= 0
        seats[r, row[taken]] = frame.home[r][taken]
    return seats
