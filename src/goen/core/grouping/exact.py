"""A problem as a model of the exact solver: the same whole numbers as the score, linear piece by piece."""

from collections import defaultdict
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from goen.core.grouping.bounds import lower_bound
from goen.core.grouping.problem import Attribute, Problem
from goen.core.grouping.score import common_unit

Seats = dict[tuple[int, int, int], Any]
"""A yes-or-no variable for every round, person present and group."""


def build_model(problem: Problem) -> tuple[Any, Seats]:
    """Write a problem down for CP-SAT; the objective is the score's total.

    Returns
    -------
    model : CpModel
    seat : mapping
        ``(round, person, group)`` to its variable.
    """
    from ortools.sat.python import cp_model

    writer = _Writer(problem, cp_model.CpModel())
    writer.sizes()
    writer.rules()
    writer.wishes()
    writer.balance()
    writer.meetings()
    writer.symmetry()
    total = sum(coefficient * variable for variable, coefficient in writer.costs)
    writer.model.add(total >= lower_bound(problem).total)
    writer.model.minimize(total)
    return writer.model, writer.seat


class _Writer:
    """One model in the making."""

    def __init__(self, problem: Problem, model: Any) -> None:
        self.problem, self.model = problem, model
        self.unit, self.factors = common_unit(problem)
        self.groups = range(problem.n_groups)
        self.rounds = range(problem.n_rounds)
        self.here = [np.flatnonzero(row).tolist() for row in problem.present]
        self.seat: Seats = {
            (r, p, g): model.new_bool_var("") for r in self.rounds for p in self.here[r] for g in self.groups
        }
        self.costs: list[tuple[Any, int]] = []
        self.size_is: dict[tuple[int, int, int], Any] = {}

    def sizes(self) -> None:
        """Everybody sits once; every group has one of its sizes."""
        lows, highs = self.problem.lows, self.problem.highs
        for r in self.rounds:
            for p in self.here[r]:
                self.model.add_exactly_one(self.seat[r, p, g] for g in self.groups)
            for g in self.groups:
                options = range(int(lows[r, g]), int(highs[r, g]) + 1)
                for size in options:
                    self.size_is[r, g, size] = self.model.new_bool_var("")
                self.model.add_exactly_one(self.size_is[r, g, size] for size in options)
                count = sum(self.seat[r, p, g] for p in self.here[r])
                self.model.add(count == sum(size * self.size_is[r, g, size] for size in options))

    def rules(self) -> None:
        """Write locks, blocks, forbidden pairs and quotas."""
        for r, p, g in self.problem.locks.tolist():
            self.model.add(self.seat[r, p, g] == 1)
        for r in self.rounds:
            present = set(self.here[r])
            for g in self.groups:
                for block in self.problem.together:
                    for a, b in pairwise(p for p in block if p in present):
                        self.model.add(self.seat[r, a, g] == self.seat[r, b, g])
                for a, b in self.problem.apart.tolist():
                    if a in present and b in present:
                        self.model.add_at_most_one(self.seat[r, a, g], self.seat[r, b, g])
                self._quotas(r, g, present)

    def _quotas(self, r: int, g: int, present: set[int]) -> None:
        for quota in self.problem.quotas:
            chosen = sum(self.seat[r, p, g] for p in quota.people if p in present)
            self.model.add(chosen <= quota.at_most)
            empty = self.size_is.get((r, g, 0))
            self.model.add(chosen >= (quota.at_least if empty is None else quota.at_least * (1 - empty)))

    def wishes(self) -> None:
        """Charge theme ranks, the same theme again, and changed seats."""
        problem, weights = self.problem, self.problem.weights
        visits: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for (r, p, g), variable in self.seat.items():
            theme, told = int(problem.themes[r, g]), int(problem.published[r, p])
            if theme >= 0 and problem.rank_costs.shape[1]:
                self.charge(variable, weights.theme * int(problem.rank_costs[p, theme]) * self.unit)
            if told not in (-1, g):
                self.charge(variable, weights.moved * self.unit)
            if theme >= 0 and weights.theme_again:
                visits[p, theme].append(variable)
        for variables in visits.values():
            self._choose_two(variables, weights.theme_again * self.unit)

    def charge(self, variable: Any, cost: int) -> None:
        """Add a cost to the objective."""
        if cost:
            self.costs.append((variable, cost))

    def _choose_two(self, variables: list[Any], cost: int) -> None:
        """Charge ``C(m, 2)`` for ``m`` of the variables: the k-th costs k - 1."""
        if len(variables) < 2 or not cost:  # noqa: PLR2004 - a pair
            return
        steps = [self.model.new_bool_var("") for _ in variables]
        self.model.add(sum(variables) == sum(steps))
        for number, step in enumerate(steps):
            self.charge(step, number * cost)

    def balance(self) -> None:
        """Charge the squared deviation from the fair share, and people who stand alone."""
        for r in self.rounds:
            for attribute in self.problem.attributes:
                values = np.asarray(attribute.values)
                for value in range(len(attribute.labels)):
                    holders = [p for p in self.here[r] if values[p] == value]
                    for g in self.groups:
                        if holders and attribute.weight:
                            self._deviation(r, g, holders, attribute.weight * int(self.factors[r]))
                        self._alone(r, g, attribute, value, holders)

    def _deviation(self, r: int, g: int, holders: list[int], weight: int) -> None:
        """``weight (n c - s t)²`` for the count ``c`` at every size ``s`` the group may have: lines between whole counts."""
        n, t = len(self.here[r]), len(holders)
        counts = []
        for size in range(int(self.problem.lows[r, g]), int(self.problem.highs[r, g]) + 1):
            most = min(size, t)
            is_it = self.size_is[r, g, size]
            count = self.model.new_int_var(0, most, "")
            self.model.add(count <= most * is_it)
            price = [weight * (n * c - size * t) ** 2 for c in range(most + 1)]
            cost = self.model.new_int_var(0, max(price), "")
            for c in range(most):
                slope = price[c + 1] - price[c]
                self.model.add(cost >= slope * count + (price[c] - slope * c) * is_it)
            if most == 0:
                self.model.add(cost >= price[0] * is_it)
            self.charge(cost, 1)
            counts.append(count)
        self.model.add(sum(counts) == sum(self.seat[r, p, g] for p in holders))

    def _alone(self, r: int, g: int, attribute: Attribute, value: int, holders: list[int]) -> None:
        if value not in attribute.never_alone or not attribute.alone_weight or not holders:
            return
        is_alone = self.model.new_bool_var("")
        self.model.add(sum(self.seat[r, p, g] for p in holders) != 1).only_enforce_if(~is_alone)
        self.charge(is_alone, attribute.alone_weight * self.unit)

    def meetings(self) -> None:
        """Charge meetings again, today's and those of earlier years."""
        weights = self.problem.weights
        past: dict[tuple[int, int], int] = defaultdict(int)
        for a, b, h in self.problem.past.tolist():
            past[min(a, b), max(a, b)] += h * weights.past
        is_counted = self.problem.n_rounds > 1 and weights.repeat > 0
        pairs = list(combinations(range(self.problem.n_people), 2)) if is_counted else [p for p in past if past[p]]
        for a, b in pairs:
            variables = [
                self._meeting(r, a, b) for r in self.rounds if (r, a, 0) in self.seat and (r, b, 0) in self.seat
            ]
            for variable in variables:
                self.charge(variable, past.get((a, b), 0) * self.unit)
            if is_counted:
                self._choose_two(variables, weights.repeat * self.unit)

    def _meeting(self, r: int, a: int, b: int) -> Any:
        meets = self.model.new_bool_var("")
        for g in self.groups:
            self.model.add(meets >= self.seat[r, a, g] + self.seat[r, b, g] - 1)
        return meets

    def symmetry(self) -> None:
        """Where groups of a round are alike, number them by their first person."""
        problem = self.problem
        for r in self.rounds:
            rows = np.stack([problem.lows[r], problem.highs[r], problem.themes[r]])
            is_alike = bool((rows == rows[:, :1]).all()) and (problem.published[r] < 0).all()
            if not is_alike or (len(problem.locks) and (problem.locks[:, 0] == r).any()):
                continue
            for place, p in enumerate(self.here[r][: problem.n_groups]):
                for g in range(place + 1, problem.n_groups):
                    self.model.add(self.seat[r, p, g] == 0)
