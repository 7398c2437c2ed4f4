"""What the pages of a result show: cards, tables of shares, change over time, lists of texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goen.core.listening import State, Text, Topic
from goen.core.listening.counts import PeriodLength, Share, Trend, best_period, period_of, share_of
from goen.core.listening.duplicates import Stack
from goen.listening.queries.figures import trends
from goen.listening.queries.results import Result

PAGE = 50
MOST_VALUES = 30
LENGTHS: tuple[PeriodLength, ...] = ("day", "month", "quarter", "year")


@dataclass(frozen=True)
class Card:
    """A topic with its place (its colour) and its share of all texts in topics."""

    number: int
    topic: Topic
    share: Share
    direction: str

    @property
    def percent(self) -> float:
        """Share in percent."""
        return self.share.percent


@dataclass(frozen=True)
class Row:
    """One text in a list."""

    place: int
    text: Text
    state: State
    label: str
    rival: str
    is_gone: bool
    twin: int | None


@dataclass(frozen=True)
class Asked:
    """Which texts are asked for; empty for all.

    ``topic`` is a topic of the overview or a node of the tree, ``state`` one of the four or a reason of exclusion,
    ``stack`` the place of a stack of near copies, ``words`` a piece of the text.
    """

    topic: str = ""
    state: str = ""
    attribute: str = ""
    value: str = ""
    period: str = ""
    stack: int | None = None
    words: str = ""


def cards_of(result: Result) -> list[Card]:
    """Return the topics of the overview; no query."""
    whole = sum(topic.n_posts for topic in result.cut.topics)
    directions = {key: trend.direction for key, trend in result.figures.trends.items()}
    return [
        Card(number, topic, share_of("", topic.n_posts, whole), directions.get(topic.id, ""))
        for number, topic in enumerate(result.cut.topics)
    ]


def shares_in(result: Result, attribute: str) -> list[tuple[str, int, list[Share]]]:
    """Return every value of an attribute, its number of texts, and its share in each topic; largest first; no query."""
    return result.figures.shares.get(attribute, [])[:MOST_VALUES]


def sparkline(trend: Trend) -> str:
    """Return the points of a line through the shares on a field of 120 by 32, its own largest share at the top."""
    shares = [period.share for period in trend.periods]
    top = max(shares, default=0.0) or 1.0
    step = 116 / max(len(shares) - 1, 1)
    return " ".join(f"{2 + step * at:.1f},{29 - 26 * share / top:.1f}" for at, share in enumerate(shares))


def trends_in(result: Result, length: str) -> tuple[str, dict[str, Trend]]:
    """Return the length of a period (the asked one where it is one) and the change of every topic; no query."""
    if length not in LENGTHS:
        days = [text.when for text in result.found.texts if text.when is not None]
        return best_period(days), dict(result.figures.trends)
    found = trends(result.found.texts, result.figures.home, result.cut.topics, length)
    return length, found


def stacks_of(result: Result, limit: int = 100) -> list[tuple[Stack, Text]]:
    """Return the largest stacks with the text that stands for each; no query."""
    texts = result.found.texts
    return [(stack, texts[stack.first]) for stack in result.figures.stacks[:limit]]


def texts_in(result: Result, asked: Asked, page: int) -> tuple[list[Row], int]:
    """Return one page of the texts asked for and how many there are; no query."""
    chosen = _chosen(result, asked)
    start = max(page - 1, 0) * PAGE
    return [row_of(result, int(place)) for place in chosen[start : start + PAGE]], len(chosen)


def row_of(result: Result, place: int) -> Row:
    """Return one text with where it is; no query."""
    text, state = result.found.texts[place], result.cut.states[place]
    labels = _labels(result)
    twin = int(result.found.first[result.found.unit_of[place]]) if state.kind == "duplicate" else None
    return Row(
        place, text, state, labels.get(state.topic, ""), labels.get(state.rival, ""), text.id in result.gone, twin
    )


def neighbours_of(result: Result, place: int, n: int = 6) -> list[Row]:
    """Return the texts most alike to one, nearest first; no query."""
    unit = int(result.found.unit_of[place])
    neighbours = result.found.drawing.neighbours
    if unit < 0 or not neighbours.shape[1]:
        return []
    return [row_of(result, int(result.found.first[other])) for other in neighbours[unit][:n]]


def points_of(result: Result) -> bytes:
    """Return the map: for every wording x, y (16-bit), its finest topic and the place of its first text; no query."""
    found = result.found
    n = found.n_wordings
    table = np.zeros((n, 6), "<u2")
    if n:
        table[:, :2] = np.round((found.drawing.positions.clip(-1, 1) + 1) * 32767.5).astype("<u2")
        table[:, 2] = found.tree.cut(result.figures.most)
        first = found.first.astype("<u4")
        table[:, 3], table[:, 4] = first & 0xFFFF, first >> 16
        table[:, 5] = np.asarray(result.figures.home, dtype=np.int64)[found.first]
    return table.tobytes()


def homes_of(result: Result) -> bytes:
    """Return the topic's place of every wording, as 16-bit numbers; no query."""
    home = np.asarray(result.figures.home, dtype=np.int64)[result.found.first]
    return home.astype("<u2").tobytes()


def ids_of(result: Result, topic: Topic) -> list[str]:
    """Return the ids of a topic's texts."""
    return [result.found.texts[place].id for place in topic.members]


def _labels(result: Result) -> Mapping[str, str]:
    return {topic.id: topic.label for topic in result.cut.topics}


def _chosen(result: Result, asked: Asked) -> npt.NDArray[np.int64]:
    """Places of the texts asked for, those nearest their topic's centre first within a topic, else in order."""
    texts, states = result.found.texts, result.cut.states
    if asked.stack is not None:
        stack = next((one for one in result.figures.stacks if one.first == asked.stack), None)
        return np.array(stack.members if stack else (), dtype=np.int64)
    places: Sequence[int] = result.topic(asked.topic).members if asked.topic else range(len(texts))
    if asked.state:
        places = [at for at in places if asked.state in (states[at].kind, states[at].reason)]
    if asked.attribute:
        places = [
            at
            for at in places
            if texts[at].attributes.get(asked.attribute, "") == asked.value and states[at].kind != "excluded"
        ]
    if asked.period:
        places = [at for at in places if _is_in(texts[at], asked.period)]
    if asked.words:
        folded = asked.words.casefold()
        places = [at for at in places if folded in texts[at].text.casefold()]
    chosen = np.array(places, dtype=np.int64)
    return _nearest_first(result, chosen) if asked.topic else chosen


def _is_in(text: Text, period: str) -> bool:
    return text.when is not None and any(period_of(text.when, length) == period for length in LENGTHS)


def _nearest_first(result: Result, places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    units = result.found.unit_of[places]
    inside = result.found.vectors[units]
    if not len(places):
        return places
    return places[np.lexsort((places, -(inside @ inside.mean(axis=0))))]
