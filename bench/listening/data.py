"""The data found in ``GOEN_DATA/listening``: any CSV with (sentence1, sentence2, score) or (text, topic)."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt


def folder() -> Path:
    """Folder of the listening data."""
    return Path(os.environ.get("GOEN_DATA", "data")) / "listening"


def tables(*columns: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Every CSV that has these columns: its name and rows."""
    for path in sorted(folder().glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        if rows and set(columns) <= set(rows[0]):
            yield path.stem, rows


def labelled() -> Iterator[tuple[str, list[str], npt.NDArray[np.int64], list[dict[str, str]]]]:
    """Every labelled set: name, texts, topic numbers, rows (which may hold a peer's clusters in ``published``)."""
    for name, rows in tables("text", "topic"):
        numbers = np.unique([row["topic"] for row in rows], return_inverse=True)[1]
        yield name, [row["text"] for row in rows], numbers, rows
