"""Time and memory at growing sizes, each in a process of its own; and partitions against one process."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from bench.listening import data
from goen.base.wordvectors import load_word_vectors
from goen.core.listening.analysis import listen
from goen.core.listening.partitions import joined, learn, place_all
from goen.core.listening.texts import Text

TARGETS_S = {10_000: 30, 50_000: 80, 100_000: 180}
MOST_GB = 4.0


def many_texts(n: int) -> list[str]:
    """Make distinct short texts by joining real ones of one topic: two, or three where pairs would run out; the same for one n."""
    lots = np.random.default_rng(2)
    pools: dict[str, list[str]] = {}
    for _name, texts, truth, _rows in data.labelled():
        for text, topic in zip(texts, truth, strict=True):
            pools.setdefault(f"{_name}{topic}", []).append(text[:60])
    names = sorted(pools)
    n_joined = _n_joined([len(pools[name]) for name in names], n)
    found: dict[str, None] = {}
    while len(found) < n:
        pool = pools[names[int(lots.integers(len(names)))]]
        chosen = dict.fromkeys(lots.integers(len(pool), size=n_joined).tolist())
        found[" ".join(pool[place] for place in chosen)] = None
    return list(found)


def _n_joined(sizes: Sequence[int], n: int) -> int:
    """How many texts to join so that ``n`` distinct ones come soon: a draw that repeats an earlier one is for nothing."""
    if max(sizes) < 2:
        raise ValueError(f"no {n} distinct texts from topics of one text each")
    n_joined = 2
    while sum(size**n_joined for size in sizes) < 3 * n:
        n_joined += 1
    return n_joined


def sizes(short: bool) -> Iterator[dict[str, Any]]:
    """Wall and CPU seconds and peak memory, and how the cost grows."""
    seconds = {}
    for n in (1_000, 3_000, 10_000) if short else (1_000, 10_000, 50_000, 100_000):
        command = [sys.executable, "-m", "bench.listening.scale", str(n)]
        run = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ.copy())
        figure = json.loads(run.stdout.splitlines()[-1])
        seconds[n] = figure["cpu_s"]
        yield {**figure, "target": {"wall_s": TARGETS_S.get(n), "peak_gb": MOST_GB}, "load": os.getloadavg()[0]}
    power = np.polyfit(np.log(list(seconds)), np.log(list(seconds.values())), 1)[0]
    yield {
        "what": "CPU grows as n to the power",
        "figure": round(float(power), 2),
        "unit": "power",
        "sizes": list(seconds),
    }


def partitions(short: bool) -> Iterator[dict[str, Any]]:
    """Texts placed by parts equal texts placed at once; and agree with the full answer on the sample."""
    from sklearn.metrics import adjusted_rand_score as ari

    for name, texts, _truth, _rows in data.labelled():
        half = texts[::2]
        sample = listen([Text(str(n), text) for n, text in enumerate(half)], words=load_word_vectors())
        model = learn(sample)
        rest = texts[1::2][: 500 if short else None]
        whole = model.place(rest)
        parts = joined(place_all(model, [rest[at : at + 100] for at in range(0, len(rest), 100)]))
        equal = float(np.mean((whole.coarse == parts.coarse) & (whole.fine == parts.fine)))
        own = model.place(half)
        agree = ari(sample.tree.cut(int(model.coarse_of.max()) + 1)[sample.unit_of], own.coarse)
        yield {
            "case": name,
            "what": "placed by parts as placed at once",
            "figure": equal,
            "unit": "share",
            "target": 1.0,
            "n": len(rest),
        }
        yield {
            "case": name,
            "what": "sample's own texts, placed again",
            "figure": round(float(agree), 4),
            "unit": "ARI",
            "n": len(half),
        }


class _Stages:
    """Seconds at which each stage began."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {}
        self.start = time.perf_counter()

    def update(self, _done: float, _total: float, note: str = "") -> None:
        self.began.setdefault(note, round(time.perf_counter() - self.start, 1))


def _one(n: int) -> dict[str, Any]:
    texts = [Text(str(place), text) for place, text in enumerate(many_texts(n))]
    words = load_word_vectors()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    stages = _Stages()
    wall, cpu = time.perf_counter(), time.process_time()
    found = listen(texts, words=words, progress=stages)
    for n_topics in found.granularities():
        found.cut(n_topics)
    return {
        "case": f"{n} texts, with tree, map, names and quotes of {found.granularities()[1]} topics", "what": "time", "n": n,
        "figure": round(time.perf_counter() - wall, 1), "unit": "wall s", "cpu_s": round(time.process_time() - cpu, 1),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2), "before_gb": round(before / 1e6, 2),
        "stages": stages.began,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(_one(int(sys.argv[1]))))
