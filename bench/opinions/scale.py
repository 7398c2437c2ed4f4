"""A million people: the whole analysis beside reading the same votes as CSV."""

import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

import numpy as np

from bench.opinions.data import Conversation, made
from bench.opinions.report import say
from goen.core.opinions.analyse import analyse
from goen.core.opinions.votes import votes_from_triples

_SIZES = ((100_000, 1_000, 0.029), (300_000, 2_000, 0.01), (1_000_000, 2_000, 0.01))


def million(talks: list[Conversation], *, short: bool) -> None:
    """O3: CPU over polars' CPU reading the same CSV on one thread, and memory over the data."""
    del talks
    analyse(votes_from_triples(*made(20_000, 300, 0.1)))
    ratios = []
    for people, statements, density in _SIZES[:1] if short else _SIZES:
        with tempfile.TemporaryDirectory() as folder:
            ratios.append((people, _one(people, statements, density, Path(folder) / "votes.csv")))
    if len(ratios) > 1:
        say("scale.growth", ratios[-1][1] / ratios[0][1], "ratio at the largest over ratio at the smallest size")


def _one(people: int, statements: int, density: float, path: Path) -> float:
    import polars as pl

    triples = made(people, statements, density)
    pl.DataFrame({"voter-id": triples[0], "comment-id": triples[1], "vote": triples[2]}).write_csv(path)
    np.save(path.with_suffix(".npy"), np.stack(triples))
    reading, working = [], []
    for _ in range(3):
        begin = process_time()
        frame = pl.read_csv(path)
        reading.append(process_time() - begin)
        del frame
        begin = process_time()
        analyse(votes_from_triples(*triples))
        working.append(process_time() - begin)
    ratio = min(working) / min(reading)
    say(f"scale.{people}x{statements}", ratio, "CPU / CPU of reading the CSV", target="<=2.5", votes=int(triples[0].size),
        seconds=min(working), csv_seconds=min(reading), medians=[float(np.median(working)), float(np.median(reading))])  # fmt: skip
    command = [sys.executable, "-m", "bench.opinions.memory", str(path.with_suffix(".npy"))]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # our own module
    say(f"scale.{people}x{statements}.memory", float(told.split()[0]) / 1e6, "GB over the data", target="<=.8")
    return ratio
