"""Checks in code: ids exist, quotes are exact, numbers and names occur in what is cited, and the meaning is near it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goen.core.assistance.answers import Sentence
from goen.core.assistance.requests import Source
from goen.core.listening.pairs import pair_similarity
from goen.core.text.tokens import words as words_of
from goen.core.text.wordvectors import WordVectors

LONGEST_LABEL = 30
QUANTILE = 0.9
"""Of the likeness of random pairs of the texts: a sentence must be more like what it cites than nine pairs in ten."""
N_PAIRS = 200
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTE = re.compile(r"「([^「」]*)」")
_KANJI_NUMBERS = str.maketrans("〇一二三四五六七八九", "0123456789")


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence, the ids it really cites, and why it may not stand (codes; empty when it may).

    Codes: ``no_ids``, ``unknown_id``, ``quote``, ``number``, ``name``, ``far``, ``empty``, ``too_long``, ``not_special``.
    """

    text: str
    ids: tuple[str, ...]
    problems: tuple[str, ...]
    column: str = ""

    @property
    def may_stand(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.problems


@dataclass(frozen=True)
class Evidence:
    """The texts that may be cited, and how alike two of them are by chance.

    Parameters
    ----------
    texts : mapping of str to str
        By id.
    threshold : float
        Least likeness of a sentence to the nearest text it cites.
    words : WordVectors or None
    """

    texts: Mapping[str, str]
    threshold: float
    words: WordVectors | None

    @classmethod
    def of(
        cls, sources: Sequence[Source], words: WordVectors | None, population: Sequence[str] = (), seed: int = 0
    ) -> "Evidence":
        """Calibrate on random pairs of all texts (those that may be cited, when no others are given); the same for one seed."""
        texts = {one.id: one.text for one in sources}
        found = list(population or texts.values())
        if len(found) < 3:  # noqa: PLR2004 - too few to say what chance is
            return cls(texts, 0.0, words)
        lots = np.random.default_rng(seed)
        first = lots.integers(len(found), size=N_PAIRS)
        other = (first + lots.integers(1, len(found), size=N_PAIRS)) % len(found)
        alike = pair_similarity([found[at] for at in first], [found[at] for at in other], words)
        return cls(texts, float(np.clip(np.quantile(alike, QUANTILE), 0.0, 0.6)), words)

    def nearness(self, text: str, ids: Sequence[str]) -> float:
        """Likeness of a text to the nearest of some texts."""
        cited = [self.texts[one] for one in ids if one in self.texts]
        if not cited:
            return 0.0
        together = [" ".join(cited)] if len(cited) > 1 else []
        others = [*cited, *together]
        # The other texts stand beside them so that rare words weigh as they do in the set.
        rest = [one for key, one in self.texts.items() if key not in ids][:50]
        first = [text] * len(others) + rest
        return float(pair_similarity(first, [*others, *rest], self.words)[: len(others)].max())


def check_sentence(sentence: Sentence, evidence: Evidence) -> Checked:
    """Hold a sentence to the texts it cites.

    Returns
    -------
    Checked
        With the ids that exist; every reason why it may not stand.
    """
    ids = tuple(one for one in sentence.ids if one in evidence.texts)
    problems = [] if len(ids) == len(sentence.ids) else ["unknown_id"]
    if not ids:
        return Checked(sentence.text, (), (*problems, "no_ids"), sentence.column)
    cited = " ".join(evidence.texts[one] for one in ids)
    problems += _foreign(sentence.text, cited)
    if evidence.nearness(sentence.text, ids) < evidence.threshold:
        problems.append("far")
    return Checked(sentence.text, ids, tuple(problems), sentence.column)


def check_label(label: str, evidence: Evidence, others: Sequence[str]) -> Checked:
    """Hold the name of a topic to its texts: short, of their words, and not only of words its siblings are named with."""
    if not label:
        return Checked(label, (), ("empty",))
    problems = ["too_long"] if len(label) > LONGEST_LABEL else []
    problems += _foreign(label, " ".join(evidence.texts.values()))
    content = _content(label)
    everywhere = set().union(*map(_content, others)) if others else set()
    if content and content <= everywhere:
        problems.append("not_special")
    said = set().union(*map(_content, evidence.texts.values())) if evidence.texts else set()
    if content and not content & said:
        problems.append("far")
    return Checked(label, tuple(evidence.texts), tuple(problems))


def check_rewriting(before: str, after: str) -> Checked:
    """Hold a rewritten line to its own source: every number and quote is still there, none is new, no name is new."""
    problems = _foreign(after, before)
    if set(_numbers(before)) - set(_numbers(after)):
        problems.append("number")
    if any(_plain(quote) not in _plain(after) for quote in _QUOTE.findall(before)):
        problems.append("quote")
    return Checked(after, (), tuple(dict.fromkeys(problems)))


def _foreign(text: str, cited: str) -> list[str]:
    """Quotes, numbers and names of a text that what it cites does not hold."""
    plain = _plain(cited)
    problems = []
    if any(len(quote) > 1 and _plain(quote) not in plain for quote in _QUOTE.findall(text)):
        problems.append("quote")
    if set(_numbers(text)) - set(_numbers(cited)):
        problems.append("number")
    if any(name not in plain for name in _names(text)):
        problems.append("name")
    return problems


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _numbers(text: str) -> list[str]:
    """Numbers, without separators; a number written in kanji digits counts as the same."""
    plain = _plain(text)
    arabic = [one.replace(",", "") for one in _NUMBER.findall(plain)]
    kanji = [one.translate(_KANJI_NUMBERS) for one in re.findall(r"[〇一二三四五六七八九]{2,}", plain)]
    return [*arabic, *kanji]


def _names(text: str) -> set[str]:
    """Proper nouns of a text, as _plain writes them."""
    return {_plain(part.surface) for word in words_of(text) for part in word.parts if part.kind == "proper"}


def _content(text: str) -> set[str]:
    kinds = {"noun", "proper", "verb", "adjective"}
    return {part.normal for word in words_of(text) for part in word.parts if part.kind in kinds}
