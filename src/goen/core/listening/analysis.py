"""From texts to topics: the whole way, once; and what can then be asked of it without computing it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from goen.core.listening.map import Drawing, draw
from goen.core.listening.phrases import key_phrases, label_of
from goen.core.listening.terms import Phrases, count_readings, read_all
from goen.core.listening.texts import State, Text, account_of, check_ids
from goen.core.listening.topics import Cut, Description, Topic, count_posts, nearest_to_centre, rivals, speak_for
from goen.core.listening.tree import TopicTree, default_granularities
from goen.core.listening.vectors import Embedding, Floats, fit_embedding
from goen.core.progress import SILENT, Part, Progress
from goen.core.text.normalise import has_words, match_form
from goen.core.text.wordvectors import WordVectors

_MANY = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be chosen; the defaults are what the benchmarks were run with.

    Parameters
    ----------
    seed : int
        Of everything drawn by lot.
    few : int
        Sets of fewer wordings are joined by plain Ward on all pairs (measured: from 30 on the layout finds more, and is steadier).
    border : float
        Margin of cosine under which a text is borderline.
    weak : float
        A topic is weak when two of its wordings are on average less than this nearer than any two of the set.
    """

    seed: int = 0
    few: int = 30
    border: float = 0.02
    weak: float = 0.05


@dataclass(frozen=True)
class Listening:
    """Everything found in a set of texts.

    Parameters
    ----------
    texts : tuple of Text
        As given, in order.
    unit_of : int array (n_texts,)
        The wording of each text, -1 when the text is excluded.
    first : int array (n_wordings,)
        The first text of each wording.
    excluded : mapping of int to str
        Reason by place of the text.
    vectors, phrases, embedding, drawing
        One row (leaf, place) per wording. The map is a picture of nearness; distances across it mean little.
    notes : tuple of str
        Codes of what the reader must be told (``no_word_vectors``).
    described : dict of int to Description
        What was already said of nodes of the tree; filled as topics are asked for.
    """

    texts: tuple[Text, ...]
    unit_of: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    excluded: Mapping[int, str]
    vectors: Floats
    phrases: Phrases
    embedding: Embedding
    drawing: Drawing
    settings: Settings
    notes: tuple[str, ...] = ()
    described: dict[int, Description] = field(default_factory=dict, repr=False, compare=False)

    @property
    def tree(self) -> TopicTree:
        """The tree of all wordings."""
        return self.drawing.tree

    @property
    def n_wordings(self) -> int:
        """Distinct wordings that took part."""
        return len(self.first)

    @cached_property
    def between(self) -> float:
        """Mean cosine between any two wordings of the set."""
        n = self.n_wordings
        mean = self.vectors.mean(axis=0) if n else np.zeros(1)
        return (n * float(mean @ mean) - 1) / (n - 1) if n > 1 else 0.0

    @cached_property
    def _texts_of_unit(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        order = np.argsort(self.unit_of, kind="stable")
        return order, np.searchsorted(self.unit_of[order], np.arange(self.n_wordings + 1))

    def texts_of(self, units: Sequence[int] | npt.NDArray[np.int64]) -> tuple[int, ...]:
        """Places of the texts with these wordings, ascending."""
        if len(units) > _MANY:
            chosen = np.zeros(self.n_wordings + 1, dtype=bool)  # the last stands for texts without a wording
            chosen[np.asarray(units)] = True
            return tuple(np.flatnonzero(chosen[self.unit_of]).tolist())
        order, starts = self._texts_of_unit
        return tuple(sorted(int(place) for unit in units for place in order[starts[unit] : starts[unit + 1]]))

    def describe(self, units: npt.NDArray[np.int64]) -> Description:
        """Name, headline, quotes and cohesion of any set of wordings."""
        nearest, centre, between = nearest_to_centre(self.vectors, units)
        headline, quotes = speak_for(self.texts, [int(self.first[unit]) for unit in nearest], centre, self.embedding)
        phrases = tuple(key_phrases(self.phrases, units))
        label = label_of(phrases, headline.words if headline else "")
        weak = len(units) > 1 and between < self.between + self.settings.weak
        return Description(phrases, label, headline, quotes, between, weak)

    def topic(self, node: int) -> Topic:
        """Return the topic of a node of the tree; described once, then remembered."""
        if node not in self.described:
            self.described[node] = self.describe(self.tree.members(node))
        return self.topic_of(f"t{node}", self.tree.members(node), self.described[node])

    def topic_of(self, topic_id: str, units: npt.NDArray[np.int64], said: Description) -> Topic:
        """Make a topic of some wordings with their description."""
        members = self.texts_of(units)
        n_posts, n_people, n_unsigned = count_posts(self.texts, members)
        return Topic(
            topic_id, said.label, said.phrases, said.headline, said.quotes, members, n_posts, n_people, n_unsigned,
            len(units), said.cohesion, said.weak,
        )  # fmt: skip

    def granularities(self) -> tuple[int, int]:
        """Numbers of topics for the overview and the detail."""
        return default_granularities(self.n_wordings)

    def cut(self, n_topics: int | None = None) -> Cut:
        """Cut the tree: the topics of a granularity, and the state of every text.

        Parameters
        ----------
        n_topics : int, optional
            From 1 to the number of wordings; the overview's when not given.

        Raises
        ------
        BadInputError
            ``listening.n_topics`` outside that range.

        Notes
        -----
        O(wordings × topics × dimensions) for the borderline; the tree is not computed again.
        """
        if not self.n_wordings:
            states = self._states(np.zeros(0, np.int64), [], np.zeros(0, bool), np.zeros(0, np.int64))
            return Cut((), states, account_of(states))
        wanted = self.granularities()[0] if n_topics is None else n_topics
        labels = self.tree.cut(wanted)
        topics = tuple(self.topic(node) for node in self.tree.nodes(wanted))
        borderline, rival = rivals(self.vectors, labels, self.settings.border)
        states = self._states(labels, [topic.id for topic in topics], borderline, rival)
        return Cut(topics, states, account_of(states))

    def _states(
        self,
        labels: npt.NDArray[np.int64],
        ids: Sequence[str],
        borderline: npt.NDArray[np.bool_],
        rival: npt.NDArray[np.int64],
    ) -> tuple[State, ...]:
        states = []
        for place in range(len(self.texts)):
            unit = int(self.unit_of[place])
            if unit < 0:
                states.append(State("excluded", reason=self.excluded[place]))
            elif self.first[unit] != place:
                states.append(State("duplicate", ids[labels[unit]], duplicate_of=self.texts[self.first[unit]].id))
            elif borderline[unit]:
                states.append(State("borderline", ids[labels[unit]], rival=ids[rival[unit]]))
            else:
                states.append(State("topic", ids[labels[unit]]))
        return tuple(states)


def listen(
    texts: Sequence[Text],
    *,
    words: WordVectors | None = None,
    settings: Settings | None = None,
    progress: Progress = SILENT,
) -> Listening:
    """Find the topics of a set of texts.

    Parameters
    ----------
    texts : sequence of Text
        Any number, any content; left unchanged. Texts that cannot take part are kept with the reason.
    words : WordVectors, optional
        Meanings of words. Without them topics rest on shared words only, and ``notes`` says so.
    settings : Settings, optional
    progress : Progress
        Told the stage (``listening.words``, ``.vectors``, ``.neighbours``, ``.topics``, ``.map``) and how far of 100 it is;
        may raise to stop.

    Returns
    -------
    Listening

    Raises
    ------
    BadInputError
        ``listening.id_twice`` when two texts have one id.

    Notes
    -----
    About n log n; 10,000 short texts in under 30 s on two cores. The same texts, settings and versions give the same
    result on one machine.

    Examples
    --------
    >>> found = listen([Text("1", "桃がおいしい"), Text("2", "桃の味が好き"), Text("3", "バスを増やして"), Text("4", "")])
    >>> found.cut(2).account
    Account(n_texts=4, in_topic=3, borderline=0, duplicate=0, excluded={'empty': 1})
    """
    check_ids(texts)
    chosen = settings or Settings()
    unit_of, first, excluded = _wordings(texts)
    reading = Part(progress, 0, 20)
    readings = read_all([texts[place].text for place in first], reading)
    silent = [unit for unit, read in enumerate(readings) if not read.terms]
    if silent:
        unit_of, first, excluded = _leave_out(set(silent), unit_of, first, excluded)
        readings = [read for read in readings if read.terms]
    progress.update(20, 100, "listening.vectors")
    terms, phrases = count_readings(readings)
    length = float(np.mean([len(texts[place].text) for place in first])) if len(first) else 0.0
    embedding = fit_embedding(terms, length, words, chosen.seed)
    vectors = embedding.transform(terms.counts)
    drawing = draw(vectors, few=chosen.few, seed=chosen.seed, progress=Part(progress, 30, 98))
    notes = () if words is not None else ("no_word_vectors",)
    found = Listening(tuple(texts), unit_of, first, excluded, vectors, phrases, embedding, drawing, chosen, notes)
    progress.update(100, 100, "listening.done")
    return found


def _wordings(texts: Sequence[Text]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], dict[int, str]]:
    """Give a number to every distinct wording; exclude what has none."""
    unit_of = np.full(len(texts), -1, dtype=np.int64)
    known: dict[str, int] = {}
    first: list[int] = []
    excluded: dict[int, str] = {}
    for place, text in enumerate(texts):
        form = match_form(text.text)
        if not has_words(form):
            excluded[place] = "no_words" if form else "empty"
            continue
        if form not in known:
            known[form] = len(first)
            first.append(place)
        unit_of[place] = known[form]
    return unit_of, np.array(first, dtype=np.int64), excluded


def _leave_out(
    silent: set[int], unit_of: npt.NDArray[np.int64], first: npt.NDArray[np.int64], excluded: Mapping[int, str]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], dict[int, str]]:
    """Exclude wordings without a single content word and number the others again."""
    new_number = np.full(len(first) + 1, -1, dtype=np.int64)
    kept = [unit for unit in range(len(first)) if unit not in silent]
    new_number[kept] = np.arange(len(kept))
    renumbered = np.where(unit_of >= 0, new_number[unit_of], -1)
    added = {int(place): "no_terms" for place in np.flatnonzero((unit_of >= 0) & (renumbered < 0))}
    return renumbered, first[kept], {**excluded, **added}
