"""Compile every loop once, at install or worker start, so that nobody waits for it."""

from dataclasses import replace

import numpy as np

from goen.core.opinions.analyse import analyse
from goen.core.opinions.ideal import fit_ideal
from goen.core.opinions.settings import Settings
from goen.core.opinions.votes import votes_from_triples


def warm() -> None:
    """Analyse a tiny made-up conversation by every path; about half a minute the first time, then read from disk.

    Examples
    --------
    >>> warm()
    """
    rng = np.random.default_rng(0)
    people, asked = (x.ravel() for x in np.meshgrid(np.arange(60), np.arange(16), indexing="ij"))
    leaning = np.where((people % 2 == 0) == (asked % 2 == 0), 1, -1)
    cast = np.where(rng.integers(0, 7, people.size) > 0, leaning, 0)
    small = replace(Settings(), grid_from=10, sample_votes=300, crossfit_lines=40, ideal_sweeps=2, ideal_dimensions=2)
    for kind in (np.int64, np.int32):
        votes = votes_from_triples(people.astype(kind), asked.astype(kind), cast.astype(kind))
        analyse(votes, settings=small)
    analyse(votes, mode="polis")
    fit_ideal(votes, settings=small).agreeing([0], [0])
