"""Run the rows asked for and print each figure beside its target and its peers."""

import argparse
import json
import platform
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any

from bench.listening import labels, million, quality, scale, trust

ROWS: dict[str, Callable[[bool], Iterator[dict[str, Any]]]] = {
    "similarity": quality.similarity,
    "topics": quality.topics,
    "phrases": labels.titles,
    "copies": labels.copies,
    "repeat": trust.repeat,
    "kept": trust.kept,
    "partitions": scale.partitions,
    "scale": scale.sizes,
    "million": million.million,
}
PACKAGES = ("numpy", "scipy", "scikit-learn", "numba", "SudachiPy", "SudachiDict-small", "umap-learn")


def main() -> None:
    """Print one JSON line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer repetitions and smaller sizes")
    parser.add_argument("--rows", default=",".join(ROWS), help=f"of {', '.join(ROWS)}")
    chosen = parser.parse_args()
    versions = {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}
    print(json.dumps({"bench": "listening", "versions": versions}, ensure_ascii=False), flush=True)
    for row in chosen.rows.split(","):
        for figure in ROWS[row](chosen.short):
            print(json.dumps({"bench": "listening", "row": row, **figure}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
