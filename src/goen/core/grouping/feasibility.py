"""When wishes cannot all be kept: the smallest set of rules that clash, by kind and people."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from goen.core.grouping.problem import Problem

EFFORT = 10.0
"""Deterministic time of one proof; the same on every machine."""


@dataclass(frozen=True)
class HardRule:
    """One rule of a problem.

    Parameters
    ----------
    kind : str
        ``"apart"``, ``"together"``, ``"lock"`` or ``"quota"``.
    people : tuple of int
        Whom it concerns.
    place : tuple of int
        ``(round, group)`` of a lock, ``(number,)`` of a quota, else empty.
    """

    kind: str
    people: tuple[int, ...]
    place: tuple[int, ...] = ()


def hard_rules(problem: Problem) -> tuple[HardRule, ...]:
    """List the rules of a problem that could be given up; sizes and attendance are facts."""
    rules = [HardRule("lock", (person,), (r, group)) for r, person, group in problem.locks.tolist()]
    rules += [HardRule("together", block) for block in problem.together]
    rules += [HardRule("apart", (a, b)) for a, b in problem.apart.tolist()]
    rules += [HardRule("quota", quota.people, (number,)) for number, quota in enumerate(problem.quotas)]
    return tuple(rules)


def clashing_rules(problem: Problem) -> tuple[HardRule, ...]:
    """Return a smallest-by-inclusion set of rules that cannot all be kept.

    Parameters
    ----------
    problem : Problem
        Left unchanged.

    Returns
    -------
    tuple of HardRule
        Empty when the rules can be kept, or when it could not be decided within ``EFFORT``. Giving up any one of the
        rules returned ends this clash.

    Notes
    -----
    A proof of infeasibility names the rules it used; each is then left out in turn and put back only if it is needed.
    Rounds do not depend on each other, so each is looked at alone.
    """
    for number in range(problem.n_rounds):
        rules = [rule for rule in hard_rules(problem) if rule.kind != "lock" or rule.place[0] == number]
        if not _is_impossible(problem, number, rules):
            continue
        kept = list(rules)
        for rule in rules:
            fewer = [other for other in kept if other is not rule]
            if _is_impossible(problem, number, fewer):
                kept = fewer
        return tuple(kept)
    return ()


def _is_impossible(problem: Problem, number: int, rules: list[HardRule]) -> bool:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    here = np.flatnonzero(problem.present[number]).tolist()
    groups = range(problem.n_groups)
    seat = {(person, group): model.new_bool_var("") for person in here for group in groups}
    for person in here:
        model.add_exactly_one(seat[person, group] for group in groups)
    for group in groups:
        size = sum(seat[person, group] for person in here)
        model.add_linear_constraint(size, int(problem.lows[number, group]), int(problem.highs[number, group]))
    for rule in rules:
        _add_rule(model, seat, problem, rule)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = EFFORT
    return bool(solver.solve(model) == cp_model.INFEASIBLE)


def _add_rule(model: Any, seat: dict[tuple[int, int], Any], problem: Problem, rule: HardRule) -> None:
    people = [person for person in rule.people if (person, 0) in seat]
    if rule.kind == "lock" and people:
        model.add(seat[people[0], rule.place[1]] == 1)
    for group in range(problem.n_groups):
        inside = [seat[person, group] for person in people]
        if rule.kind == "together":
            for first, second in pairwise(inside):
                model.add(first == second)
        elif rule.kind == "apart":
            model.add_at_most_one(inside)
        elif rule.kind == "quota":
            quota = problem.quotas[rule.place[0]]
            least = (
                quota.at_least if problem.lows[:, group].min() > 0 else 0
            )  # a group that may stay empty needs nobody
            model.add_linear_constraint(sum(inside), least, quota.at_most)
