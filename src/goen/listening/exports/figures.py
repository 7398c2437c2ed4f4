"""Everything the files say, once, as plain data: topics of every granularity up to a limit, and where each text is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any

from goen.core.listening import Cut, Listening, Text, Topic
from goen.core.listening.counts import Trend, best_period, judge_trends, shares_by, trend_of
from goen.core.listening.duplicates import Stack, stack_wordings, stacks_of

MOST_TOPICS = 40
"""Topics of the finest granularity the page can be set to."""
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


@dataclass(frozen=True)
class Figures:
    """What the files say.

    ``cut`` is the overview; ``nodes`` every topic from one to ``most`` topics with its two parts; ``leaf_of`` the finest of
    them each text is in (-1: excluded); ``trends`` by topic of the overview.
    """

    source: Source
    found: Listening
    cut: Cut
    most: int
    nodes: tuple[Topic, ...]
    parts: Mapping[str, tuple[str, str]]
    leaf_of: tuple[int, ...]
    leaves: tuple[str, ...]
    stacks: tuple[Stack, ...]
    trends: Mapping[str, Trend]

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


def figures(found: Listening, source: Source, *, n_topics: int | None = None) -> Figures:
    """Describe every topic the page may show; nothing is computed twice."""
    cut = found.cut(n_topics)
    most = max(min(MOST_TOPICS, found.n_wordings), len(cut.topics))
    nodes, parts, leaves = _tree(found, most)
    labels = found.tree.cut(most).tolist() if most else list[int]()
    leaf_of = tuple(labels[unit] if unit >= 0 else -1 for unit in found.unit_of)
    texts_by_unit = [found.texts_of([unit]) for unit in range(found.n_wordings)]
    wordings = [found.texts[first].text for first in found.first]
    leader = stack_wordings(wordings, found.drawing.neighbours)
    stacks = tuple(stacks_of(found.texts, texts_by_unit, leader))
    return Figures(source, found, cut, most, nodes, parts, leaf_of, leaves, stacks, trends(found.texts, cut.topics))


def _tree(found: Listening, most: int) -> tuple[tuple[Topic, ...], dict[str, tuple[str, str]], tuple[str, ...]]:
    """Topics of all cuts from one to ``most``: the nodes reached by undoing the last joins."""
    if not most:
        return (), {}, ()
    leaves = found.tree.nodes(most)
    n = found.tree.n_leaves
    root = n + len(found.tree.children) - 1
    opened = list(range(root, root - most + 1, -1))
    parts = {f"t{node}": tuple(f"t{child}" for child in found.tree.children[node - n]) for node in opened}
    topics = tuple(found.topic(node) for node in (*opened, *leaves))
    return topics, parts, tuple(f"t{node}" for node in leaves)  # type: ignore[return-value]


def trends(texts: Sequence[Text], topics: Sequence[Topic]) -> dict[str, Trend]:
    """Change over time of each topic among the dated texts; empty when fewer than two days are known."""
    dated = [place for place, text in enumerate(texts) if text.when is not None]
    days = [day for place in dated if (day := texts[place].when) is not None]
    if len(set(days)) < 2:  # noqa: PLR2004
        return {}
    length = best_period(days)
    found = {}
    for topic in topics:
        members = set(topic.members)
        found[topic.id] = trend_of(days, [place in members for place in dated], length)
    return judge_trends(found)


def topic_figures(figures: Figures, topic: Topic) -> dict[str, Any]:
    """One topic as plain data, with shares by attribute and its trend when it is of the overview."""
    texts = figures.found.texts
    counted = [place for place, unit in enumerate(figures.found.unit_of) if unit >= 0]
    place_of = {place: number for number, place in enumerate(counted)}
    shares = {
        name: [
            {**asdict(share), "share": share.share}
            for share in shares_by(
                [texts[place] for place in counted], [place_of[place] for place in topic.members], name
            )
        ]
        for name in figures.source.attributes
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
