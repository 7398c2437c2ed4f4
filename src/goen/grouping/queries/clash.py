"""Rules that cannot all be kept, by the names of the people they concern."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goen.core.grouping.feasibility import clashing_rules
from goen.core.grouping.problem import Problem
from goen.grouping.models import Plan
from goen.grouping.queries.problems import Roll
from goen.roster.models import Participation


@dataclass(frozen=True)
class ClashLine:
    """One rule of a clash: its kind (``together apart lock quota``), whom it concerns, and for a lock the seat."""

    kind: str
    people: tuple[Participation, ...]
    round_number: int
    group: str


def clash_json(problem: Problem, roll: Roll) -> list[dict[str, Any]]:
    """Return the smallest set of rules that clash as plain values to keep with the plan; no query."""
    return [
        {
            "kind": rule.kind,
            "people": [roll.people[person].pk for person in rule.people],
            "place": [int(number) for number in rule.place],
        }
        for rule in clashing_rules(problem)
    ]


def clash_of(plan: Plan) -> list[ClashLine]:
    """Return the rules that clashed in the plan's last search, with people and their organisations; 2 queries."""
    kept: Sequence[Mapping[str, Any]] = plan.result.get("clash", ())
    if not kept:
        return []
    ids = {person for rule in kept for person in rule["people"]}
    people = {row.pk: row for row in Participation.objects.filter(pk__in=ids).select_related("organisation")}
    labels = {(group.round_number, group.number): group.label for group in plan.groups.all()}
    return [_line(rule, people, labels) for rule in kept]


def _line(
    rule: Mapping[str, Any], people: Mapping[int, Participation], labels: Mapping[tuple[int, int], str]
) -> ClashLine:
    seat = (rule["place"][0] + 1, rule["place"][1] + 1) if rule["kind"] == "lock" else (0, 0)
    return ClashLine(
        rule["kind"], tuple(people[pk] for pk in rule["people"] if pk in people), seat[0], labels.get(seat, "")
    )
