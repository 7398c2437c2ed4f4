"""Reads of the grouping slice."""

from goen.grouping.queries.plans import (
    SeatedGroup,
    group_of,
    groups_with_people,
    open_job,
    plan_for,
    plans_of,
    published_plan,
    rules_of,
    table_mates,
)
from goen.grouping.queries.problems import PlanSettings, Roll, problem_of, roll_of, seats_of
from goen.grouping.queries.repair import fairness_of, gap_of, not_arrived, ways_on
from goen.grouping.queries.sheet import sheet_of

__all__ = [
    "PlanSettings",
    "Roll",
    "SeatedGroup",
    "fairness_of",
    "gap_of",
    "group_of",
    "groups_with_people",
    "not_arrived",
    "open_job",
    "plan_for",
    "plans_of",
    "problem_of",
    "published_plan",
    "roll_of",
    "rules_of",
    "seats_of",
    "sheet_of",
    "table_mates",
    "ways_on",
]
