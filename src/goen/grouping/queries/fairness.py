"""How people fare in a plan."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.grouping.fairness import Fairness, Fare, Fares, fairness
from goen.core.grouping.score import counts_per_group
from goen.grouping.models import Plan
from goen.grouping.queries.plans import labels_of
from goen.grouping.queries.problems import Roll, attribute_values, problem_of, roll_of, seats_of
from goen.grouping.queries.settings import ATTRIBUTES
from goen.grouping.queries.worth import worth_of
from goen.roster.models import Participation

_Array = npt.NDArray[Any]

MOST_NAMED = 10
"""People named in the summary; the table marks all."""


@dataclass(frozen=True)
class Named:
    """A figure and what it is called: ``first``, ``again``, ``alike`` or ``rank``."""

    name: str
    fare: Fare | None


@dataclass(frozen=True)
class FairnessRow:
    """How some people fare: those of one organisation, or one person."""

    label: str
    n_people: int
    figures: tuple[Named, ...]
    person: Participation | None = None

    @property
    def worse(self) -> tuple[Named, ...]:
        """Figures in which they are worse off than by lot."""
        return tuple(figure for figure in self.figures if figure.fare and figure.fare.is_worse)

    @property
    def how_bad(self) -> tuple[float, float]:
        """Order of rows: most figures worse than by lot first, then the largest differences."""
        gaps = [abs(figure.fare.plan - figure.fare.lot) for figure in self.worse if figure.fare]
        return -len(gaps), -sum(gaps)


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
    kind: str
    kinds: tuple[str, ...]
    measures: tuple[str, ...]
    everyone: FairnessRow
    rows: tuple[FairnessRow, ...]
    people: tuple[FairnessRow, ...]
    heat: tuple[HeatRow, ...]

    @property
    def worse_rows(self) -> tuple[FairnessRow, ...]:
        """Organisations that are worse off than by lot, the worst first."""
        return _worst(self.rows)

    @property
    def worse_people(self) -> tuple[FairnessRow, ...]:
        """People who are worse off than by lot, the worst first."""
        return _worst(self.people)

    @property
    def n_unnamed(self) -> int:
        """How many of them the summary has no room for."""
        return max(len(self.worse_people) - MOST_NAMED, 0)


def fairness_of(plan: Plan, kind: str = "") -> FairnessPage:
    """Set a plan beside lots and the best possible, for all, for every value of an attribute and for everybody; 13 queries.

    ``kind`` is one of ``ATTRIBUTES``; the organisation where it is none or nobody's is known.
    """
    roll = roll_of(plan.event)
    problem, seats = problem_of(plan, roll), seats_of(plan, roll)
    known = attribute_values(roll)
    kinds = tuple(name for name in ATTRIBUTES if any(known[name]))
    kind = kind if kind in kinds else ATTRIBUTES[0]
    keys = [key for key, _times in Counter(filter(None, known[kind])).most_common()]
    place = {key: number for number, key in enumerate(keys)}
    values = np.array([place.get(key, -1) for key in known[kind]], dtype=np.int64)
    found = fairness(problem, seats, values)
    measures = tuple(name for name, fare in found.everyone.items() if fare)
    labels = _labels(roll, known[kind], kind)
    return FairnessPage(
        found,
        worth_of(plan, problem, found.score)["bound"],
        kind,
        kinds,
        measures,
        FairnessRow("", len(roll.people), _figures(found.everyone, measures)),
        tuple(
            FairnessRow(labels[key], int((values == number).sum()), _figures(found.by_value[number], measures))
            for number, key in enumerate(keys)
        ),
        _people(roll, found, measures),
        tuple(_heat(plan, seats, values, len(keys), problem.n_groups)),
    )


def _labels(roll: Roll, keys: Sequence[str], kind: str) -> dict[str, str]:
    """Return what every value of an attribute is called."""
    if kind == "organisation":
        return {key: person.organisation.label for key, person in zip(keys, roll.people, strict=True)}
    if kind == "department":
        pairs = zip(keys, roll.people, strict=True)
        return {key: f"{person.organisation.label} {person.department}" for key, person in pairs}
    return {key: key for key in keys}


def _figures(fares: Fares, measures: tuple[str, ...]) -> tuple[Named, ...]:
    return tuple(Named(name, fares[name]) for name in measures)


def _people(roll: Roll, found: Fairness, measures: tuple[str, ...]) -> tuple[FairnessRow, ...]:
    rows = [
        FairnessRow(person.name, 1, _figures(fares, measures), person)
        for person, fares in zip(roll.people, found.by_person, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (row.how_bad, row.person.pk if row.person else 0)))


def _worst(rows: tuple[FairnessRow, ...]) -> tuple[FairnessRow, ...]:
    return tuple(sorted((row for row in rows if row.worse), key=lambda row: row.how_bad))


def _heat(plan: Plan, seats: _Array, values: _Array, n_values: int, n_groups: int) -> list[HeatRow]:
    labels, rows = labels_of(plan), []
    for number, row in enumerate(seats, start=1):
        counts = counts_per_group(row, values, n_groups, n_values)
        sizes = np.bincount(row[row >= 0], minlength=n_groups)
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
