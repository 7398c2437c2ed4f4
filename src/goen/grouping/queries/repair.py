"""What changed since the groups were published, and how people fare in a plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from goen.core.grouping.problem import Problem
from goen.core.grouping.repair import RepairOption, repair_curve
from goen.events.models import Clock
from goen.grouping.models import Plan, Seat
from goen.grouping.queries.plans import labels_of
from goen.grouping.queries.problems import Roll, problem_of, roll_of, seats_of
from goen.roster.models import Participation

_FEW = 12


@dataclass(frozen=True)
class Change:
    """One person's new table."""

    person: Participation
    round_number: int
    before: str
    after: str


@dataclass(frozen=True)
class Way:
    """One way to go on after no-shows and walk-ins: how many seats change, what it costs, who moves where."""

    option: RepairOption
    changes: tuple[Change, ...]

    @property
    def is_short(self) -> bool:
        """Whether the changes are few enough to be shown at once."""
        return len(self.changes) <= _FEW

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
    """Return ways to seat who is there now, from fewest changes to best plan; 13 queries and a second of search."""
    roll = roll_of(plan.event)
    problem = _problem_now(plan, roll, rounds_held)
    labels = labels_of(plan)
    return tuple(Way(option, _changes(problem, option, roll, labels)) for option in repair_curve(problem))


def rounds_held(plan: Plan) -> int:
    """Return how many rounds are over by the run sheet's clock, one less than the plan has at most; 1 query."""
    clock = Clock.objects.filter(event=plan.event_id, segment__isnull=False).select_related("segment").first()
    now = clock.segment.round_number if clock and clock.segment else 1
    return max(0, min(now, plan.n_rounds) - 1)


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


def _changes(
    problem: Problem, option: RepairOption, roll: Roll, labels: dict[tuple[int, int], str]
) -> tuple[Change, ...]:
    moved: Sequence[tuple[int, int]] = [
        (int(number), int(person)) for number, person in np.argwhere(option.seats != problem.published)
    ]
    return tuple(
        Change(
            roll.people[person],
            number + 1,
            labels.get((number + 1, int(problem.published[number, person]) + 1), ""),
            labels.get((number + 1, int(option.seats[number, person]) + 1), ""),
        )
        for number, person in moved
    )
