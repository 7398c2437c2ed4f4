"""Forms of a text for comparing it with others. What a person wrote is stored and shown as it is, never in these forms."""

import re
import unicodedata

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
_CJK = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff、，]"
_BROKEN_LINE = re.compile(rf"(?<={_CJK})[^\S\n]*\n[^\S\n]*(?={_CJK})")
_WORDLIKE = re.compile(r"[^\W_]")


def plain_form(text: str) -> str:
    r"""Fold width, compatibility characters and white space and join broken lines, for analysis only.

    Parameters
    ----------
    text : str
        Any text, left unchanged; control characters, lone surrogates and invisible marks are dropped from the form.

    Returns
    -------
    str
        NFKC; a line broken between two Japanese characters is joined, other runs of white space become one space.
        The length may differ from ``text``.

    Notes
    -----
    O(length). ``plain_form(plain_form(x)) == plain_form(x)``.

    Examples
    --------
    >>> plain_form("　ＤＸの推\n進\r\n ㈱ ⾧所 ")
    'DXの推進 (株) 長所'
    """
    # Dropping a mark can bring two characters together that compose: fold again until nothing moves.
    folded = _fold(text)
    while (again := _fold(folded)) != folded:
        folded = again
    return folded


def _fold(text: str) -> str:
    seen = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    joined = _BROKEN_LINE.sub("", seen.replace("\r\n", "\n").replace("\r", "\n"))
    return _SPACE.sub(" ", joined).strip()


def match_form(text: str) -> str:
    """Fold as ``plain_form`` does, and case too: two texts of one form are the same wording.

    Examples
    --------
    >>> match_form("ＤＸ推進") == match_form("dx推進 ")
    True
    """
    return plain_form(plain_form(text).casefold())


def has_words(text: str) -> bool:
    """Tell whether a text holds at least one letter, kana, kanji or digit (emoji and punctuation are none).

    Examples
    --------
    >>> has_words("👍👍！？"), has_words("賛成")
    (False, True)
    """
    return _WORDLIKE.search(text) is not None


def whole_number(text: str) -> int | None:
    """Return a typed or sent number of at most 15 digits, full-width ones too; None for anything else.

    More digits are no key and no count of ours: Python refuses thousands of them and a database those beyond 8 bytes.

    >>> whole_number("１２"), whole_number("-1"), whole_number("9" * 5000)
    (12, None, None)
    """
    return int(text) if text.isdecimal() and len(text) < 16 else None  # noqa: PLR2004 - as said above
