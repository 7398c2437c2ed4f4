"""Keep names of people out of a text that leaves the house."""

import re
from collections.abc import Iterable

MARK = "●●"
_SHORTEST = 2


def name_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds any of the names, with or without spaces inside, longest first; None without names.

    Parameters
    ----------
    names : iterable of str
        Full names as written; those with fewer than two letters are left out, because they would hit ordinary words.

    Notes
    -----
    O(total length); deterministic.
    """
    letters = {"".join(name.split()) for name in names}
    plain = sorted((name for name in letters if len(name) >= _SHORTEST), key=lambda name: (-len(name), name))
    if not plain:
        return None
    return re.compile("|".join(r"\s*".join(re.escape(letter) for letter in name) for name in plain), re.IGNORECASE)


def conceal(text: str, pattern: re.Pattern[str] | None) -> str:
    """Return the text with every found name replaced by ``●●``; other text is left as it is.

    Examples
    --------
    >>> conceal("髙橋誠さんの案、髙橋　誠の案", name_pattern(["髙橋 誠"]))
    '●●さんの案、●●の案'
    """
    return pattern.sub(MARK, text) if pattern else text
