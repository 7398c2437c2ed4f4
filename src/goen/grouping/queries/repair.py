"""What changed since the groups were published, and how people fare in a plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from goen.core.grouping.explain import Fairness, fairness
from goen.core.grouping.problem import Problem
from goen.core.grouping.repair import RepairOption, repair_curve
from goen.grouping.models import Plan, Seat
from goen.grouping.queries.problems import Roll, problem_of, roll_of, seats_of
from goen.roster.models import Participation


@dataclass(frozen=True)
class Change:
    """One person's new table."""

    person: Participation
    before: str
    after: str


@dataclass(frozen=True)
class Way:
    """One way to go on after no-shows and walk-ins: how many seats change, what it costs, who moves where."""

    option: RepairOption
    changes: tuple[Change, ...]

    @property
    def points(self) -> float:
        """Points of the plan; less is better."""
        return round(self.option.score.points, 1)


@dataclass(frozen=True)
class Gap:
    """Whom the published seats no longer fit."""

    absent: tuple[Participation, ...]
    unseated: tuple[Participation, ...]

    @property
    def is_empty(self) -> bool:
        """Whether everybody seated is expected and everybody expected is seated."""
        return not (self.absent or self.unseated)


@dataclass(frozen=True)
class FairnessRow:
    """How the people of one organisation fare: how many, whom they meet on average, what theme they get."""

    label: str
    n_people: int
    mean_met: float
    mean_theme: float


def not_arrived(plan: Plan) -> list[Participation]:
    """Return expected people with a seat who have not checked in; 1 query."""
    rows = Participation.objects.filter(
        seats__plan=plan, state=Participation.State.EXPECTED, checked_in_at__isnull=True
    )
    return list(rows.select_related("organisation").order_by("organisation__name", "kana", "id").distinct())


def gap_of(plan: Plan) -> Gap:
    """Return who is seated but not coming, and who is here without a seat; 2 queries."""
    gone = Participation.objects.filter(seats__plan=plan).exclude(state=Participation.State.EXPECTED)
    here = Participation.objects.filter(event=plan.event_id, state=Participation.State.EXPECTED)
    unseated = here.exclude(pk__in=Seat.objects.filter(plan=plan).values("participation"))
    return Gap(
        tuple(gone.select_related("organisation").distinct()),
        tuple(unseated.select_related("organisation").order_by("id")),
    )


def ways_on(plan: Plan, rounds_held: int = 0) -> tuple[Way, ...]:
    """Return ways to seat who is there now, from fewest changes to best plan; 8 queries and a second of search."""
    roll = roll_of(plan.event)
    problem = _problem_now(plan, roll, rounds_held)
    labels = {group.number - 1: group.label for group in plan.groups.filter(round_number=1)}
    return tuple(Way(option, _changes(problem, option, roll, labels)) for option in repair_curve(problem))


def fairness_of(plan: Plan) -> tuple[Fairness, list[FairnessRow]]:
    """Compare a plan with random mixing and with the bound, and organisations with each other; 8 queries."""
    roll = roll_of(plan.event)
    problem = problem_of(plan, roll)
    found = fairness(problem, seats_of(plan, roll))
    names = {str(person.organisation_id): person.organisation.label for person in roll.people}
    rows = [
        FairnessRow(
            names.get(problem.attributes[number].labels[value], "?"), n_people, round(met, 1), round(cost + 1, 1)
        )
        for number, value, n_people, met, cost in found.by_value
        if problem.attributes[number].name == "organisation"
    ]
    return found, rows


def _problem_now(plan: Plan, roll: Roll, rounds_held: int) -> Problem:
    """Return today's problem with the published seats in it; rounds already held are locked as they were."""
    problem = problem_of(plan, roll)
    seats = seats_of(plan, roll)
    held = [
        (number, int(person), int(seats[number, person]))
        for number in range(rounds_held)
        for person in np.flatnonzero(seats[number] >= 0)
    ]
    locks = np.array([*problem.locks.tolist(), *held], dtype=np.int64).reshape(-1, 3)
    return replace(problem, published=seats, locks=np.unique(locks, axis=0))


def _changes(problem: Problem, option: RepairOption, roll: Roll, labels: dict[int, str]) -> tuple[Change, ...]:
    moved: Sequence[tuple[int, int]] = [
        (int(number), int(person)) for number, person in np.argwhere(option.seats != problem.published)
    ]
    return tuple(
        Change(
            roll.people[person],
            labels.get(int(problem.published[number, person]), ""),
            labels.get(int(option.seats[number, person]), ""),
        )
        for number, person in moved
    )
