"""On the day: people stay away, people walk in; the published plan is mended with few changes, or improved with more."""

from dataclasses import dataclass, replace

import numpy as np

from goen.core.grouping.bounds import flattest_sizes
from goen.core.grouping.problem import Attribute, IntArray, Problem, make_problem
from goen.core.grouping.score import Score, group_sizes, score_plan
from goen.core.grouping.solve import polish

PRICES = (256, 16, 8, 4, 2, 1, 0)
"""Points a changed seat costs, one point of the curve each."""


@dataclass(frozen=True)
class Newcomer:
    """Somebody who walked in.

    Parameters
    ----------
    values : tuple of int
        Value in each attribute, ``-1`` where unknown.
    rank_costs : tuple of int
        Cost of each theme; empty without wishes.
    """

    values: tuple[int, ...]
    rank_costs: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class RepairOption:
    """One way to go on.

    Parameters
    ----------
    seats : int array, shape (n_rounds, n_people)
        The plan.
    score : Score
        Without the price of changes.
    changes : int
        Seats that differ from what was published.
    people_moved : int
        People with at least one changed seat.
    """

    seats: IntArray
    score: Score
    changes: int
    people_moved: int


def after_changes(
    problem: Problem,
    seats: IntArray,
    *,
    absent: tuple[int, ...] = (),
    newcomers: tuple[Newcomer, ...] = (),
    rounds_held: int = 0,
) -> Problem:
    """Write down the problem of the rounds still to come.

    Parameters
    ----------
    problem : Problem
        As published. Left unchanged.
    seats : int array, shape (n_rounds, n_people)
        The published plan. Left unchanged.
    absent : tuple of int
        People who are not there in the rounds to come.
    newcomers : tuple of Newcomer
        They get the numbers ``n_people``, ``n_people + 1``, ….
    rounds_held : int
        Rounds already over; their seats are locked as they were.

    Returns
    -------
    Problem
        With ``published`` filled in and sizes as even as before over the people who are there.
    """
    n_new, n_rounds = len(newcomers), problem.n_rounds
    present = np.hstack([problem.present, np.zeros((n_rounds, n_new), dtype=bool)])
    present[rounds_held:, list(absent)] = False
    present[rounds_held:, problem.n_people :] = True
    published = np.hstack([seats, np.full((n_rounds, n_new), -1)])
    published[~present] = -1
    lows, highs = _new_sizes(problem, seats, present, rounds_held)
    keep = np.array([bool(present[number, person]) for number, person, _ in problem.locks.tolist()], dtype=bool)
    held = [(r, int(p), int(seats[r, p])) for r in range(rounds_held) for p in np.flatnonzero(seats[r] >= 0)]
    ranks = np.array([new.rank_costs for new in newcomers], dtype=np.int64).reshape(n_new, problem.rank_costs.shape[1])
    return make_problem(
        problem.n_people + n_new,
        rounds=n_rounds,
        sizes=(lows, highs),
        attributes=tuple(_extended(attribute, k, newcomers) for k, attribute in enumerate(problem.attributes)),
        past=problem.past,
        themes=problem.themes,
        rank_costs=np.vstack([problem.rank_costs, ranks]),
        together=problem.together,
        apart=problem.apart,
        locks=[*problem.locks[keep & (problem.locks[:, 0] >= rounds_held)].tolist(), *held],
        quotas=problem.quotas,
        present=present,
        published=published,
        weights=problem.weights,
    )


def _new_sizes(problem: Problem, seats: IntArray, present: IntArray, rounds_held: int) -> tuple[IntArray, IntArray]:
    """Keep the sizes of rounds held; spread the others evenly over the groups that are open, within the rooms."""
    lows, highs = problem.lows.copy(), problem.highs.copy()
    sizes = group_sizes(seats, problem.n_groups)
    for number in range(problem.n_rounds):
        here = int(present[number].sum())
        if number < rounds_held:
            lows[number], highs[number] = sizes[number], sizes[number]
            continue
        open_ = problem.highs[number] > 0
        room = max(-(-here // max(int(open_.sum()), 1)), 1)
        limit = np.where(open_, np.maximum(problem.highs[number], room), 0)
        even = flattest_sizes(np.zeros_like(limit), limit, here)
        lows[number] = np.where(open_, int(even[open_].min()), 0)
        highs[number] = np.where(open_, int(even[open_].max()), 0)
    return lows, highs


def _extended(attribute: Attribute, number: int, newcomers: tuple[Newcomer, ...]) -> Attribute:
    values = np.concatenate([attribute.values, np.array([new.values[number] for new in newcomers], dtype=np.int64)])
    return replace(attribute, values=values.astype(np.int64))


def fewest_changes(problem: Problem) -> int:
    """Lower bound on changed seats: surplus people must leave, and missing ones beyond the newcomers must come.

    Parameters
    ----------
    problem : Problem
        From :func:`after_changes`.
    """
    total = 0
    sizes = group_sizes(problem.published, problem.n_groups)
    for number in range(problem.n_rounds):
        free = int(problem.present[number].sum() - (problem.published[number] >= 0).sum())
        over = int(np.maximum(sizes[number] - problem.highs[number], 0).sum())
        under = int(np.maximum(problem.lows[number] - sizes[number], 0).sum())
        total += max(over, under - free)
    return total


def repair_curve(problem: Problem, *, seed: int = 1, iterations: int | None = None) -> tuple[RepairOption, ...]:
    """Offer plans from "as few changes as possible" to "as good as possible".

    Parameters
    ----------
    problem : Problem
        From :func:`after_changes`: with the published seats and who is there now. Left unchanged.
    seed : int
        Same problem, seed and iterations: same options.
    iterations : int, optional
        Proposals per point of the curve; by default suited to the size.

    Returns
    -------
    tuple of RepairOption
        By rising number of changes; every option is better than all before it.

    Notes
    -----
    A changed seat is priced high first, so that only what is needed moves; each cheaper price starts from the plan before.
    """
    budget = iterations or min(max(800 * problem.n_people * problem.n_rounds, 200_000), 4_000_000)
    seats = _mended(problem)
    options: list[RepairOption] = []
    for price in PRICES:
        seats = polish(problem.with_weights(moved=price), seats, seed=seed, iterations=budget)
        options.append(_option(problem, seats))
    best: list[RepairOption] = []
    for option in sorted(options, key=lambda option: (option.changes, option.score.key)):
        if not best or option.score.key < best[-1].score.key:
            best.append(option)
    return tuple(best)


def _option(problem: Problem, seats: IntArray) -> RepairOption:
    changed = (problem.published >= 0) & (seats >= 0) & (problem.published != seats)
    score = score_plan(problem.with_weights(moved=0), seats)
    return RepairOption(seats, score, int(changed.sum()), int(changed.any(axis=0).sum()))


def _mended(problem: Problem) -> IntArray:
    """Restore the sizes with the fewest changes, choosing people by number; the search then chooses better ones."""
    seats = problem.published.copy()
    locked = {(number, person): group for number, person, group in problem.locks.tolist()}
    for number in range(problem.n_rounds):
        seats[number, ~problem.present[number]] = -1
        for (at, person), group in locked.items():
            if at == number:
                seats[number, person] = group
        _seat_newcomers(problem, number, seats[number])
        _level(problem, number, seats[number], {person for at, person in locked if at == number})
    return seats


def _seat_newcomers(problem: Problem, number: int, row: IntArray) -> None:
    for person in np.flatnonzero(problem.present[number] & (row < 0)):
        sizes = np.bincount(row[row >= 0], minlength=problem.n_groups)
        room = np.where(problem.highs[number] > 0, sizes - problem.lows[number], np.iinfo(np.int64).max)
        row[person] = int(room.argmin())


def _level(problem: Problem, number: int, row: IntArray, fixed: set[int]) -> None:
    """Move one person at a time from a group over its limit, or with most to spare, to one that lacks most."""
    lows, highs = problem.lows[number], problem.highs[number]
    for _ in range(problem.n_people):
        sizes = np.bincount(row[row >= 0], minlength=problem.n_groups)
        over, under = sizes - highs, lows - sizes
        if over.max() <= 0 and under.max() <= 0:
            return
        source = int(over.argmax()) if over.max() > 0 else int((sizes - lows).argmax())
        target = int(under.argmax()) if under.max() > 0 else int((highs - sizes).argmax())
        movable = [person for person in np.flatnonzero(row == source).tolist() if person not in fixed]
        if source == target or not movable:
            return
        row[movable[0]] = target
