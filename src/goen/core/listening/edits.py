"""What people change in the topics found: kept beside the result, and carried over to the next one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from goen.core.listening.analysis import Listening
from goen.core.listening.texts import State, account_of
from goen.core.listening.topics import Cut, Topic

CARRIED_OVER = 0.3
"""Least Jaccard index of the texts of a topic then and now for an edit to be carried over."""

EditKind = Literal["rename", "merge", "split", "move", "pin"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change, tied to texts and not to a topic's number.

    Parameters
    ----------
    kind : str
        ``rename`` (anchors[0] gets ``label``), ``merge`` (the topics of all anchors become one), ``split`` (the texts
        ``moved`` leave the topic of anchors[0] and become one of their own), ``move`` (the texts ``moved`` go to the topic of
        anchors[0]), ``pin`` (the texts of anchors[0] stay together, whatever a new run finds).
    anchors : tuple of frozenset of str
        Ids of the texts the topics meant had when the change was made.
    label : str
        New name for rename, merge, split, pin; empty keeps what is found.
    moved : frozenset of str
        Ids of texts.
    """

    kind: EditKind
    anchors: tuple[frozenset[str], ...]
    label: str = ""
    moved: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Edited:
    """The cut with the edits on it, and which edits no longer fit (the topic they meant is gone), in order."""

    cut: Cut
    not_applied: tuple[Edit, ...]


def apply_edits(found: Listening, cut: Cut, edits: Sequence[Edit]) -> Edited:
    """Lay human changes over a cut of a run, the same or a later one.

    Parameters
    ----------
    found : Listening
        The run.
    cut : Cut
        A cut of it; left unchanged.
    edits : sequence of Edit
        In the order in which they were made.

    Returns
    -------
    Edited
        Every text is still in exactly one state. An edit whose topic shares less than 0.3 of its texts with any topic of
        the cut is reported, never applied elsewhere.

    Notes
    -----
    O(edits × topics × texts of a topic).
    """
    work = _Work(found, cut)
    failed = tuple(edit for edit in edits if not _APPLY[edit.kind](work, edit))
    return Edited(work.result(), failed)


class _Work:
    """Groups of wordings being changed."""

    def __init__(self, found: Listening, cut: Cut) -> None:
        self.found = found
        self.cut = cut
        self.units: dict[str, set[int]] = {
            topic.id: {int(found.unit_of[place]) for place in topic.members} for topic in cut.topics
        }
        self.labels: dict[str, str] = {}
        self.changed: set[str] = set()
        self.settled: dict[int, str] = {}
        self.unit_of_id = {
            text.id: int(unit) for text, unit in zip(found.texts, found.unit_of, strict=True) if unit >= 0
        }

    def units_of(self, ids: Iterable[str]) -> set[int]:
        return {self.unit_of_id[text_id] for text_id in ids if text_id in self.unit_of_id}

    def topic_of(self, anchor: frozenset[str]) -> str | None:
        wanted = self.units_of(anchor)
        best, best_share = None, 0.0
        for topic_id, units in self.units.items():
            share = len(wanted & units) / max(len(wanted | units), 1)
            if share > best_share:
                best, best_share = topic_id, share
        return best if best_share >= CARRIED_OVER else None

    def put(self, units: set[int], topic_id: str) -> None:
        for others in self.units.values():
            others.difference_update(units)
        self.units.setdefault(topic_id, set()).update(units)
        self.settled.update(dict.fromkeys(units, topic_id))
        self.changed.add(topic_id)

    def name(self, topic_id: str, label: str) -> None:
        self.changed.add(topic_id)
        if label:
            self.labels[topic_id] = label

    def result(self) -> Cut:
        untouched = {topic.id: topic for topic in self.cut.topics}
        topics = [
            self._topic(topic_id, units, untouched.get(topic_id)) for topic_id, units in self.units.items() if units
        ]
        topics.sort(key=lambda topic: (-topic.n_posts, topic.members[0]))
        home = {unit: topic_id for topic_id, units in self.units.items() for unit in units}
        states = tuple(self._state(place, state, home) for place, state in enumerate(self.cut.states))
        return Cut(tuple(topics), states, account_of(states))

    def _topic(self, topic_id: str, units: set[int], before: Topic | None) -> Topic:
        rows = np.array(sorted(units), dtype=np.int64)
        same = before is not None and before.members == self.found.texts_of(rows)
        if before is not None and same:
            topic = before
        else:
            topic = self.found.topic_of(topic_id, rows, self.found.describe(rows))
        label = self.labels.get(topic_id, topic.label)
        return replace(topic, label=label, edited=topic_id in self.changed)

    def _state(self, place: int, state: State, home: dict[int, str]) -> State:
        if state.kind == "excluded":
            return state
        unit = int(self.found.unit_of[place])
        settled = state.kind == "borderline" and (unit in self.settled or home.get(unit) == state.rival)
        if settled or (state.kind == "borderline" and not self.units.get(state.rival)):
            return replace(state, kind="topic", topic=home[unit], rival="")
        return replace(state, topic=home[unit])


def _rename(work: _Work, edit: Edit) -> bool:
    topic = work.topic_of(edit.anchors[0])
    if topic is None:
        return False
    work.name(topic, edit.label)
    return True


def _merge(work: _Work, edit: Edit) -> bool:
    topics = [work.topic_of(anchor) for anchor in edit.anchors]
    into = topics[0]
    if into is None or None in topics or len(set(topics)) < 2:  # noqa: PLR2004
        return False
    for topic in topics[1:]:
        if topic is not None and topic != into:
            work.put(set(work.units[topic]), into)
    work.name(into, edit.label)
    return True


def _split(work: _Work, edit: Edit) -> bool:
    topic = work.topic_of(edit.anchors[0])
    leaving = work.units_of(edit.moved)
    if topic is None or not leaving or leaving >= work.units[topic]:
        return False
    part = f"{topic}.{sum(other.startswith(f'{topic}.') for other in work.units) + 1}"
    work.put(leaving, part)
    work.name(part, edit.label)
    work.changed.add(topic)
    return True


def _move(work: _Work, edit: Edit) -> bool:
    topic = work.topic_of(edit.anchors[0])
    moving = work.units_of(edit.moved)
    if topic is None or not moving:
        return False
    work.put(moving, topic)
    return True


def _pin(work: _Work, edit: Edit) -> bool:
    kept = work.units_of(edit.anchors[0])
    topic = work.topic_of(edit.anchors[0])
    if not kept:
        return False
    topic = topic or f"p{min(kept)}"
    work.put(kept, topic)
    work.name(topic, edit.label)
    return True


_APPLY: dict[EditKind, Callable[[_Work, Edit], bool]] = {
    "rename": _rename,
    "merge": _merge,
    "split": _split,
    "move": _move,
    "pin": _pin,
}
