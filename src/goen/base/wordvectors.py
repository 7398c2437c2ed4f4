"""The file of word vectors: made once from the ja-ginza wheel when Goen is installed, read when texts are listened to."""

import io
import os
import zipfile
from functools import lru_cache
from pathlib import Path

import numpy as np

from goen.core.errors import BadInputError
from goen.core.text.wordvectors import WordVectors, pack_word_vectors

SOURCE = "chiVe (Works Applications, Apache-2.0) as trimmed in ja-ginza {version} (Megagon Labs, MIT)"
_SETTING = "GOEN_WORD_VECTORS"


def vector_file() -> Path:
    """Where the file is: ``GOEN_WORD_VECTORS``, or ``data/wordvectors.npz`` beside this module."""
    return Path(os.environ.get(_SETTING) or Path(__file__).parent / "data" / "wordvectors.npz")


@lru_cache(maxsize=1)
def load_word_vectors() -> WordVectors | None:
    """Read the vectors (0.1 s, 14 MB in memory); None where they were not installed, and listening says so."""
    path = vector_file()
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as parts:
        return WordVectors(
            np.cumsum(parts["steps"], dtype=np.uint64),
            parts["rows"],
            parts["table"],
            parts["scales"],
            str(parts["source"]),
        )


def build_word_vectors(wheel: Path) -> Path:
    """Take the vectors out of a ja-ginza wheel (its parser and named-entity models are not touched).

    Raises
    ------
    BadInputError
        ``text.vectors_unreadable`` when the file is not that wheel.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = {name.split("/vocab/")[-1]: name for name in archive.namelist() if "/vocab/" in name}
            key2row = archive.read(names["key2row"])
            vectors = np.load(io.BytesIO(archive.read(names["vectors"])), allow_pickle=False)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise BadInputError("text.vectors_unreadable", part=wheel.name) from error
    version = wheel.name.split("-")[1] if "-" in wheel.name else "?"
    made = pack_word_vectors(key2row, vectors, SOURCE.format(version=version))
    return _write(made)


def _write(vectors: WordVectors) -> Path:
    path = vector_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.npz")
    # Ascending hashes are kept as steps: they compress, being smaller than the hashes.
    steps = np.diff(vectors.keys, prepend=np.uint64(0))
    np.savez_compressed(
        part,
        steps=steps,
        rows=vectors.rows,
        table=vectors.table,
        scales=vectors.scales,
        source=np.array(vectors.source),
    )
    part.replace(path)
    load_word_vectors.cache_clear()
    return path
