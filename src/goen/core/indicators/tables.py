"""A sheet of statistics to observations: where the header is, what each column means, and one row per figure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from goen.core.indicators.numbers import read_number
from goen.core.indicators.periods import Period, parse_period

Cells = Sequence[Sequence[str]]
_LOOK_AT = 60
_WORDS = {
    "period": ("時点", "時間軸", "年次", "年度", "年月", "調査年", "調査時期", "時期", "期間", "年", "回", "time", "year", "date", "period"),
    "code": ("地域コード", "市区町村コード", "市町村コード", "団体コード", "自治体コード", "全国地方公共団体コード", "area_code", "areacode", "コード"),
    "area": ("地域", "市町村", "市区町村", "自治体", "都道府県", "団体名", "地域名", "市町村名", "市区町村名", "area", "region"),
    "series": ("系列", "系列名", "指標", "指標名", "項目", "分類", "区分", "表章項目", "設問", "選択肢", "品目", "series", "indicator", "item"),
    "unit": ("単位", "unit"),
}  # fmt: skip
_NOTES = {
    "source": ("出典", "資料", "調査名", "統計名", "提供統計名", "出所", "source"),
    "unit": ("単位",),
    "updated": ("更新日", "公開日", "最終更新", "公表日", "公開年月日", "掲載日"),
    "definition": ("定義", "注", "備考", "注記"),
    "name": ("表題", "表名", "タイトル", "統計表名", "指標名", "系列名"),
}
_NOTE = re.compile(
    r"^(?P<open>[(（【\[])?[\s※*]*(?P<word>[^\s:：）)】\]]{1,10}?)\s*\d*[:：）)】\]]\s*(?P<text>.*?)(?(open)[)）】\]]?)$"
)


@dataclass(frozen=True)
class Columns:
    """What the columns of a sheet mean; numbers count from 0.

    Parameters
    ----------
    header : int
        Row of the column names.
    period, area, code, series, unit : int or None
        Columns of the time, the place, its code, the kind of figure, its unit.
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


def guess(rows: Cells, *, header: int | None = None) -> Guess:
    """Return where the header is and what the columns mean, as far as the sheet tells.

    Parameters
    ----------
    rows : sequence of rows of str
        A sheet, from its first row; rows may differ in length; left unchanged.
    header : int or None
        Row of the column names where a person has said which it is, from 0.

    Returns
    -------
    Guess
        A person corrects it where it is wrong; nothing is read by it alone.

    Notes
    -----
    O(cells of the first 60 rows); deterministic: of equal header rows the first one counts.

    Examples
    --------
    >>> guess([["単位：%"], ["市町村", "2023年", "2024年"], ["福島市", "1.0", "2.0"]]).columns
    Columns(header=1, period=None, area=0, code=None, series=None, unit=None, values=(1, 2), is_wide=True)
    """
    header = _header_row(rows) if header is None else header
    names = tuple(_folded(cell) for cell in rows[header]) if header < len(rows) else ()
    body = [row for row in rows[header + 1 : header + 1 + _LOOK_AT] if _filled(row) > 1]
    roles = _roles(names, body)
    taken = {column for column in roles.values() if column is not None}
    numeric = [column for column in range(len(names)) if column not in taken and _is_numeric(body, column)]
    periods = [column for column in numeric if parse_period(names[column])]
    is_wide = bool(periods) and roles["period"] is None
    columns = Columns(header=header, values=tuple(periods if is_wide else numeric), is_wide=is_wide, **roles)
    return Guess(columns, tuple(cell.strip() for cell in rows[header]) if names else (), _notes(rows, columns))


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
        if _filled(row) > 1:
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
            text = _cell(row, self._columns.period)
            period = parse_period(text)
            if period is None:
                self.troubles.append(Trouble(number, self._columns.period + 1, text, "period"))
                return
        for column in self._columns.values:
            self._take_cell(number, row, column, period)

    def _take_cell(self, number: int, row: Sequence[str], column: int, period: Period | None) -> None:
        text = _cell(row, column)
        reading = read_number(text)
        at = parse_period(_cell(self._names, column)) if self._columns.is_wide else period
        if not reading.is_read or at is None:
            self.troubles.append(Trouble(number, column + 1, text, "number" if at else "period"))
            return
        area, code = _cell(row, self._columns.area), _code(_cell(row, self._columns.code))
        series = self._series(row, column)
        key = (at, area, code, series)
        if key in self._seen:
            self.troubles.append(Trouble(number, column + 1, text, "twice"))
            return
        self._seen.add(key)
        unit = _cell(row, self._columns.unit)
        self.observations.append(Observation(number, at, area, code, series, unit, reading.value))

    def _series(self, row: Sequence[str], column: int) -> str:
        own = _cell(row, self._columns.series)
        if self._columns.is_wide or len(self._columns.values) == 1:
            return own
        name = _cell(self._names, column)
        return f"{own} / {name}" if own else name


def _header_row(rows: Cells) -> int:
    scores = [(_header_score(rows, number), -number) for number in range(min(len(rows), _LOOK_AT))]
    return -max(scores, default=(0, 0))[1]


def _header_score(rows: Cells, number: int) -> float:
    row = rows[number]
    below = [later for later in rows[number + 1 : number + 6] if _filled(later) > 1]
    if _filled(row) <= 1 or not below:
        return -1
    words = sum(bool(_role(_folded(cell))) for cell in row)
    periods = sum(_looks_like_period(cell) for cell in row[1:])
    numbers = sum(_is_plain_number(cell) for cell in row)
    has_figures = any(_is_plain_number(cell) for later in below[:2] for cell in later)
    return (2 * words + periods - 2 * numbers + min(_filled(row), 4) / 8) if has_figures else -1


def _is_plain_number(cell: str) -> bool:
    return read_number(cell).value is not None and not _looks_like_period(cell)


def _looks_like_period(cell: str) -> bool:
    """Tell whether a cell is a period by itself: of bare digits only a year is, for 190312 may be people."""
    bare = cell.strip()
    return parse_period(bare) is not None and (not bare.isdigit() or len(bare) == len("2024"))


def _roles(names: Sequence[str], body: Cells) -> dict[str, int | None]:
    roles: dict[str, int | None] = dict.fromkeys(_WORDS)
    for column, name in enumerate(names):
        role = _role(name)
        if role and roles[role] is None:
            roles[role] = column
    if roles["period"] is None:
        roles["period"] = next((c for c in range(min(len(names), 3)) if _is_mostly_periods(body, c)), None)
    texts = [c for c in range(len(names)) if c not in roles.values() and _is_text(body, c)]
    if roles["area"] is None:
        roles["area"] = next((c for c in texts if _is_mostly_places(body, c)), None)
    if roles["series"] is None:
        roles["series"] = next((c for c in texts if c != roles["area"]), None)
    return roles


def _role(name: str) -> str:
    bare = re.sub(r"[（(\[【].*", "", name)
    return next((role for role, words in _WORDS.items() if bare in words or name in words), "")


def _is_mostly_periods(body: Cells, column: int) -> bool:
    cells = [_cell(row, column) for row in body if _cell(row, column)]
    return bool(cells) and sum(_looks_like_period(cell) for cell in cells) >= 0.8 * len(cells)


def _is_mostly_places(body: Cells, column: int) -> bool:
    cells = [_cell(row, column) for row in body if _cell(row, column)]
    return bool(cells) and sum(cell[-1] in "都道府県市区町村郡" for cell in cells) >= 0.6 * len(cells)


def _is_numeric(body: Cells, column: int) -> bool:
    readings = [read_number(_cell(row, column)) for row in body]
    n_numbers = sum(reading.value is not None for reading in readings)
    return n_numbers > 0 and n_numbers >= sum(not reading.is_read for reading in readings)


def _is_text(body: Cells, column: int) -> bool:
    cells = [_cell(row, column) for row in body if _cell(row, column)]
    return bool(cells) and not any(read_number(cell).value is not None for cell in cells)


def _notes(rows: Cells, columns: Columns) -> dict[str, str]:
    """Return what single lines above and below the table say of it."""
    found: dict[str, str] = {}
    around = [(n, row) for n, row in enumerate(rows) if n < columns.header or _filled(row) == 1]
    for number, row in around:
        filled = [cell.strip() for cell in row if cell.strip()]
        if not filled:
            continue
        text = filled[0] if len(filled) == 1 else f"{filled[0].rstrip('：:')}：{filled[1]}"
        match = _NOTE.match(text)
        kind = _note_kind(match["word"]) if match and match["text"] else ""
        if match and kind:
            found.setdefault(kind, match["text"])
        elif number < columns.header and len(filled) == 1:
            found.setdefault("name", text)
    return found


def _note_kind(word: str) -> str:
    folded = _folded(word)
    return next((kind for kind, words in _NOTES.items() if folded in words), "")


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _code(text: str) -> str:
    digits = unicodedata.normalize("NFKC", text).strip()
    # Spreadsheets eat the leading zero of 07201.
    return f"0{digits}" if digits.isdigit() and len(digits) == len("7201") else digits


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()
