"""Numbers as statistics print them: full-width digits, commas, ▲ for minus, and the marks that say there is none."""

import math
import re
import unicodedata
from dataclasses import dataclass

# What the offices print where a figure is missing, unknown or kept secret; a dash also means "none".
_MISSING = frozenset({"", "-", "―", "ー", "–", "—", "‐", "−", "…", "...", "..", "***", "x", "χ", "na", "n/a", "n.a.", "不詳", "秘匿"})  # fmt: skip
_MINUS = re.compile(r"^[▲△−–‐]")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_UNIT = re.compile(r"\s*(%|ポイント|点|位|人|件|円|回|社|戸|世帯|倍|割)$")


@dataclass(frozen=True)
class Reading:
    """What a cell says: a value, or None where the office printed that there is none; ``is_read`` False: no number at all."""

    value: float | None
    is_read: bool


def read_number(text: str) -> Reading:
    """Return the number a cell holds.

    Parameters
    ----------
    text : str
        A cell: ``"1,234"``, ``"１２．３"``, ``"▲4.5"``, ``"48.0%"``, ``"…"``.

    Returns
    -------
    Reading
        Missing is never zero. A text that is no number comes back as not read, for a sentence with its row.

    Notes
    -----
    O(length), deterministic. A unit after the number (%, 点, 位, 人 …) is dropped, never converted.

    Examples
    --------
    >>> read_number("▲1,234.5"), read_number("…"), read_number("約3")
    (Reading(value=-1234.5, is_read=True), Reading(value=None, is_read=True), Reading(value=None, is_read=False))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.lower() in _MISSING or text.strip() in _MISSING:
        return Reading(None, is_read=True)
    signed = _MINUS.sub("-", plain)
    bare = _UNIT.sub("", signed).replace(" ", "")
    if not _NUMBER.fullmatch(bare):
        return Reading(None, is_read=False)
    value = float(bare.replace(",", ""))
    return Reading(value, is_read=True) if math.isfinite(value) else Reading(None, is_read=False)
