"""The peer: red-dwarf 0.4.0, called as it publishes itself; absent without the bench extra."""

import warnings
from collections.abc import Callable
from time import process_time
from types import ModuleType
from typing import Any

import numpy as np

from goen.core.opinions.votes import Votes


def peer() -> ModuleType | None:
    """Return the module that runs the peer's pipeline, or None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from reddwarf.implementations import polis
    except ImportError:
        return None
    return polis


def as_rows(votes: Votes) -> list[dict[str, int]]:
    """Write votes in the form the peer reads."""
    people = np.repeat(votes.participant_ids, votes.votes_per_participant).tolist()
    asked, values = votes.statement_ids[votes.columns].tolist(), votes.values.tolist()
    return [{"participant_id": p, "statement_id": s, "vote": v} for p, s, v in zip(people, asked, values, strict=True)]


def run_peer(polis: ModuleType, rows: list[dict[str, int]], out: list[int]) -> Any:
    """Run the peer's whole pipeline."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return polis.run_pipeline(votes=rows, mod_out_statement_ids=out)


def cpu(work: Callable[[], object], times: int) -> float:
    """Return the least CPU seconds of several runs."""
    best = float("inf")
    for _ in range(times):
        begin = process_time()
        work()
        best = min(best, process_time() - begin)
    return best
