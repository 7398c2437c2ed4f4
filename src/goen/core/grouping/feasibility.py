"""When wishes cannot all be kept: the smallest set of rules that clash, by kind and people."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from goen.core.grouping.problem import IntArray, Problem

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
        ``(round, group)`` of a lock, ``(number, at_least, at_most)`` of a quota, else empty.
    """

    kind: str
    people: tuple[int, ...]
    place: tuple[int, ...] = ()


def hard_rules(problem: Problem) -> tuple[HardRule, ...]:
    """List the rules of a problem that could be given up; sizes and attendance are facts."""
    rules = [HardRule("lock", (person,), (r, group)) for r, person, group in problem.locks.tolist()]
    rules += [HardRule("together", block) for block in problem.together]
    rules += [HardRule("apart", (a, b)) for a, b in problem.apart.tolist()]
    rules += [HardRule("quota", q.people, (number, q.at_least, q.at_most)) for number, q in enumerate(problem.quotas)]
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
        kept = _used_in_proof(problem, number, rules)
        if kept is None:
            continue
        for rule in kept.copy():
            fewer = [other for other in kept if other is not rule]
            smaller = _used_in_proof(problem, number, fewer) if rule in kept else None
            kept = kept if smaller is None else smaller
        return tuple(kept)
    return ()


def _used_in_proof(problem: Problem, number: int, rules: list[HardRule]) -> list[HardRule] | None:
    """Return the rules a proof of impossibility rests on; None when there is no such proof within ``EFFORT``."""
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
    wanted = [model.new_bool_var("") for _ in rules]
    for rule, is_wanted in zip(rules, wanted, strict=True):
        _add_rule(model, seat, problem.lows[number], rule, is_wanted)
    model.add_assumptions(wanted)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = EFFORT
    if solver.solve(model) != cp_model.INFEASIBLE:
        return None
    used = set(solver.sufficient_assumptions_for_infeasibility())
    return [rule for rule, is_wanted in zip(rules, wanted, strict=True) if is_wanted.index in used]


def _add_rule(model: Any, seat: dict[tuple[int, int], Any], lows: IntArray, rule: HardRule, is_wanted: Any) -> None:
    people = [person for person in rule.people if (person, 0) in seat]
    if rule.kind == "lock" and people:
        model.add(seat[people[0], rule.place[1]] == 1).only_enforce_if(is_wanted)
    for group in range(len(lows)):
        inside = [seat[person, group] for person in people]
        if rule.kind == "together":
            for first, second in pairwise(inside):
                model.add(first == second).only_enforce_if(is_wanted)
        elif rule.kind == "apart":
            model.add(sum(inside) <= 1).only_enforce_if(is_wanted)
        elif rule.kind == "quota":
            least, most = rule.place[1:]
            least = least if lows[group] > 0 else 0  # a group that may stay empty needs nobody
            model.add_linear_constraint(sum(inside), least, most).only_enforce_if(is_wanted)
