"""What is listened to: texts with who, where and when; and where each of them ended up."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from goen.core.errors import BadInputError

StateKind = Literal["topic", "borderline", "duplicate", "excluded"]
ExclusionReason = Literal["empty", "no_words", "no_terms"]


@dataclass(frozen=True, slots=True)
class Text:
    """One post, comment or note, as it was written.

    Parameters
    ----------
    id : str
        Unique within the set; every figure leads back to it.
    text : str
        What was written, never altered.
    author : str
        Who, as a name or a pseudonym; empty when not known. Used to count people, never shown.
    when : date, optional
        Day it was written.
    attributes : mapping of str to str
        Organisation, age group, area, source …; empty values count as not known.
    """

    id: str
    text: str
    author: str = ""
    when: dt.date | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """Where one text is: exactly one of four places.

    ``topic`` and ``borderline`` name the topic (and ``rival`` the nearest other one); ``duplicate`` names the id of the
    text with the same wording; ``excluded`` the reason.
    """

    kind: StateKind
    topic: str = ""
    rival: str = ""
    duplicate_of: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """How many texts are in each state; the parts always sum to ``n_texts``."""

    n_texts: int
    in_topic: int
    borderline: int
    duplicate: int
    excluded: Mapping[str, int]

    @property
    def n_excluded(self) -> int:
        """Texts excluded for any reason."""
        return sum(self.excluded.values())


def account_of(states: Sequence[State]) -> Account:
    """Count the states; a state that is none of the four, or an exclusion without reason, is an error.

    Examples
    --------
    >>> account_of([State("topic", "t1"), State("excluded", reason="empty")]).excluded
    {'empty': 1}
    """
    kinds = Counter(state.kind for state in states)
    reasons = Counter(state.reason for state in states if state.kind == "excluded")
    account = Account(len(states), kinds["topic"], kinds["borderline"], kinds["duplicate"], dict(reasons))
    total = account.in_topic + account.borderline + account.duplicate + account.n_excluded
    if total != account.n_texts or "" in reasons:
        raise BadInputError("listening.sum_wrong", n_texts=account.n_texts, total=total)
    return account


def check_ids(texts: Sequence[Text]) -> None:
    """Refuse two texts with one id.

    Raises
    ------
    BadInputError
        ``listening.id_twice`` with the id.
    """
    seen: set[str] = set()
    for text in texts:
        if text.id in seen:
            raise BadInputError("listening.id_twice", id=text.id)
        seen.add(text.id)
