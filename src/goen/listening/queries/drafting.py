"""What the AI may be asked about topics, and what it said."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from goen.assistant import queries as ai
from goen.core.assistance import Source
from goen.core.listening import Topic
from goen.core.listening.masking import mask_text
from goen.core.listening.sentences import choose_quotes
from goen.listening.queries.results import Result

N_EXEMPLARS = 16
N_POPULATION = 200


@dataclass(frozen=True)
class Row:
    """A topic beside what the AI said of it; ``sentences`` holds what may be shown, with places of the texts cited."""

    topic: Topic
    draft: Any
    sentences: list[tuple[str, list[int]]]


def subject_of(result: Result, topic: Topic) -> str:
    """Return how a draft names the topic it is about."""
    return f"topic:{result.run.pk}:{topic.id}:{len(topic.members)}"


def exemplars_of(result: Result, topic: Topic) -> list[tuple[str, int]]:
    """Return up to 16 texts near the centre and unlike each other: id to cite by and place; withdrawn ones never."""
    found = result.found
    units = sorted({int(found.unit_of[place]) for place in topic.members})
    vectors = found.vectors[units]
    nearness = vectors @ vectors.mean(axis=0)
    near = np.argsort(-nearness, kind="stable")[:200]
    chosen = choose_quotes(vectors[near], nearness[near], 2 * N_EXEMPLARS)
    places = [int(found.first[units[near[at]]]) for at in chosen]
    shown = [place for place in places if found.texts[place].id not in result.gone and found.texts[place].text]
    return [(f"e{number}", place) for number, place in enumerate(shown[:N_EXEMPLARS], start=1)]


def sources_of(result: Result, exemplars: list[tuple[str, int]]) -> list[Source]:
    """Return exemplars as they are sent: personal data masked whatever the listening's own setting."""
    return [Source(key, mask_text(result.found.texts[place].text)[0]) for key, place in exemplars]


def population_of(result: Result) -> list[str]:
    """Return texts from all over the set, to tell what likeness chance gives; the same for one run."""
    found = result.found
    step = max(1, found.n_wordings // N_POPULATION)
    return [mask_text(found.texts[place].text)[0][:300] for place in found.first[::step][:N_POPULATION]]


def rows_of(result: Result) -> list[Row]:
    """Return every topic of the overview with the newest draft about it; 1 query."""
    topics = result.cut.topics
    found = ai.drafts_about(result.run.listening.event, [subject_of(result, topic) for topic in topics])
    return [_row(result, topic, found.get(subject_of(result, topic))) for topic in topics]


def row_of(result: Result, topic: Topic) -> Row:
    """Return one topic with the newest draft about it; 1 query."""
    subject = subject_of(result, topic)
    return _row(result, topic, ai.drafts_about(result.run.listening.event, [subject]).get(subject))


def _row(result: Result, topic: Topic, draft: Any) -> Row:
    places = draft.given.get("places", {}) if draft else {}
    texts = result.found.texts
    sentences = []
    for row in draft.result.get("sentences", []) if draft else []:
        cited = [int(places[one]) for one in row["ids"] if one in places]
        if row["may_stand"] and not any(texts[place].id in result.gone for place in cited):
            sentences.append((row["text"], cited))
    return Row(topic, draft, sentences)
