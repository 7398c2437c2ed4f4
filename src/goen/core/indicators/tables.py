"""A sheet of statistics to observations: what was found out of its columns, and one row per figure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from goen.core.indicators.numbers import read_number
from goen.core.indicators.periods import Period, parse_period

Cells = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Columns:
    """What the columns of a sheet mean; numbers count from 0.

    Parameters
    ----------
    header : int
        Row of the column names.
    period, area, code, series, unit : int or None
        Columns of the time, the place, its code, the kind of figure, its unit.
    more : tuple of int
        Further columns that name the kind of figure (男女, 年齢), after ``series``.
    values : tuple of int
        Columns of figures.
    is_wide : bool
        Whether the names of the value columns are periods (one column per year).
    """

    header: int = 0
    period: int | None = None
    area: int | None = None
    code: int | None = None
    series: int | None = None
    more: tuple[int, ...] = ()
    unit: int | None = None
    values: tuple[int, ...] = ()
    is_wide: bool = False


@dataclass(frozen=True)
class Guess:
    """What a sheet looks like: its columns and the notes around the table (name, source, unit, updated, definition)."""

    columns: Columns
    names: tuple[str, ...]
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Observation:
    """One figure: ``row`` counts from 1 as spreadsheets do; ``value`` is None where the source prints that there is none."""

    row: int
    period: Period
    area: str
    code: str
    series: str
    unit: str
    value: float | None


@dataclass(frozen=True)
class Trouble:
    """A cell that could not be read: row and column from 1, the text, and why (``"number"``, ``"period"``, ``"twice"``)."""

    row: int
    column: int
    text: str
    reason: str


@dataclass(frozen=True)
class Melted:
    """Everything a sheet says: figures in order of rows, and what could not be read."""

    observations: tuple[Observation, ...]
    troubles: tuple[Trouble, ...]


def melt(rows: Cells, columns: Columns, *, default: Period | None = None) -> Melted:
    """Return one observation per figure.

    Parameters
    ----------
    rows : sequence of rows of str
        The whole sheet; left unchanged.
    columns : Columns
        What the columns mean, as a person confirmed it.
    default : Period or None
        The period of every row of a sheet that names none.

    Returns
    -------
    Melted
        A figure that stands twice (same period, place and series) counts once, the first; the second is a trouble.
        Rows with one filled cell are notes and are passed over, as are blank rows.

    Notes
    -----
    O(cells); deterministic.
    """
    names = rows[columns.header] if columns.header < len(rows) else ()
    work = _Work(columns, names, default)
    for number, row in enumerate(rows[columns.header + 1 :], start=columns.header + 2):
        if n_filled(row) > 1:
            work.take(number, row)
    return Melted(tuple(work.observations), tuple(work.troubles))


class _Work:
    """The rows read so far."""

    def __init__(self, columns: Columns, names: Sequence[str], default: Period | None) -> None:
        self._columns = columns
        self._names = names
        self._default = default
        self._seen: set[tuple[Period, str, str, str]] = set()
        self.observations: list[Observation] = []
        self.troubles: list[Trouble] = []

    def take(self, number: int, row: Sequence[str]) -> None:
        period = self._default
        if self._columns.period is not None:
            text = cell_of(row, self._columns.period)
            period = parse_period(text)
            if period is None:
                self.troubles.append(Trouble(number, self._columns.period + 1, text, "period"))
                return
        for column in self._columns.values:
            self._take_cell(number, row, column, period)

    def _take_cell(self, number: int, row: Sequence[str], column: int, period: Period | None) -> None:
        text = cell_of(row, column)
        reading = read_number(text)
        at = parse_period(cell_of(self._names, column)) if self._columns.is_wide else period
        if not reading.is_read or at is None:
            self.troubles.append(Trouble(number, column + 1, text, "number" if at else "period"))
            return
        area, code = cell_of(row, self._columns.area), _code(cell_of(row, self._columns.code))
        series = self._series(row, column)
        key = (at, area, code, series)
        if key in self._seen:
            self.troubles.append(Trouble(number, column + 1, text, "twice"))
            return
        self._seen.add(key)
        unit = cell_of(row, self._columns.unit)
        self.observations.append(Observation(number, at, area, code, series, unit, reading.value))

    def _series(self, row: Sequence[str], column: int) -> str:
        words = [cell_of(row, column) for column in (self._columns.series, *self._columns.more)]
        own = " / ".join(word for word in words if word)
        if self._columns.is_wide or len(self._columns.values) == 1:
            return own
        name = cell_of(self._names, column)
        return f"{own} / {name}" if own else name


def cell_of(row: Sequence[str], column: int | None) -> str:
    """Return a cell without the blanks around it; "" beyond the row's end."""
    return row[column].strip() if column is not None and column < len(row) else ""


def _code(text: str) -> str:
    digits = unicodedata.normalize("NFKC", text).strip()
    # Spreadsheets eat the leading zero of 07201.
    return f"0{digits}" if digits.isdigit() and len(digits) == len("7201") else digits


def n_filled(row: Sequence[str]) -> int:
    """Return how many cells say something."""
    return sum(bool(cell.strip()) for cell in row)


def folded(text: str) -> str:
    """Return a name as it is compared: one width, no blanks, small letters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()
