"""Words found without a dictionary: quick, and enough to see that two texts speak of one thing."""

import re

_RUNS = re.compile("[一-龠々〆ヶ]{2,}|[ァ-ヴー]{3,}|[A-Za-z]{2,}")


def content_runs(text: str) -> frozenset[str]:
    """Return the runs of kanji (two or more), katakana (three or more) and Latin letters (two or more) in a text.

    Notes
    -----
    O(length); deterministic. Two microseconds a sentence, where an analyser takes a thousand: for pages, not for analysis.

    Examples
    --------
    >>> sorted(content_runs("データを窓口で"))
    ['データ', '窓口']
    """
    return frozenset(_RUNS.findall(text))
