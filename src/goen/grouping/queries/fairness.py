"""How people fare in a plan."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.grouping.fairness import Fairness, Share, fairness
from goen.core.grouping.score import counts_per_group
from goen.grouping.models import Plan
from goen.grouping.queries.plans import labels_of
from goen.grouping.queries.problems import Roll, problem_of, roll_of, seats_of
from goen.roster.models import Participation

_Array = npt.NDArray[Any]
# A whole person less than chance gives is felt; less than that is chance itself.
_FELT = 1.0


@dataclass(frozen=True)
class Cell:
    """One measure: what the plan gives, what chance gives on average, what is the best possible."""

    plan: float
    random: float
    best: float


@dataclass(frozen=True)
class FairnessRow:
    """How the people of one organisation fare, on average."""

    label: str
    n_people: int
    first: Cell
    across: Cell
    again: Cell
    theme: Cell


@dataclass(frozen=True)
class PersonRow:
    """How one person fares; ``is_worse`` where chance would have given a whole meeting more."""

    person: Participation
    first: Cell
    across: Cell
    again: Cell
    theme: Cell
    is_worse: bool


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

    @property
    def n_worse(self) -> int:
        """How many people would have fared better by chance."""
        return sum(row.is_worse for row in self.people)


def fairness_of(plan: Plan) -> FairnessPage:
    """Compare a plan with random mixing and with the bound, organisations and people with each other; 13 queries."""
    roll = roll_of(plan.event)
    problem, seats = problem_of(plan, roll), seats_of(plan, roll)
    found = fairness(problem, seats)
    organisations = list(dict.fromkeys(person.organisation_id for person in roll.people))
    values = np.array([organisations.index(person.organisation_id) for person in roll.people], dtype=np.int64)
    names = {person.organisation_id: person.organisation.label for person in roll.people}
    rounds = np.maximum((seats >= 0).sum(axis=0), 1)
    shares = {"first": found.first, "across": found.across, "again": found.again, "theme": _ranks(found.theme, rounds)}
    rows = tuple(
        FairnessRow(names[pk], int((values == place).sum()), **_cells(shares, values == place))
        for place, pk in enumerate(organisations)
    )
    return FairnessPage(
        found,
        max(found.bound.points, float(plan.result.get("bound") or 0)),
        problem.rank_costs.shape[1] > 0,
        rows,
        _people(roll, shares),
        tuple(names[pk] for pk in organisations),
        tuple(_heat(plan, seats, values, len(organisations), problem.n_groups)),
    )


def _ranks(theme: Share, rounds: _Array) -> Share:
    """Turn summed rank costs into mean ranks, 1 for the first choice."""
    return Share(theme.plan / rounds + 1, theme.random / rounds + 1, theme.best / rounds + 1)


def _cells(shares: dict[str, Share], who: Any) -> dict[str, Cell]:
    return {
        name: Cell(*(round(float(np.mean(part[who])), 1) for part in (one.plan, one.random, one.best)))
        for name, one in shares.items()
    }


def _people(roll: Roll, shares: dict[str, Share]) -> tuple[PersonRow, ...]:
    less, more = shares["first"], shares["again"]
    is_worse = (less.random - less.plan >= _FELT) | (more.plan - more.random >= _FELT)
    rows = [
        PersonRow(person, **_cells(shares, place), is_worse=bool(is_worse[place]))
        for place, person in enumerate(roll.people)
    ]
    # Who fares worst stands first: that is what one looks for.
    return tuple(
        sorted(
            rows, key=lambda row: (not row.is_worse, -row.again.plan, row.first.plan, -row.theme.plan, row.person.pk)
        )
    )


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
