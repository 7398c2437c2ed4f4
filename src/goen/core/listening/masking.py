"""Personal data taken out of texts before they are shown, on request."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from goen.core.listening.texts import Text

_DIGIT = "[0-9０-９]"
_DASH = "[-－‐‑–—―ー−.．・ 　]"
_RULES: tuple[tuple[str, str, str], ...] = (
    ("mail", "メールアドレス", r"[A-Za-z0-9._%+\-]+[@＠][A-Za-z0-9\-]+(?:[.．][A-Za-z0-9\-]+)+"),
    ("url", "URL", r"(?:https?|ftp)://[^\s、。」』）)]+"),
    ("card", "カード番号", rf"(?<!{_DIGIT}){_DIGIT}{{4}}(?:{_DASH}?{_DIGIT}{{4}}){{3}}(?!{_DIGIT})"),
    ("my_number", "個人番号", rf"(?<!{_DIGIT}){_DIGIT}{{4}}{_DASH}?{_DIGIT}{{4}}{_DASH}?{_DIGIT}{{4}}(?!{_DIGIT})"),
    ("phone", "電話番号", rf"(?<!{_DIGIT})(?:[+＋]81{_DASH}?|[0０])(?:{_DIGIT}{{1,4}}{_DASH}?[(（]?{_DIGIT}{{1,4}}[)）]?{_DASH}?{_DIGIT}{{3,4}})(?!{_DIGIT})"),
    ("postcode", "郵便番号", rf"(?:〒\s*{_DIGIT}{{3}}{_DASH}?{_DIGIT}{{4}}|(?<!{_DIGIT}){_DIGIT}{{3}}[-－−]{_DIGIT}{{4}}(?!{_DIGIT}))"),
    ("account", "アカウント名", r"(?<![\w@＠])[@＠][A-Za-z0-9_]{3,30}(?![\w.])"),
    ("address", "住所", rf"[一-龠ぁ-んァ-ヶー]{{1,8}}?(?:市|区|町|村)[一-龠ぁ-んァ-ヶー]{{0,12}}?{_DIGIT}{{1,4}}(?:丁目|番地?|{_DASH}){_DIGIT}{{1,4}}(?:(?:番地?|号|{_DASH}){_DIGIT}{{0,4}}号?)*"),
    ("name", "氏名", r"(?<=氏名)[:：\s]+[一-龠々ぁ-んァ-ヶー]{1,6}[ 　]?[一-龠々ぁ-んァ-ヶー]{1,6}|(?:私は|わたしは|名前は)[一-龠々]{2,5}(?=と申します|といいます|です)"),
)  # fmt: skip
_PATTERNS = tuple((kind, shown, re.compile(pattern)) for kind, shown, pattern in _RULES)


@dataclass(frozen=True, slots=True)
class Masked:
    """Texts with personal data replaced, and how often each kind was."""

    texts: tuple[Text, ...]
    counts: dict[str, int]


def mask_text(text: str) -> tuple[str, Counter[str]]:
    """Replace personal data by its kind in brackets.

    Parameters
    ----------
    text : str
        Left unchanged.

    Returns
    -------
    str
        With mail and web addresses, telephone, card and personal numbers, postcodes, accounts, street addresses and names
        given as such replaced.
    Counter
        How often, by kind.

    Notes
    -----
    Patterns find forms, not people: a name within a sentence stays. O(length).

    Examples
    --------
    >>> mask_text("電話は 024-521-1111 へ。2025年1月30日")[0]
    '電話は 〔電話番号〕 へ。2025年1月30日'
    """
    counts: Counter[str] = Counter()
    for kind, shown, pattern in _PATTERNS:
        text, n_found = pattern.subn(f"〔{shown}〕", text)
        counts[kind] += n_found
    return text, +counts


def mask(texts: Sequence[Text]) -> Masked:
    """Mask all texts; ids, dates and attributes stay, authors become numbers in order of appearance."""
    numbers: dict[str, str] = {"": ""}
    counts: Counter[str] = Counter()
    masked = []
    for text in texts:
        written, found = mask_text(text.text)
        counts += found
        author = numbers.setdefault(text.author, str(len(numbers)))
        masked.append(replace(text, text=written, author=author))
    return Masked(tuple(masked), dict(counts))
