"""A result as plain arrays, to be kept and read again: nothing found is ever computed a second time."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.listening.analysis import Listening, Settings
from goen.core.listening.duplicates import stack_wordings
from goen.core.listening.map import Drawing
from goen.core.listening.sentences import Quote
from goen.core.listening.terms import Phrases
from goen.core.listening.texts import Text
from goen.core.listening.topics import Description
from goen.core.listening.tree import TopicTree
from goen.core.listening.vectors import Embedding
from goen.core.progress import SILENT, Progress

Arrays = Mapping[str, npt.NDArray[Any]]
VERSION = 1
MOST_TOPICS = 40
"""Topics of the finest cut that are described when a result is packed: what a slider can ask for."""


@dataclass(frozen=True)
class Kept:
    """A result with the wording that stands for each one nearly the same (see ``duplicates``)."""

    found: Listening
    leader: npt.NDArray[np.int64]


def pack(found: Listening, progress: Progress = SILENT) -> dict[str, npt.NDArray[Any]]:
    """Turn a result into arrays without objects.

    Parameters
    ----------
    found : Listening
        Left unchanged, but for describing the topics of every cut up to 40.
    progress : Progress
        Told how many topics are described (note ``listening.names``).

    Returns
    -------
    dict of str to array
        Vectors and the embedding as 16-bit floats: cosines change by less than 0.001.

    Notes
    -----
    About 1.1 kB a text. O(texts × (neighbours + 40)).
    """
    most = min(MOST_TOPICS, found.n_wordings)
    nodes = (*found.tree.opened(most), *(found.tree.nodes(most) if most else ()))
    for place, node in enumerate(nodes):
        progress.update(place, len(nodes) + 1, "listening.names")
        found.topic(node)
    wordings = [found.texts[place].text for place in found.first]
    embedding, counts = found.embedding, found.phrases.counts
    facts = {
        "version": VERSION,
        "settings": asdict(found.settings),
        "notes": found.notes,
        "excluded": {str(place): why for place, why in found.excluded.items()},
        "lexical_share": embedding.lexical_share,
        "source": embedding.source,
        "n_leaves": found.tree.n_leaves,
        "phrase_columns": int(counts.shape[1]),
        "described": {str(node): asdict(said) for node, said in found.described.items()},
    }
    rows = [_row(text) for text in found.texts]
    return {
        "facts": _written(facts),
        "texts": _written(rows),
        "vocabulary": _written(list(embedding.vocabulary)),
        "spellings": _written(list(found.phrases.spellings)),
        "unit_of": found.unit_of,
        "first": found.first,
        "vectors": found.vectors.astype(np.float16),
        "children": found.tree.children,
        "positions": found.drawing.positions,
        "neighbours": found.drawing.neighbours,
        "leader": stack_wordings(wordings, found.drawing.neighbours),
        "phrase_data": counts.data,
        "phrase_indices": counts.indices,
        "phrase_starts": counts.indptr,
        "phrase_totals": found.phrases.totals,
        "lexical_weights": embedding.lexical_weights,
        "components": embedding.components.astype(np.float16),
        "meaning": embedding.meaning.astype(np.float16),
        "common": embedding.common,
    }


def unpack(arrays: Arrays) -> Kept:
    """Read a result as it was packed; O(size)."""
    from scipy import sparse

    facts = _read(arrays["facts"])
    texts = tuple(_text(row) for row in _read(arrays["texts"]))
    n_wordings = len(arrays["first"])
    counts = sparse.csr_array(
        (arrays["phrase_data"], arrays["phrase_indices"], arrays["phrase_starts"]),
        shape=(n_wordings, facts["phrase_columns"]),
    )
    phrases = Phrases(counts, tuple(_read(arrays["spellings"])), arrays["phrase_totals"])
    embedding = Embedding(
        tuple(_read(arrays["vocabulary"])),
        arrays["lexical_weights"],
        arrays["components"].astype(np.float32),
        arrays["meaning"].astype(np.float32),
        arrays["common"],
        facts["lexical_share"],
        facts["source"],
    )
    tree = TopicTree(arrays["children"], facts["n_leaves"])
    found = Listening(
        texts,
        arrays["unit_of"],
        arrays["first"],
        {int(place): why for place, why in facts["excluded"].items()},
        arrays["vectors"].astype(np.float32),
        phrases,
        embedding,
        Drawing(tree, arrays["positions"], arrays["neighbours"]),
        Settings(**facts["settings"]),
        tuple(facts["notes"]),
        {int(node): _description(said) for node, said in facts["described"].items()},
    )
    return Kept(found, arrays["leader"])


def _row(text: Text) -> list[Any]:
    return [text.id, text.text, text.author, text.when.isoformat() if text.when else "", dict(text.attributes)]


def _text(row: list[Any]) -> Text:
    written, words, author, when, attributes = row
    return Text(written, words, author, dt.date.fromisoformat(when) if when else None, attributes)


def _description(said: Mapping[str, Any]) -> Description:
    quotes = tuple(Quote(**quote) for quote in said["quotes"])
    headline = Quote(**said["headline"]) if said["headline"] else None
    return Description(tuple(said["phrases"]), said["label"], headline, quotes, said["cohesion"], said["weak"])


def _written(value: Any) -> npt.NDArray[np.uint8]:
    """JSON as bytes; a lone surrogate survives, as ASCII."""
    return np.frombuffer(json.dumps(value).encode("ascii"), dtype=np.uint8)


def _read(array: npt.NDArray[Any]) -> Any:
    return json.loads(array.tobytes())
