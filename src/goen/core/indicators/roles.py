"""What each column of a sheet means, by its name and by what stands in it.

The files of e-Stat give every word twice, as a code and as a name (``"地域 コード"``, ``"地域"``), put notes between the
figures (``"注釈"``) and split a table by several columns (表章項目, 男女, 年齢): codes and notes are no figures, and every
column that tells figures of one time and place apart belongs to the name of the series.
"""

from collections.abc import Sequence

from goen.core.indicators.numbers import read_number
from goen.core.indicators.periods import parse_period
from goen.core.indicators.tables import Cells, Columns, cell_of, folded

_LOOK_AT = 60
_WORDS = {
    "period": ("時点", "時間軸", "年次", "年度", "年月", "調査年", "調査時期", "時期", "期間", "年", "回", "time", "year", "date", "period", "timenm"),
    "code": ("地域コード", "市区町村コード", "市町村コード", "団体コード", "自治体コード", "全国地方公共団体コード", "area_code", "areacode", "regioncd", "コード"),
    "area": ("地域", "市町村", "市区町村", "自治体", "都道府県", "団体名", "地域名", "市町村名", "市区町村名", "area", "region", "regionnm"),
    "series": ("系列", "系列名", "指標", "指標名", "項目", "分類", "区分", "表章項目", "設問", "選択肢", "品目", "series", "indicator", "item", "indicatornm"),
    "unit": ("単位", "unit", "単位名", "unitnm"),
}  # fmt: skip
# Codes of the time, where no column says it in words.
_TIME_CODES = ("時点コード", "時間軸コード", "調査年コード", "timecd", "timecode")
_CODE_ENDS = ("コード", "cd", "code")
_REMARKS = ("注釈", "注記", "注", "備考", "摘要", "annotation", "note", "notes", "remarks")


def meaning_of(names: Sequence[str], body: Cells, header: int) -> Columns:
    """Return what the columns of a table mean.

    Parameters
    ----------
    names : sequence of str
        Their names as written.
    body : rows of str
        The rows below the header that are no notes; left unchanged.
    header : int
        Row of the names, kept in the result.

    Notes
    -----
    O(cells × columns of words); deterministic.

    Examples
    --------
    >>> meaning_of(["地域 コード", "地域", "2023年"], [["07201", "福島市", "1"]], 0)
    Columns(header=0, period=None, area=1, code=0, series=None, more=(), unit=None, values=(2,), is_wide=True)
    """
    plain = [bare_name(folded(name)) for name in names]
    first = body[:_LOOK_AT]
    roles, beside = _roles(plain, first), _beside(plain)
    taken = {column for column in roles.values() if column is not None} | beside
    coded = [c for c in range(len(plain)) if c not in taken and plain[c] and _code_of(plain, c) is not None]
    numeric = [c for c in range(len(plain)) if c not in taken and c not in coded and _is_numeric(first, c)]
    periods = [column for column in numeric if parse_period(names[column])]
    is_wide = bool(periods) and roles["period"] is None
    words = [c for c in range(len(plain)) if c not in taken and (c in coded or _is_text(first, c))]
    roles["series"], more = _apart(body, roles, words)
    return Columns(header=header, values=tuple(periods if is_wide else numeric), is_wide=is_wide, more=more, **roles)


def role_of(name: str) -> str:
    """Return the role a folded column name stands for, or ""."""
    bare = bare_name(name)
    return next((role for role, words in _WORDS.items() if bare in words or name in words), "")


def bare_name(name: str) -> str:
    """Return a folded name without what stands in brackets: 時間軸(年次)コード is 時間軸コード.

    >>> bare_name("時間軸(年次)コード"), bare_name("総人口【人】")
    ('時間軸コード', '総人口')
    """
    kept, depth = [], 0
    for letter in name:
        depth += letter in "（([【"
        if not depth:
            kept.append(letter)
        depth -= letter in "）)]】" and depth > 0
    return "".join(kept)


def looks_like_period(cell: str) -> bool:
    """Tell whether a cell is a period by itself: of bare digits only a year is, for 190312 may be people."""
    bare = cell.strip()
    return parse_period(bare) is not None and (not bare.isdigit() or len(bare) == len("2024"))


def _roles(names: Sequence[str], body: Cells) -> dict[str, int | None]:
    roles: dict[str, int | None] = dict.fromkeys(_WORDS)
    for column, name in enumerate(names):
        role = role_of(name)
        if role and roles[role] is None:
            roles[role] = column
    if roles["period"] is None:
        roles["period"] = next((c for c in range(min(len(names), 3)) if _is_mostly_periods(body, c)), None)
    if roles["period"] is None:
        roles["period"] = next((c for c, name in enumerate(names) if name in _TIME_CODES), None)
    if roles["area"] is None:
        texts = [c for c in range(len(names)) if c not in roles.values() and _is_text(body, c)]
        roles["area"] = next((c for c in texts if _is_mostly_places(body, c)), None)
    if roles["code"] is None and roles["area"] is not None:
        roles["code"] = _code_of(names, roles["area"])
    return roles


def _beside(names: Sequence[str]) -> set[int]:
    """Return the columns that are neither figures nor words: codes and remarks."""
    return {c for c, name in enumerate(names) if name in _REMARKS or name.endswith(_CODE_ENDS)}


def _code_of(names: Sequence[str], column: int) -> int | None:
    """Return the column with the codes of a column of words, as e-Stat names them."""
    wanted = f"{names[column]}コード"
    return next((c for c, name in enumerate(names) if name == wanted), None)


def _apart(body: Cells, roles: dict[str, int | None], words: list[int]) -> tuple[int | None, tuple[int, ...]]:
    """Return the columns that name a series: those without which two figures would stand for one time and place."""
    named = roles["series"]
    chosen: list[int] = []
    places = [roles[role] for role in ("period", "area", "code")]
    n_told = len({tuple(cell_of(row, c) for c in places) for row in body})
    for column in [c for c in (named, *words) if c is not None]:
        tried = {tuple(cell_of(row, c) for c in (*places, *chosen, column)) for row in body}
        if len(tried) > n_told:
            chosen.append(column)
            n_told = len(tried)
    if not chosen:
        return named, ()
    return chosen[0], tuple(chosen[1:])


def _is_mostly_periods(body: Cells, column: int) -> bool:
    cells = [cell_of(row, column) for row in body if cell_of(row, column)]
    return bool(cells) and sum(looks_like_period(cell) for cell in cells) >= 0.8 * len(cells)


def _is_mostly_places(body: Cells, column: int) -> bool:
    cells = [cell_of(row, column) for row in body if cell_of(row, column)]
    return bool(cells) and sum(cell[-1] in "都道府県市区町村郡" for cell in cells) >= 0.6 * len(cells)


def _is_numeric(body: Cells, column: int) -> bool:
    readings = [read_number(cell_of(row, column)) for row in body]
    n_numbers = sum(reading.value is not None for reading in readings)
    return n_numbers > 0 and n_numbers >= sum(not reading.is_read for reading in readings)


def _is_text(body: Cells, column: int) -> bool:
    cells = [cell_of(row, column) for row in body if cell_of(row, column)]
    return bool(cells) and not any(read_number(cell).value is not None for cell in cells)
