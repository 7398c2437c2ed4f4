"""Where the header of a sheet is, and what is written around the table."""

import re
from collections.abc import Sequence

from goen.core.indicators.numbers import read_number
from goen.core.indicators.roles import looks_like_period, meaning_of, role_of
from goen.core.indicators.tables import Cells, Columns, Guess, cell_of, folded, n_filled

_LOOK_AT = 60
_IN_BRACKETS = re.compile(r"[【\[［](.{1,20}?)[】\]］]$")
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
    O(cells); deterministic: of equal header rows the first one counts.

    Examples
    --------
    >>> guess([["単位：%"], ["市町村", "2023年", "2024年"], ["福島市", "1.0", "2.0"]]).columns
    Columns(header=1, period=None, area=0, code=None, series=None, more=(), unit=None, values=(1, 2), is_wide=True)
    """
    header = _header_row(rows) if header is None else header
    names = tuple(cell.strip() for cell in rows[header]) if header < len(rows) else ()
    body = [row for row in rows[header + 1 :] if n_filled(row) > 1]
    columns = meaning_of(names, body, header)
    return Guess(columns, names, _of_columns(names, body, columns) | _notes(rows, columns))


def _header_row(rows: Cells) -> int:
    scores = [(_header_score(rows, number), -number) for number in range(min(len(rows), _LOOK_AT))]
    return -max(scores, default=(0, 0))[1]


def _header_score(rows: Cells, number: int) -> float:
    row = rows[number]
    below = [later for later in rows[number + 1 : number + 6] if n_filled(later) > 1]
    if n_filled(row) <= 1 or not below:
        return -1
    words = sum(bool(role_of(folded(cell))) for cell in row)
    periods = sum(looks_like_period(cell) for cell in row[1:])
    numbers = sum(_is_plain_number(cell) for cell in row)
    has_figures = any(_is_plain_number(cell) for later in below[:2] for cell in later)
    return (2 * words + periods - 2 * numbers + min(n_filled(row), 4) / 8) if has_figures else -1


def _is_plain_number(cell: str) -> bool:
    return read_number(cell).value is not None and not looks_like_period(cell)


def _notes(rows: Cells, columns: Columns) -> dict[str, str]:
    """Return what single lines above and below the table say of it."""
    found: dict[str, str] = {}
    around = [(n, row) for n, row in enumerate(rows) if n < columns.header or n_filled(row) == 1]
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


def _of_columns(names: Sequence[str], body: Cells, columns: Columns) -> dict[str, str]:
    """Return the unit that all figures share where it stands in brackets: 総人口【人】, 人口総数[人]."""
    kinds = {cell_of(row, columns.series) for row in body} if columns.series is not None else set()
    named = set() if columns.is_wide else {names[column] for column in columns.values}
    for words in (named, kinds):
        units = {found[1] if (found := _IN_BRACKETS.search(word)) else "" for word in words}
        if len(units) == 1 and units != {""}:
            return {"unit": units.pop()}
    return {}


def _note_kind(word: str) -> str:
    plain = folded(word)
    return next((kind for kind, words in _NOTES.items() if plain in words), "")
