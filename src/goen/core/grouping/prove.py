"""A small case proven: the bound of a plan raised by an exact solver until it meets the plan, or time is up."""

import threading
from dataclasses import dataclass
from typing import Any

import numpy as np

from goen.core.grouping.bounds import lower_bound
from goen.core.grouping.exact import build_model
from goen.core.grouping.problem import IntArray, Problem
from goen.core.grouping.score import Score, score_plan
from goen.core.progress import SILENT, Progress

MOST_PEOPLE = 60
"""Above this an exact proof is not tried: it would not end."""
MOST_PAIRS = 6000
"""Nor with more pairs to follow over all rounds than this."""
_TICK_S = 0.5


@dataclass(frozen=True, eq=False)
class Proof:
    """What an exact search found out about a plan.

    Parameters
    ----------
    bound : int
        No plan that keeps the rules has a smaller total, in score units; never below :func:`lower_bound`.
    is_closed : bool
        Whether the best plan known meets the bound.
    seats : int array, shape (n_rounds, n_people)
        The best plan known; the one given when nothing better was found.
    """

    bound: int
    is_closed: bool
    seats: IntArray


def is_small_enough(problem: Problem) -> bool:
    """Tell whether a proof is worth trying.

    Examples
    --------
    >>> from goen.core.grouping.problem import make_problem
    >>> is_small_enough(make_problem(30, groups=4)), is_small_enough(make_problem(300, groups=30))
    (True, False)
    """
    follows_pairs = problem.n_rounds > 1 and problem.weights.repeat > 0
    pairs = problem.n_people * (problem.n_people - 1) // 2 * problem.n_rounds if follows_pairs else 0
    return problem.n_people <= MOST_PEOPLE and pairs <= MOST_PAIRS


def prove(problem: Problem, seats: IntArray, *, seconds: float, progress: Progress = SILENT) -> Proof:
    """Raise the bound of a plan as far as the time allows.

    Parameters
    ----------
    problem : Problem
        Left unchanged; see :func:`is_small_enough`.
    seats : int array, shape (n_rounds, n_people)
        The plan to be proven. Left unchanged.
    seconds : float
        When to stop; only how far the proof comes depends on it, never what is true.
    progress : Progress
        Hears seconds gone, seconds allowed, and ``"best|bound"`` in points, twice a second; may stop the work by raising.

    Returns
    -------
    Proof

    Notes
    -----
    CP-SAT with the convex costs as one linear piece per size and count (a perspective formulation), the plan given as
    a hint. A plan that breaks a rule is only replaced, never proven.
    """
    from ortools.sat.python import cp_model

    least, given = lower_bound(problem).total, score_plan(problem, seats)
    if given.violations.total == 0 and given.total <= least:
        return Proof(least, is_closed=True, seats=seats)
    model, seat = build_model(problem)
    for key, variable in seat.items():
        model.add_hint(variable, bool(seats[key[0], key[1]] == key[2]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    state = _watch(solver, model, given, seconds, progress)
    best, found = _read(problem, solver, state["status"], seat, seats)
    is_known = state["status"] in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN)
    bound = max(least, int(np.ceil(round(solver.best_objective_bound, 3)))) if is_known else least
    score = score_plan(problem, best)
    closed = score.violations.total == 0 and score.total <= bound
    return Proof(min(bound, score.total) if closed else bound, closed, best if found else seats)


def _watch(solver: Any, model: Any, given: Score, seconds: float, progress: Progress) -> dict[str, Any]:
    """Solve in a thread and tell how far it is; whoever listens may stop it."""
    state: dict[str, Any] = {"status": None, "bound": 0.0}
    done = threading.Event()

    def hear(bound: float) -> None:
        state["bound"] = bound

    def work() -> None:
        try:
            state["status"] = solver.solve(model)
        finally:
            done.set()

    solver.best_bound_callback = hear
    worker = threading.Thread(target=work, name="goen-proof", daemon=True)
    worker.start()
    ticks = 0
    try:
        while not done.wait(_TICK_S):
            ticks += 1
            progress.update(
                min(ticks * _TICK_S, seconds), seconds, f"{given.points:.2f}|{state['bound'] / given.unit:.2f}"
            )
    finally:
        solver.stop_search()
        worker.join()
    return state


def _read(
    problem: Problem, solver: Any, status: Any, seat: dict[tuple[int, int, int], Any], seats: IntArray
) -> tuple[IntArray, bool]:
    """Return the better of the plan given and the one the solver holds, and whether it is the latter."""
    from ortools.sat.python import cp_model

    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return seats, False
    found = np.full_like(seats, -1)
    for (number, person, group), variable in seat.items():
        if solver.boolean_value(variable):
            found[number, person] = group
    if score_plan(problem, found).key < score_plan(problem, seats).key:
        return found, True
    return seats, False
