"""Everything the editor needs to draw a plan and to score moves by itself, as plain JSON values."""

from typing import Any

from goen.core.grouping.problem import Problem
from goen.core.grouping.prove import is_small_enough
from goen.core.grouping.score import Score, score_plan
from goen.grouping.models import Group, Plan, Seat
from goen.grouping.queries.problems import Roll, problem_of, roll_of, seats_of
from goen.grouping.queries.worth import worth_of
from goen.roster.models import ThemePreference


def sheet_of(plan: Plan) -> dict[str, Any]:
    """Return people, groups, seats, locks and the scoring problem of a plan; 14 queries at any size.

    People are numbered by place; ``seats[r][p]`` is a group index from 0, or -1.
    """
    roll = roll_of(plan.event)
    problem = problem_of(plan, roll)
    seats = seats_of(plan, roll)
    score = score_plan(problem, seats)
    return {
        "number": plan.number,
        "state": plan.state,
        "version": plan.version,
        "result": worth_of(plan, problem, score),
        "people": _people(plan, roll),
        "groups": _groups(plan),
        "seats": seats.tolist(),
        "locked": _locked(plan, roll),
        "problem": problem_json(problem),
        "is_small": is_small_enough(problem),
        "score": score_json(score),
    }


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return a problem as the browser's scorer reads it."""
    return {
        "n_people": problem.n_people,
        "lows": problem.lows.tolist(),
        "highs": problem.highs.tolist(),
        "attributes": [
            {
                "name": a.name,
                "values": a.values.tolist(),
                "n_values": len(a.labels),
                "weight": a.weight,
                "alone_weight": a.alone_weight,
                "never_alone": list(a.never_alone),
            }
            for a in problem.attributes
        ],
        "past": problem.past.tolist(),
        "themes": problem.themes.tolist(),
        "rank_costs": problem.rank_costs.tolist(),
        "together": [list(block) for block in problem.together],
        "apart": problem.apart.tolist(),
        "quotas": [
            {"name": q.name, "people": list(q.people), "at_least": q.at_least, "at_most": q.at_most}
            for q in problem.quotas
        ],
        "present": problem.present.astype(int).tolist(),
        "weights": {
            "repeat": problem.weights.repeat,
            "past": problem.weights.past,
            "theme": problem.weights.theme,
            "theme_again": problem.weights.theme_again,
        },
    }


def score_json(score: Score) -> dict[str, Any]:
    """Return a score as the browser compares it with its own."""
    return {
        "unit": score.unit,
        "total": score.total,
        "repeat": score.repeat,
        "past": score.past,
        "theme": score.theme,
        "theme_again": score.theme_again,
        "imbalance": list(score.imbalance),
        "alone": list(score.alone),
        "violations": {
            "size": score.violations.size,
            "apart": score.violations.apart,
            "together": score.violations.together,
            "quota": score.violations.quota,
        },
    }


def _people(plan: Plan, roll: Roll) -> list[dict[str, Any]]:
    ranks: dict[int, dict[str, int]] = {}
    rows = ThemePreference.objects.filter(participation__event=plan.event)
    for participation_id, theme_id, rank in rows.values_list("participation_id", "theme_id", "rank"):
        ranks.setdefault(participation_id, {})[str(theme_id)] = rank
    return [
        {
            "id": person.pk,
            "name": person.name,
            "kana": person.kana,
            "organisation": person.organisation.label,
            "organisation_id": person.organisation_id,
            "department": person.department,
            "title": person.title,
            "is_facilitator": person.is_facilitator,
            "ranks": ranks.get(person.pk, {}),
        }
        for person in roll.people
    ]


def _groups(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "round": group.round_number,
            "number": group.number,
            "label": group.label,
            "theme": group.theme.title if group.theme else "",
            "theme_id": group.theme_id,
            "place": group.place,
        }
        for group in Group.objects.filter(plan=plan).select_related("theme")
    ]


def _locked(plan: Plan, roll: Roll) -> list[list[int]]:
    locked = [[0] * len(roll.people) for _round in range(plan.n_rounds)]
    index = roll.index
    rows = Seat.objects.filter(plan=plan, is_locked=True).values_list("round_number", "participation_id")
    for round_number, participation_id in rows:
        if participation_id in index:
            locked[round_number - 1][index[participation_id]] = 1
    return locked
