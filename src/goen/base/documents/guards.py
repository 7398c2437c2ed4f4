"""What must never reach a document as typed: control characters, and text a spreadsheet would run as a formula."""

import re

# Characters XML 1.0 cannot hold; one of them makes Word and Excel call the whole file broken.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Full-width signs too: Japanese Excel reads ＝ as = when a CSV is opened.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def clean(text: str) -> str:
    r"""Return the text without characters XML cannot hold; every other character stays as it is.

    >>> clean("髙\x00橋")
    '髙橋'
    """
    return _UNPRINTABLE.sub("", text)


def is_formula_like(text: str) -> bool:
    """Tell whether a spreadsheet might run the text.

    >>> is_formula_like("=1+1"), is_formula_like("1月30日")
    (True, False)
    """
    return text.startswith(_FORMULA)


def guard_cell(text: str) -> str:
    """Return text that is safe as a CSV cell: an apostrophe goes before what might be run.

    >>> guard_cell("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    cleaned = clean(text)
    return f"'{cleaned}" if is_formula_like(cleaned) else cleaned


def file_name(text: str, limit: int = 60) -> str:
    """Return the text as a file name every system takes; Japanese stays.

    >>> file_name("交流会/報告: 第1回")
    '交流会_報告_ 第1回'
    """
    return re.sub(r'[\\/:*?"<>|\s]+', lambda found: " " if found[0].isspace() else "_", clean(text)).strip(" ._")[
        :limit
    ]
