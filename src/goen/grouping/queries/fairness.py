"""How people fare in a plan."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.grouping.explain import Fairness, fairness
from goen.core.grouping.score import counts_per_group
from goen.grouping.models import Plan
from goen.grouping.queries.plans import labels_of
from goen.grouping.queries.problems import Roll, problem_of, roll_of, seats_of
from goen.roster.models import Participation

_Array = npt.NDArray[Any]


@dataclass(frozen=True)
class FairnessRow:
    """How the people of one organisation fare: how many, whom they meet on average, what theme they get."""

    label: str
    n_people: int
    mean_met: float
    mean_theme: float


@dataclass(frozen=True)
class PersonRow:
    """How one person fares: different people met, meetings with somebody met before, mean rank of their themes."""

    person: Participation
    n_met: int
    n_again: int
    mean_theme: float | None


@dataclass(frozen=True)
class HeatRow:
    """One table of one round: how many of each organisation sit there, and how far that is from the fair share."""

    round_number: int
    label: str
    cells: tuple[tuple[int, bool], ...]
    n_people: int


@dataclass(frozen=True)
class FairnessPage:
    """Everything the page on fairness shows."""

    found: Fairness
    bound_points: float
    has_wishes: bool
    rows: tuple[FairnessRow, ...]
    people: tuple[PersonRow, ...]
    organisations: tuple[str, ...]
    heat: tuple[HeatRow, ...]


def fairness_of(plan: Plan) -> FairnessPage:
    """Compare a plan with random mixing and with the bound, organisations and people with each other; 13 queries."""
    roll = roll_of(plan.event)
    problem, seats = problem_of(plan, roll), seats_of(plan, roll)
    found = fairness(problem, seats)
    organisations = list(dict.fromkeys(person.organisation_id for person in roll.people))
    values = np.array([organisations.index(person.organisation_id) for person in roll.people], dtype=np.int64)
    names = {person.organisation_id: person.organisation.label for person in roll.people}
    has_wishes = problem.rank_costs.shape[1] > 0
    rounds = np.maximum((seats >= 0).sum(axis=0), 1)
    theme = found.theme_costs / rounds + 1
    return FairnessPage(
        found,
        max(found.bound.points, float(plan.result.get("bound") or 0)),
        has_wishes,
        tuple(_organisation(names[pk], values == place, found, theme) for place, pk in enumerate(organisations)),
        _people(roll, found, theme if has_wishes else None),
        tuple(names[pk] for pk in organisations),
        tuple(_heat(plan, seats, values, len(organisations), problem.n_groups)),
    )


def _organisation(label: str, members: _Array, found: Fairness, theme: _Array) -> FairnessRow:
    return FairnessRow(
        label,
        int(members.sum()),
        round(float(found.people_met[members].mean()), 1),
        round(float(theme[members].mean()), 1),
    )


def _people(roll: Roll, found: Fairness, theme: _Array | None) -> tuple[PersonRow, ...]:
    rows = [
        PersonRow(
            person,
            int(found.people_met[place]),
            int(found.meetings_again[place]),
            None if theme is None else round(float(theme[place]), 1),
        )
        for place, person in enumerate(roll.people)
    ]
    # Who fares worst stands first: that is what one looks for.
    return tuple(sorted(rows, key=lambda row: (-row.n_again, row.n_met, -(row.mean_theme or 0), row.person.pk)))


def _heat(plan: Plan, seats: _Array, values: _Array, n_values: int, n_groups: int) -> list[HeatRow]:
    labels, rows = labels_of(plan), []
    for number, row in enumerate(seats, start=1):
        counts = counts_per_group(row, values, n_groups, n_values)
        sizes = counts.sum(axis=1)
        share = sizes[:, None] * counts.sum(axis=0)[None, :] / max(int(sizes.sum()), 1)
        is_off = np.abs(counts - share) >= 1
        rows += [
            HeatRow(
                number,
                labels.get((number, group + 1), ""),
                tuple(zip(counts[group].tolist(), is_off[group].tolist(), strict=True)),
                int(sizes[group]),
            )
            for group in range(n_groups)
        ]
    return rows
