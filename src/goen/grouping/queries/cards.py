"""Rotation cards: what stands on everybody's card, read back from the seats they produce."""

from dataclasses import dataclass

from goen.core.grouping.rotation import never_meets_twice, tables_without_repeats
from goen.grouping.models import Plan
from goen.grouping.queries.plans import labels_of
from goen.grouping.queries.problems import roll_of, seats_of
from goen.roster.models import Participation


@dataclass(frozen=True)
class RotationCard:
    """One card: the first table, how many tables further each round, and all tables in order as a check (empty when absent).

    ``step`` is None for somebody whose seats no rotation produces, for instance after a move by hand.
    """

    person: Participation
    start: str
    step: int | None
    tables: tuple[str, ...]


@dataclass(frozen=True)
class RotationPlan:
    """What a rotation of so many tables promises.

    Parameters
    ----------
    n_people, n_tables, n_rounds : int
        The hall.
    is_repeat_free : bool
        Whether arithmetic alone keeps everybody from meeting twice.
    better_tables : tuple of int
        Numbers of tables nearby for which it does.
    """

    n_people: int
    n_tables: int
    n_rounds: int
    is_repeat_free: bool
    better_tables: tuple[int, ...]


def rotation_of(n_people: int, n_tables: int, n_rounds: int) -> RotationPlan:
    """Return what a rotation promises; no query."""
    steps = -(-n_people // max(n_tables, 1))
    is_free = never_meets_twice(n_tables, steps, n_rounds)
    better = () if is_free else tables_without_repeats(n_people, n_tables, n_rounds)
    return RotationPlan(n_people, n_tables, n_rounds, is_free, better)


def cards_of(plan: Plan) -> list[RotationCard]:
    """Return everybody's card, by organisation and reading; 3 queries."""
    roll = roll_of(plan.event)
    seats, labels = seats_of(plan, roll), labels_of(plan)
    cards = []
    for person, column in zip(roll.people, seats.T.tolist(), strict=True):
        names = tuple(labels.get((number, group + 1), "") for number, group in enumerate(column, start=1))
        if any(names):
            cards.append(RotationCard(person, next(filter(None, names)), _step(column, plan), names))
    return sorted(cards, key=lambda card: (card.person.organisation.name, card.person.kana, card.person.pk))


def _step(column: list[int], plan: Plan) -> int | None:
    """Return the step that gives these tables, or None."""
    n_tables = int(plan.settings.get("n_groups", 0))
    if min(column) < 0 or n_tables < 1:
        return None
    step = (column[1] - column[0]) % n_tables if len(column) > 1 else 0
    is_kept = all(table == (column[0] + number * step) % n_tables for number, table in enumerate(column))
    return step if is_kept else None
