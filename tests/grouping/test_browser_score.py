"""The plans that the browser's scorer is tested on carry the scores of the core."""

import json
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, Phase, given, seed, settings
from tests.core.grouping.strategies import problems

from goen.core.grouping.problem import Attribute, Problem, Quota, Weights, make_problem
from goen.core.grouping.score import score_plan
from goen.core.grouping.starts import random_seats
from goen.grouping.queries.sheet import problem_json, score_json

CASES = Path(__file__).parents[2] / "frontend" / "islands" / "grouping" / "cases.json"


def problem_of(kept: dict) -> Problem:
    weights = Weights(**kept["weights"])
    return make_problem(
        kept["n_people"],
        rounds=len(kept["lows"]),
        sizes=(kept["lows"], kept["highs"]),
        attributes=tuple(
            Attribute(
                a["name"], np.array(a["values"]), tuple(map(str, range(a["n_values"]))), a["weight"],
                a["alone_weight"], tuple(a["never_alone"]),
            )
            for a in kept["attributes"]
        ),
        past=kept["past"],
        themes=kept["themes"],
        rank_costs=np.array(kept["rank_costs"]).reshape(kept["n_people"], -1),
        together=tuple(tuple(block) for block in kept["together"]),
        apart=kept["apart"],
        quotas=tuple(Quota(q["name"], tuple(q["people"]), q["at_least"], q["at_most"]) for q in kept["quotas"]),
        present=kept["present"],
        weights=weights,
    )  # fmt: skip


def test_recorded_scores_are_the_cores_scores():
    for case in json.loads(CASES.read_text(encoding="utf-8")):
        problem = problem_of(case["problem"])

        assert problem_json(problem) == case["problem"]
        assert score_json(score_plan(problem, np.array(case["seats"]))) == case["score"]


def record(n_cases: int = 12) -> None:
    """Draw problems and write them with their scores: ``python -m tests.grouping.test_browser_score``."""
    kept: list[dict] = []

    @seed(20250130)
    @settings(
        max_examples=60, deadline=None, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck)
    )
    @given(problems(most_people=12))
    def draw(problem: Problem) -> None:
        plain = problem.with_weights(moved=0)
        seats = random_seats(plain, len(kept) + 1)
        kept.append(
            {"problem": problem_json(plain), "seats": seats.tolist(), "score": score_json(score_plan(plain, seats))}
        )

    draw()
    kept.sort(key=lambda case: -len(json.dumps(case)))
    CASES.write_text(json.dumps(kept[:n_cases], ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
