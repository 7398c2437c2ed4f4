"""A million texts from the command line: learnt from a sample, placed on two Dask workers, and the same in one process."""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from bench.listening.scale import many_texts

N_TEXTS = 1_000_000
N_WORKERS = 2
_LOOK_EVERY_S = 0.5


def million(short: bool) -> Iterator[dict[str, Any]]:
    """Wall seconds and peak memory of `goen listen_many` with two workers and with none; whether both say the same. Not in the short form."""
    if short:
        return
    with tempfile.TemporaryDirectory(prefix="goen-million-") as folder:
        file = Path(folder) / "texts.csv"
        _write(file)
        answers = []
        for n_workers in (N_WORKERS, 0):
            answers.append(Path(folder) / f"placed-{n_workers}.jsonl")
            seconds, peak_gb, said = _run(file, answers[-1], n_workers)
            yield {
                "case": f"{N_TEXTS} texts, {n_workers} Dask workers" if n_workers else f"{N_TEXTS} texts, one process",
                "what": "time", "figure": round(seconds, 1), "unit": "wall s", "n": N_TEXTS, "peak_gb": round(peak_gb, 2),
                "sum": said.splitlines()[-1], "load": os.getloadavg()[0],
            }  # fmt: skip
        yield {
            "case": f"{N_TEXTS} texts", "what": "placed on workers as in one process", "figure": _share_equal(*answers),
            "unit": "share", "target": 1.0, "n": N_TEXTS,
        }  # fmt: skip


def _write(file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(["番号", "ご意見"])
        rows.writerows(enumerate(many_texts(N_TEXTS), 1))


def _run(file: Path, out: Path, n_workers: int) -> tuple[float, float, str]:
    """Return the wall seconds, the most memory of all its processes together, and what it said."""
    command = [sys.executable, "-m", "goen", "listen_many", str(file), "--out", str(out), "--workers", str(n_workers)]
    begun, peak = time.perf_counter(), 0
    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(command, stdout=said)
        while child.poll() is None:
            peak = max(peak, _memory(child.pid))
            time.sleep(_LOOK_EVERY_S)
        seconds = time.perf_counter() - begun
        if child.returncode:
            raise subprocess.CalledProcessError(child.returncode, command)
        said.seek(0)
        return seconds, peak / 1e9, said.read()


def _memory(pid: int) -> int:
    total = 0
    try:
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            total += one.memory_info().rss
    except psutil.NoSuchProcess:
        pass
    return total


def _share_equal(one: Path, other: Path) -> float:
    with one.open(encoding="utf-8") as left, other.open(encoding="utf-8") as right:
        return sum(a == b for a, b in zip(left, right, strict=True)) / N_TEXTS
