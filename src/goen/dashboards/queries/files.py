"""A file of figures as its preview shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from goen.core.indicators import Columns, Guess, Melted, Period, guess, melt
from goen.core.rosters.plain import sheet_of
from goen.core.rosters.reading import Cells
from goen.core.text.normalise import whole_number
from goen.dashboards.models import IndicatorFile

_SHOWN_ROWS = 12


@dataclass(frozen=True)
class Look:
    """A sheet of a file with what it looks like; ``sheet`` counts from 0."""

    file: IndicatorFile
    sheet: int
    sheets: Sequence[str]
    rows: Cells
    guess: Guess

    @property
    def head(self) -> list[tuple[int, Sequence[str]]]:
        """The first rows with their numbers, as the page shows them."""
        return list(enumerate(self.rows[:_SHOWN_ROWS], start=1))

    @property
    def names(self) -> list[tuple[int, str]]:
        """The columns as a person chooses among them."""
        widest = max((len(row) for row in self.rows), default=0)
        given = dict(enumerate(self.guess.names))
        return [(number, f"{_letters(number)}: {given.get(number, '')}") for number in range(widest)]

    def read(self, columns: Columns, default: Period | None) -> Melted:
        """Return every figure the sheet holds when its columns mean this."""
        return melt(self.rows, columns, default=default)


def look_at(file: IndicatorFile, *, sheet: str = "", header: str = "") -> Look:
    """Return a sheet of a file and what it looks like; numbers out of range mean the first; no query."""
    names = [one["name"] for one in file.table["sheets"]]
    asked, line = whole_number(sheet), whole_number(header)
    number = asked if asked is not None and asked < len(names) else _fullest(file)
    rows = sheet_of(file.table, number).rows
    chosen = line - 1 if line and line <= len(rows) else None
    return Look(file, number, names, rows, guess(rows, header=chosen))


def _fullest(file: IndicatorFile) -> int:
    """Return the sheet whose columns are told most surely: the first that has figures."""
    for number in range(len(file.table["sheets"])):
        if guess(sheet_of(file.table, number).rows).columns.values:
            return number
    return 0


def _letters(number: int) -> str:
    """Return a column's name as spreadsheets write it.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)  # noqa: PLR2004 - letters
