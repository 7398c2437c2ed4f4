"""What somebody is asked next, and how far they are."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from goen.core.opinions.ideal import IdealPoints
from goen.core.opinions.packing import unpack
from goen.core.opinions.route import next_statement
from goen.opinions import phases
from goen.opinions.models import Consultation, Drawing, Statement, Vote


@dataclass(frozen=True)
class Asked:
    """One statement to answer."""

    id: int
    text: str


@dataclass(frozen=True)
class Progress:
    """How far somebody is: statements answered and all there are; changeable answers come with the last one first."""

    n_answered: int
    n_all: int


@dataclass(frozen=True, eq=False)
class _Plan:
    """What one drawing knows for routing: the model and how many people answered which statement number."""

    model: IdealPoints | None
    numbers: dict[int, int]
    exposure: dict[int, int]


def next_statements(
    consultation: Consultation, key: str, *, n: int = phases.N_AHEAD, without: frozenset[int] = frozenset()
) -> tuple[list[Asked], Progress]:
    """Return the next statements for the holder of a ballot, best first, and how far they are; ≤ 4 queries.

    The draw hangs on the ballot and the number of answers: a page loaded twice asks the same. ``without`` are statements
    the phone has in hand or on their way.
    """
    rows = list(Statement.objects.filter(consultation=consultation, state=Statement.State.ACCEPTED))
    answers = _answers(consultation, key)
    shown = {row.pk: place for place, row in enumerate(rows)}
    n_answered = sum(1 for pk in answers if pk in shown)
    is_open = np.array([row.pk not in answers and row.pk not in without for row in rows], np.bool_)
    chosen: list[Asked] = []
    plan = _plan(consultation)
    while is_open.any() and len(chosen) < n:
        place = _choose(rows, answers, plan, is_open, seed=_seed(key, n_answered + len(without) + len(chosen)))
        is_open[place] = False
        chosen.append(Asked(rows[place].pk, rows[place].text))
    return chosen, Progress(n_answered, len(rows))


def progress_of(consultation: Consultation, key: str) -> Progress:
    """Return how far the holder of a ballot is; 2 queries."""
    n_all = Statement.objects.filter(consultation=consultation, state=Statement.State.ACCEPTED).count()
    own = Vote.objects.filter(ballot__consultation=consultation, ballot__key=key)
    return Progress(own.filter(statement__state=Statement.State.ACCEPTED).count() if key else 0, n_all)


def own_statements(consultation: Consultation, key: str) -> list[Statement]:
    """Return what the holder of a ballot wrote, newest first, with what was decided; 1 query."""
    if not key:
        return []
    return list(Statement.objects.filter(consultation=consultation, author_key=key).order_by("-number"))


def answer_of(consultation: Consultation, key: str) -> list[tuple[Statement, int]]:
    """Return the answers of a ballot to statements that are shown, newest first, so that they can be changed; 1 query."""
    rows = Vote.objects.filter(ballot__consultation=consultation, ballot__key=key).select_related("statement")
    shown = rows.filter(statement__state=Statement.State.ACCEPTED).order_by("-id")
    return [(row.statement, row.value) for row in shown] if key else []


def _answers(consultation: Consultation, key: str) -> dict[int, int]:
    if not key:
        return {}
    rows = Vote.objects.filter(ballot__consultation=consultation, ballot__key=key)
    return dict(rows.values_list("statement_id", "value"))


def _plan(consultation: Consultation) -> _Plan:
    head = Drawing.objects.filter(consultation=consultation).values_list("pk", "serial").first()
    return _plan_of(*head) if head else _Plan(None, {}, {})


@lru_cache(maxsize=16)
def _plan_of(drawing_id: int, _serial: int) -> _Plan:
    """Read a drawing's model once per process and drawing."""
    drawing = Drawing.objects.filter(pk=drawing_id).first()
    if drawing is None:
        return _Plan(None, {}, {})
    rows = drawing.inside.get("statements", [])
    exposure = {row["id"]: row["agree"] + row["pass"] + row["disagree"] for row in rows}
    # Columns of the model are all statements with votes, also those out of sight, in order of number.
    numbers = {number: column for column, number in enumerate(drawing.inside.get("numbers", []))}
    return _Plan(unpack(bytes(drawing.model)) if drawing.model else None, numbers, exposure)


def _choose(rows: list[Statement], answers: dict[int, int], plan: _Plan, is_open: np.ndarray, *, seed: int) -> int:
    """Ask the core; statements the model has not seen stand behind those it knows."""
    n_known = 0 if plan.model is None else plan.model.kept.size
    column_of = {}
    free = n_known
    for row in rows:
        if row.number in plan.numbers and plan.model is not None:
            column_of[row.pk] = plan.numbers[row.number]
        else:
            column_of[row.pk] = free
            free += 1
    exposure, may = np.zeros(free, np.int64), np.zeros(free, np.bool_)
    for place, row in enumerate(rows):
        exposure[column_of[row.pk]] = plan.exposure.get(row.number, 0)
        may[column_of[row.pk]] = is_open[place]
    known = [(column_of[pk], value) for pk, value in answers.items() if pk in column_of and column_of[pk] < n_known]
    columns, values = [column for column, _value in known], [value for _column, value in known]
    column = next_statement(plan.model, columns, values, exposure, open_to=may, seed=seed)
    places = {column_of[row.pk]: place for place, row in enumerate(rows)}
    return places[int(column)] if column is not None else int(np.flatnonzero(is_open)[0])


def _seed(key: str, n_answered: int) -> int:
    return (int(key[:12] or "0", 16) + n_answered * 7919) % 2**32
