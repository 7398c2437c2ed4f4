"""Answers of a language model, read leniently in form and strictly in substance."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goen.core.errors import BadInputError

MOST_SENTENCES = 40
MOST_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer with the ids it says it rests on; ``column`` for minutes."""

    text: str
    ids: tuple[str, ...]
    column: str = ""


def read_object(answer: str) -> Mapping[str, Any]:
    r"""Return the JSON object in an answer, also when words or a code fence stand around it.

    Raises
    ------
    BadInputError
        ``assistant.unreadable`` when there is none.

    Examples
    --------
    >>> read_object('はい。\n```json\n{"label": "桃"}\n```')
    {'label': '桃'}
    """
    decoder = json.JSONDecoder()
    at = answer.find("{")
    while at >= 0:
        try:
            found, _end = decoder.raw_decode(answer, at)
        except (json.JSONDecodeError, RecursionError):
            at = answer.find("{", at + 1)
            continue
        if isinstance(found, dict):
            return found
        break
    raise BadInputError("assistant.unreadable")


def read_topic(answer: str) -> tuple[str, tuple[Sentence, ...]]:
    """Return label and sentences of a topic's answer."""
    found = read_object(answer)
    return _text(found.get("label")), read_sentences(answer)


def read_sentences(answer: str) -> tuple[Sentence, ...]:
    """Return the sentences of an answer; entries of another shape are left out."""
    found = read_object(answer).get("sentences")
    rows = found if isinstance(found, list) else []
    sentences = [
        Sentence(_text(row.get("text")), _ids(row.get("ids")), _text(row.get("column")))
        for row in rows[:MOST_SENTENCES]
        if isinstance(row, dict)
    ]
    return tuple(sentence for sentence in sentences if sentence.text)


def read_rewriting(answer: str) -> dict[str, str]:
    """Return the new text of every line by its id; a line given twice keeps the first."""
    rows = read_object(answer).get("lines")
    found: dict[str, str] = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and _text(row.get("text")):
            found.setdefault(_text(row.get("id")), _text(row.get("text")))
    return found


def _text(value: Any) -> str:
    return value.strip()[:MOST_CHARACTERS] if isinstance(value, str) else ""


def _ids(value: Any) -> tuple[str, ...]:
    rows = value if isinstance(value, list) else []
    return tuple(dict.fromkeys(str(one) for one in rows if isinstance(one, str | int)))
