"""What a plan is worth now, and what may still be claimed of it after people, rules or seats changed."""

from dataclasses import replace
from typing import Any

from goen.core.grouping.bounds import lower_bound
from goen.core.grouping.problem import Problem
from goen.core.grouping.score import Score
from goen.core.grouping.solve import digest_of
from goen.grouping.models import Plan

_TINY = 1e-9


def mark_of(problem: Problem) -> str:
    """Return a fingerprint of everything a proof depends on."""
    return digest_of(problem, 0, 0)


def worth_of(plan: Plan, problem: Problem, score: Score) -> dict[str, Any]:
    """Return the plan's result with points and bound as they are today; no query.

    The exact bound of a proof counts only while the problem is the one that was proven: with somebody away a plan has
    fewer points than the old bound, and would otherwise pass for proven. More locks than then leave it true.
    """
    result = {key: value for key, value in plan.result.items() if key not in {"proof", "proof_of"}}
    bound, mark = lower_bound(problem).points, plan.result.get("proof_of")
    holds_freely = mark is not None and mark == mark_of(replace(problem, locks=problem.locks[:0]))
    if holds_freely or (mark is not None and mark == mark_of(problem)):
        bound = max(bound, float(plan.result["bound"]))
        result |= {"proof": plan.result["proof"], "proof_of": mark}
    is_proven = score.violations.total == 0 and score.points <= bound + _TINY
    return result | {
        "points": score.points,
        "bound": bound,
        "is_proven": is_proven,
        "needs_locks": "proof" in result and not holds_freely,
    }
