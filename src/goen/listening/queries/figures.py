"""Everything the files say, once, as plain data: topics of every granularity up to a limit, and where each text is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.listening import Cut, Listening, Text, Topic
from goen.core.listening.archive import MOST_TOPICS
from goen.core.listening.counts import PeriodLength, Share, Trend, best_period, judge_trends, share_of, trends_of
from goen.core.listening.duplicates import Stack, stack_wordings, stacks_of

_PACKAGES = ("numpy", "scipy", "numba", "SudachiPy", "SudachiDict-small")


@dataclass(frozen=True)
class Source:
    """What was listened to, for the head of the files."""

    title: str
    made: str
    name: str = ""
    sha256: str = ""
    attributes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    masked: Mapping[str, int] = field(default_factory=dict)
    notice: str = ""


@dataclass(frozen=True)
class Figures:
    """What the files say.

    ``cut`` is the overview, as people changed it; ``nodes`` every topic from one to ``most`` topics with its two parts;
    ``leaf_of`` the finest of them each text is in (-1: excluded); ``leader`` what ``stack_wordings`` said; ``n_topics`` the
    granularity asked for.
    """

    source: Source
    found: Listening
    cut: Cut
    most: int
    nodes: tuple[Topic, ...]
    parts: Mapping[str, tuple[str, str]]
    leaf_of: tuple[int, ...]
    leaves: tuple[str, ...]
    leader: npt.NDArray[np.int64]
    n_topics: int

    def method(self) -> dict[str, Any]:
        """How it was done, enough to do it again."""
        settings = asdict(self.found.settings)
        return {
            "seed": self.found.settings.seed,
            "settings": settings,
            "lexical_share": self.found.embedding.lexical_share,
            "word_vectors": self.found.embedding.source,
            "versions": {name: version(name) for name in _PACKAGES},
            "notes": [*self.found.notes, *self.source.notes],
            "input": {"name": self.source.name, "sha256": self.source.sha256},
            "masked": dict(self.source.masked),
        }

    @cached_property
    def stacks(self) -> tuple[Stack, ...]:
        """Posts that are nearly the same, most first."""
        texts_by_unit = [self.found.texts_of([unit]) for unit in range(self.found.n_wordings)]
        return tuple(stacks_of(self.found.texts, texts_by_unit, self.leader))

    @cached_property
    def trends(self) -> Mapping[str, Trend]:
        """Change over time by topic of the overview."""
        return trends(self.found.texts, self.home, self.cut.topics)

    @cached_property
    def home(self) -> tuple[int, ...]:
        """Place in the overview of the topic each text is in; -1: excluded."""
        place = {topic.id: number for number, topic in enumerate(self.cut.topics)}
        return tuple(place.get(state.topic, -1) for state in self.cut.states)

    @cached_property
    def shares(self) -> Mapping[str, list[tuple[str, int, list[Share]]]]:
        """By attribute: every value, its number of texts, its share in each topic of the overview; largest first."""
        return {name: self._shares_by(name) for name in self.source.attributes}

    def _shares_by(self, attribute: str) -> list[tuple[str, int, list[Share]]]:
        home = np.array(self.home, dtype=np.int64)
        values, code = np.unique(
            [text.attributes.get(attribute, "") for text in self.found.texts] or [""], return_inverse=True
        )
        counted = np.flatnonzero(home >= 0)
        wholes = np.bincount(code[counted], minlength=len(values))
        parts = np.zeros((len(values), len(self.cut.topics)), np.int64)
        np.add.at(parts, (code[counted], home[counted]), 1)
        order = sorted(np.flatnonzero(wholes), key=lambda at: (-wholes[at], values[at]))
        rows = []
        for at in order:
            name, whole = str(values[at]), int(wholes[at])
            rows.append((name, whole, [share_of(name, int(part), whole) for part in parts[at]]))
        return rows


def figures(
    found: Listening,
    source: Source,
    *,
    n_topics: int | None = None,
    cut: Cut | None = None,
    leader: npt.NDArray[np.int64] | None = None,
) -> Figures:
    """Describe every topic the page may show; nothing is computed twice.

    ``cut`` is the overview as people changed it; ``leader`` what ``stack_wordings`` said when the result was kept.
    """
    cut = cut or found.cut(n_topics)
    n_topics = n_topics or len(cut.topics)
    most = max(min(MOST_TOPICS, found.n_wordings), min(n_topics, found.n_wordings))
    nodes, parts, leaves = _tree(found, most)
    labels = found.tree.cut(most).tolist() if most else list[int]()
    leaf_of = tuple(labels[unit] if unit >= 0 else -1 for unit in found.unit_of.tolist())
    if leader is None:
        leader = stack_wordings([found.texts[first].text for first in found.first], found.drawing.neighbours)
    return Figures(source, found, cut, most, nodes, parts, leaf_of, leaves, leader, n_topics)


def _tree(found: Listening, most: int) -> tuple[tuple[Topic, ...], dict[str, tuple[str, str]], tuple[str, ...]]:
    """Topics of all cuts from one to ``most``: the nodes reached by undoing the last joins."""
    if not most:
        return (), {}, ()
    leaves = found.tree.nodes(most)
    n, opened = found.tree.n_leaves, found.tree.opened(most)
    parts = {f"t{node}": tuple(f"t{child}" for child in found.tree.children[node - n]) for node in opened}
    topics = tuple(found.topic(node) for node in (*opened, *leaves))
    return topics, parts, tuple(f"t{node}" for node in leaves)  # type: ignore[return-value]


def trends(
    texts: Sequence[Text], home: Sequence[int], topics: Sequence[Topic], length: PeriodLength | None = None
) -> dict[str, Trend]:
    """Change over time of each topic among the dated texts; empty when fewer than two days are known."""
    dated = [place for place, text in enumerate(texts) if text.when is not None]
    days = [day for place in dated if (day := texts[place].when) is not None]
    if len(set(days)) < 2:  # noqa: PLR2004
        return {}
    inside = np.asarray(home, dtype=np.int64)[dated]
    found = trends_of(days, inside, len(topics), length or best_period(days))
    return judge_trends({topic.id: trend for topic, trend in zip(topics, found, strict=True)})


def topic_figures(figures: Figures, topic: Topic) -> dict[str, Any]:
    """One topic as plain data, with shares by attribute and its trend when it is of the overview."""
    number = next((place for place, one in enumerate(figures.cut.topics) if one.id == topic.id), None)
    shares = {
        name: [{**asdict(row[number]), "share": row[number].share} for _value, _whole, row in rows]
        for name, rows in figures.shares.items()
        if number is not None
    }
    trend = figures.trends.get(topic.id)
    return {
        **plain_topic(figures, topic),
        "shares": shares,
        "trend": None if trend is None else {**asdict(trend), "periods": [{**asdict(p), "share": p.share} for p in trend.periods]},
    }  # fmt: skip


def plain_topic(figures: Figures, topic: Topic) -> dict[str, Any]:
    """One topic without what depends on attributes or time; texts by id."""
    data = asdict(topic)
    data["members"] = [figures.found.texts[place].id for place in topic.members]
    data["cohesion"] = round(topic.cohesion, 4)
    return data


def state_counts(figures: Figures) -> dict[str, Any]:
    """Give the account: every text in exactly one state."""
    account = figures.cut.account
    return {**asdict(account), "excluded": dict(account.excluded), "n_excluded": account.n_excluded}


def attribute_values(texts: Sequence[Text], name: str) -> list[str]:
    """Values of an attribute, most frequent first."""
    counts = Counter(text.attributes.get(name, "") for text in texts)
    return sorted(counts, key=lambda value: (-counts[value], value))
