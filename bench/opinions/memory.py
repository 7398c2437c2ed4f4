"""`python -m bench.opinions.memory VOTES.npy`: peak memory of one analysis over that of the data, in a process of its own."""

import sys
from pathlib import Path

import numpy as np

from goen.core.opinions.analyse import analyse
from goen.core.opinions.votes import votes_from_triples
from goen.core.opinions.warm import warm


def main(path: str) -> None:
    """Load int64 columns (3, V), analyse them, print kilobytes over what was held before."""
    warm()
    people, asked, cast = np.load(path)
    before = _memory("VmRSS")
    found = analyse(votes_from_triples(people, asked, cast))
    print(f"{_memory('VmHWM') - before:.0f} {found.verdict}")


def _memory(field: str) -> float:
    """Return a figure of this process in kB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    return next((float(line.split()[1]) for line in status.read_text().splitlines() if line.startswith(field)), 0.0)


if __name__ == "__main__":
    main(sys.argv[1])
