"""Grouping measured: `python -m bench.grouping [--short] [--only CASE] [--seeds N]`, one JSON line per case and seed.

Every line holds the figure, the target, the best other tool measured, CPU seconds (one thread), seed and versions. Data is
read from the folder that `GOEN_DATA` names.
"""

import argparse
import csv
import gzip
import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from goen.core.grouping.golfer import golfer_rounds, is_golfer_schedule
from goen.core.grouping.mdgp import diversify
from goen.core.grouping.problem import Attribute, Problem, Quota, Weights, make_problem
from goen.core.grouping.repair import Newcomer, after_changes, fewest_changes, repair_curve
from goen.core.grouping.solve import solve
from goen.core.grouping.warm import warm

DATA = Path(os.environ.get("GOEN_DATA", "data")) / "grouping"
Row = dict[str, Any]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what the work gives and its CPU seconds."""
    begun = time.process_time()
    result = work()
    return result, round(time.process_time() - begun, 3)


def people(name: str) -> list[dict[str, str]]:
    """Read a roster of made-up people."""
    with (DATA / f"{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def roster(name: str, groups: int, rounds: int, repeat: int = 1, **rest: Any) -> Problem:
    """Build a problem that mixes every column with weight 1."""
    rows = people(name)
    columns = [column for column in rows[0] if column != "id" and not column.startswith("rank_")]
    attributes = tuple(Attribute.of(column, [row[column] for row in rows]) for column in columns)
    weights = Weights(repeat=repeat, past=3, theme=1)
    return make_problem(len(rows), groups=groups, rounds=rounds, attributes=attributes, weights=weights, **rest)


def fukushima(sizes: tuple[list[int], list[int]] | None) -> Problem:
    """Build the shape of the real day: four themes, ranked wishes, last year's meetings."""
    rows = people("fukushima30")
    place = {row["id"]: number for number, row in enumerate(rows)}
    past = [(place[row["a"]], place[row["b"]], int(row["times"])) for row in people("fukushima30_past")]
    ranks = [[int(row[f"rank_theme{theme}"]) - 1 for theme in range(1, 5)] for row in rows]
    return roster("fukushima30", 4, 1, past=past, themes=range(4), rank_costs=ranks, sizes=sizes)


def hard_assembly() -> Problem:
    """Build the assembly with 60 pairs apart, 30 facilitators, 450 past meetings and 10 locked people."""
    dice = np.random.default_rng(20250130)
    pairs = dice.permutation([(a, b) for a in range(300) for b in range(a)])
    locks = [(r, person, int(dice.integers(30))) for person in range(290, 300) for r in range(3)]
    past = [(*map(int, pair), 1) for pair in pairs[60:510]]
    guides = Quota("facilitator", tuple(range(0, 300, 10)))
    return roster("assembly300", 30, 3, apart=pairs[:60], quotas=(guides,), past=past, locks=locks)


def crowd(n_people: int) -> Problem:
    """Build a crowd of any size: tables of 8, three rounds, five attributes, one with 20 organisations."""
    dice = np.random.default_rng(n_people)
    attributes = tuple(
        Attribute(name, dice.integers(0, kinds, n_people), tuple(map(str, range(kinds))))
        for name, kinds in (("gender", 2), ("age", 5), ("region", 4), ("education", 3), ("org", 20))
    )
    return make_problem(n_people, groups=n_people // 8, rounds=3, attributes=attributes, weights=Weights(repeat=1))


def solved(
    case: str, problem: Problem, target: float, other: str, iterations: int | None = None
) -> Callable[[int], Row]:
    """Make a case that solves a problem with a seed."""

    def run(seed: int) -> Row:
        plan, seconds = timed(lambda: solve(problem, seed=seed, iterations=iterations))
        return {
            "case": case, "figure": round(plan.score.points, 4), "unit": "points", "target": target, "bound": round(plan.bound.points, 4),
            "repeats": plan.score.repeat, "violations": plan.score.violations.total, "is_proven": plan.is_proven,
            "cpu_s": seconds, "iterations": plan.iterations, "best_other": other, "digest": plan.digest,
        }  # fmt: skip

    return run


def repaired(seed: int) -> Row:
    """Mend the assembly: 27 stay away, 6 walk in."""
    problem = roster("assembly300", 30, 3)
    plan = solve(problem, seed=seed)
    dice = np.random.default_rng(seed)
    absent = tuple(sorted(dice.choice(300, 27, replace=False).tolist()))
    new = tuple(Newcomer(tuple(int(a.values[k]) for a in problem.attributes)) for k in dice.choice(300, 6).tolist())
    changed = after_changes(problem, plan.seats, absent=absent, newcomers=new)
    options, seconds = timed(lambda: repair_curve(changed, seed=seed))
    curve = [[option.changes, round(option.score.points, 2)] for option in options]
    return {
        "case": "repair300", "figure": options[0].changes, "unit": "seat changes", "target": 14, "bound": fewest_changes(changed),
        "violations": options[0].score.violations.total, "curve": curve, "cpu_s": seconds, "best_other": "full re-solve 792",
    }  # fmt: skip


def golfer(groups: int, size: int, best: int) -> Callable[[int], Row]:
    """Make a row of the social golfer table: most rounds found, from the best known downwards, 20 s each at most."""

    def run(seed: int) -> Row:
        begun = time.process_time()
        for rounds in range(best, 1, -1):
            found = golfer_rounds(groups, size, rounds, seed=seed, iterations=40_000_000)
            if found is not None and is_golfer_schedule(found, groups, size):
                break
        seconds = round(time.process_time() - begun, 3)
        return {"case": f"golfer/{groups}-{size}", "figure": rounds, "unit": "rounds", "target": best, "cpu_s": seconds}

    return run


def mdgp(path: Path) -> Callable[[int], Row]:
    """Make a case of the maximally diverse grouping library."""

    def run(seed: int) -> Row:
        with gzip.open(path, "rt", encoding="ascii") as lines:
            head = next(lines).split()
            rows = np.loadtxt(lines)
        n_people, limits = int(head[0]), np.array(head[3:], dtype=np.int64)
        distance = np.zeros((n_people, n_people), dtype=np.int64)
        distance[rows[:, 0].astype(int), rows[:, 1].astype(int)] = np.rint(rows[:, 2] * 100_000)
        distance += distance.T
        budget = {120: 300_000_000, 240: 1_000_000_000, 480: 2_500_000_000}[n_people]
        found, seconds = timed(lambda: diversify(distance, limits[::2], limits[1::2], seed=seed, iterations=budget))
        return {
            "case": f"mdgp/{path.name.split('.')[0]}",
            "figure": found.total / 100_000,
            "unit": "distance",
            "cpu_s": seconds,
        }

    return run


def cases(is_short: bool) -> Iterator[tuple[str, Callable[[int], Row]]]:
    """Name every case and how to run it."""
    gruepr = "gruepr core 44.02"
    yield "fukushima30", solved("fukushima30", fukushima(([8, 8, 7, 7], [8, 8, 7, 7])), 43.8178, gruepr, 2_000_000)
    yield "fukushima30_free", solved("fukushima30_free", fukushima(None), 43.8178, gruepr, 2_000_000)
    for rounds, least in ((2, 14), (3, 42), (4, 84)):
        meetings = make_problem(30, groups=4, rounds=rounds, weights=Weights(repeat=1))
        yield f"thirty_{rounds}", solved(f"thirty_{rounds}", meetings, least, "none")
    for repeat, target in ((1, 95), (2, 112.5), (3, 112.5)):
        name = f"cafe48_w{repeat}"
        budget = 10_000_000 if is_short else {1: 115_000_000, 2: 60_000_000, 3: 60_000_000}[repeat]
        yield (
            name,
            solved(name, roster("cafe48", 8, 6, repeat), target, "groupselect 384 repeats; gruepr 34 + 79", budget),
        )
    other = "groupselect 1752 repeats; gruepr 0 + 29 in 162 s"
    yield "assembly300", solved("assembly300", roster("assembly300", 30, 3), 386.4, other)
    yield "assembly300_hard", solved("assembly300_hard", hard_assembly(), 386.4, "none")
    yield "repair300", repaired
    yield "big1000", solved("big1000", roster("big1000", 125, 3), 1927.152, "none")
    if not is_short:
        yield "crowd10000", solved("crowd10000", crowd(10_000), 0, "none", 150_000_000)
        for row in people("social_golfer_best_known"):
            groups, size, best = int(row["groups"]), int(row["size"]), int(row["best_known"])
            yield f"golfer/{groups}-{size}", golfer(groups, size, best)
        for path in sorted((DATA / "mdgplib").glob("*.txt.gz")):
            yield f"mdgp/{path.name}", mdgp(path)


def main() -> None:
    """Run the chosen cases and print their lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="leave out what takes minutes")
    parser.add_argument("--only", default="", help="part of a case's name")
    parser.add_argument("--seeds", type=int, default=1, help="seeds per case")
    arguments = parser.parse_args()
    warm()
    versions = {"python": platform.python_version(), "numpy": np.__version__}
    for name, run in cases(arguments.short):
        if arguments.only in name:
            for seed in range(1, arguments.seeds + 1):
                print(json.dumps({**run(seed), "seed": seed, **versions}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
