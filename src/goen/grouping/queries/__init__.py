"""Reads of the grouping slice."""

from goen.grouping.queries.cards import RotationCard, RotationPlan, cards_of, rotation_of
from goen.grouping.queries.clash import ClashLine, clash_json, clash_of
from goen.grouping.queries.fairness import FairnessPage, fairness_of
from goen.grouping.queries.lists import ListProblem, people_of_list
from goen.grouping.queries.past import EarlierYear, earlier_years
from goen.grouping.queries.plans import (
    SeatedGroup,
    attendances,
    group_of,
    groups_with_people,
    labels_of,
    open_job,
    plan_for,
    plans_of,
    proof_job,
    published_plan,
    rules_of,
    table_mates,
)
from goen.grouping.queries.problems import (
    Misfit,
    Roll,
    attribute_values,
    group_rows,
    misfits_of,
    problem_of,
    roll_of,
    seats_of,
)
from goen.grouping.queries.repair import gap_of, not_arrived, rounds_held, ways_on
from goen.grouping.queries.settings import PlanSettings
from goen.grouping.queries.sheet import sheet_of
from goen.grouping.queries.worth import mark_of, worth_of

__all__ = [
    "ClashLine",
    "EarlierYear",
    "FairnessPage",
    "ListProblem",
    "Misfit",
    "PlanSettings",
    "Roll",
    "RotationCard",
    "RotationPlan",
    "SeatedGroup",
    "attendances",
    "attribute_values",
    "cards_of",
    "clash_json",
    "clash_of",
    "earlier_years",
    "fairness_of",
    "gap_of",
    "group_of",
    "group_rows",
    "groups_with_people",
    "labels_of",
    "mark_of",
    "misfits_of",
    "not_arrived",
    "open_job",
    "people_of_list",
    "plan_for",
    "plans_of",
    "problem_of",
    "proof_job",
    "published_plan",
    "roll_of",
    "rotation_of",
    "rounds_held",
    "rules_of",
    "seats_of",
    "sheet_of",
    "table_mates",
    "ways_on",
    "worth_of",
]
