"""Kana: one shape for sorting and finding; what people wrote is never changed."""

import re
import unicodedata

_HIRAGANA = range(0x3041, 0x3097)
_TO_KATAKANA = {code: code + 0x60 for code in _HIRAGANA}
_GAPS = re.compile(r"[\s・･.,、。\-‐‑–—]+")
_ONLY_KANA = re.compile(r"[ァ-ヺーヽヾ]+")
_ROWS = {
    "ア": "ァアィイゥウェエォオヴ",
    "カ": "カガキギクグケゲコゴヵヶ",
    "サ": "サザシジスズセゼソゾ",
    "タ": "タダチヂッツヅテデトド",
    "ナ": "ナニヌネノ",
    "ハ": "ハバパヒビピフブプヘベペホボポ",
    "マ": "マミムメモ",
    "ヤ": "ャヤュユョヨ",
    "ラ": "ラリルレロ",
    "ワ": "ヮワヰヱヲン",
}
ROWS = tuple(_ROWS)


def kana_key(text: str) -> str:
    """Return a reading folded to full-width katakana without gaps, for comparing and sorting only.

    Notes
    -----
    O(length); deterministic. Long marks and small letters are kept, so ``オオノ`` and ``オーノ`` stay two readings.

    Examples
    --------
    >>> kana_key("ﾀｶﾊｼ はなこ")
    'タカハシハナコ'
    """
    key = _folded(text)
    # A gap taken out can bring a letter and its accent together: fold until nothing changes any more.
    while (again := _folded(key)) != key:
        key = again
    return key


def _folded(text: str) -> str:
    return _GAPS.sub("", unicodedata.normalize("NFKC", text).translate(_TO_KATAKANA))


def is_kana(text: str) -> bool:
    """Tell whether a text is a reading: kana of either kind and width, gaps allowed, nothing else.

    Examples
    --------
    >>> is_kana("すずき　イチロー"), is_kana("鈴木")
    (True, False)
    """
    return _ONLY_KANA.fullmatch(kana_key(text)) is not None


def kana_row(text: str) -> str:
    """Return the row of the syllabary a reading belongs to (``"ア"`` … ``"ワ"``), or ``""`` for other texts.

    Examples
    --------
    >>> kana_row("がもう"), kana_row("山田")
    ('カ', '')
    """
    first = kana_key(text)[:1]
    return next((row for row, letters in _ROWS.items() if first and first in letters), "")
