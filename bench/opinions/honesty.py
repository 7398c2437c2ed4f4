"""No false groups, few false findings, most true ones kept, and a map that does not follow how much one votes."""

import numpy as np
from numpy.typing import NDArray

from bench.opinions.data import Conversation, by_chance
from bench.opinions.report import say
from goen.core.opinions.analyse import DEFAULTS, analyse
from goen.core.opinions.canonical import canonical
from goen.core.opinions.classic import passes
from goen.core.opinions.groups import by_size, cluster
from goen.core.opinions.pca import principal_axes
from goen.core.opinions.polis import classic
from goen.core.opinions.project import place
from goen.core.opinions.represent import crossfit
from goen.core.opinions.statistics import group_counts, statistics
from goen.core.opinions.votes import Votes, votes_from_matrix

SIZES = ((30, 30), (30, 50), (100, 60), (500, 100))


def null_votes(talks: list[Conversation], *, short: bool) -> None:
    """O7: votes without any groups, and votes whose only trait is how readily people agree."""
    del talks
    for kind, spread in (("chance", 0.0), ("agreeable", 0.7)):
        announced, classic_announced, runs, false_cells = 0, 0, 0, []
        for people, statements in SIZES:
            for seed in range(10 if short else 100):
                votes = votes_from_matrix(by_chance(people, statements, seed, level_spread=spread))
                announced += analyse(votes).verdict == "groups"
                classic_announced += int(classic(votes).labels.max()) >= 1
                runs += 1
                if seed < 20:
                    false_cells.append(_cells(votes, np.zeros(votes.n_statements, bool), force=3)[:3])
        cells = np.sum(false_cells, axis=0)
        say(f"honesty.{kind}.groups", announced / runs, "share announcing groups", target="<=.05",
            baseline=classic_announced / runs, runs=runs)  # fmt: skip
        say(f"honesty.{kind}.cells", cells[1] / cells[2], "share of cells called representative, three groups forced",
            target="<=.01", baseline=cells[0] / cells[2])  # fmt: skip


def power(talks: list[Conversation], *, short: bool) -> None:
    """O7: how many of the cells the classic gates find survive the second look."""
    del short
    for talk in talks:
        naive, upheld, _, both = _cells(talk.votes, talk.hidden)
        if naive:
            target = {"target": ">=.95"} if "vtaiwan" in talk.name else {}
            say(
                f"power.{talk.name}",
                upheld / naive,
                "cells upheld / classic cells",
                both=both / naive,
                classic=naive,
                **target,
            )


def _cells(votes: Votes, hidden: NDArray[np.bool_], force: int = 0) -> tuple[int, int, int, int]:
    table = canonical(votes, hidden)
    axes = principal_axes(table)
    inside = table.per_line() >= min(DEFAULTS.min_votes, table.n_columns)
    points = place(table, axes, ridge=DEFAULTS.ridge).points[inside]
    full = np.full(votes.n_participants, -1, np.int32)
    if force:
        full[table.rows[inside]] = by_size(cluster(points, force, DEFAULTS))
    else:
        full = analyse(votes, dropped=hidden).people.groups
    n_groups = int(full.max()) + 1
    if n_groups < 2:
        return 0, 0, 1, 0
    second = crossfit(table, axes, inside, full[table.rows][inside], settings=DEFAULTS)
    naive = passes(statistics(group_counts(votes, full, n_groups)))[:, table.columns]
    upheld = second.holds(DEFAULTS.false_discovery_rate)
    return int(naive.sum()), int(upheld.sum()), naive.size, int((naive & upheld).sum())


def map_follows_votes(talks: list[Conversation], *, short: bool) -> None:
    """O8: rank correlation of votes cast with the distance from the centre, over the people on the map."""
    del short
    goen, polis = [], []
    for talk in talks:
        people = analyse(talk.votes, dropped=talk.hidden).people
        shown = ~np.isnan(people.positions[:, 0]) & (people.n_votes >= DEFAULTS.min_votes)
        goen.append(abs(_rank_correlation(people.n_votes[shown], np.hypot(*people.positions[shown].T))))
        places = classic(talk.votes, hidden=talk.hidden).positions[shown]
        polis.append(abs(_rank_correlation(people.n_votes[shown], np.hypot(*places.T))))
    if goen:
        say(
            "map.spearman",
            float(np.mean(goen)),
            "mean |rho|",
            target="<=.12",
            baseline=float(np.mean(polis)),
            most=max(goen),
        )


def _rank_correlation(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    from scipy.stats import spearmanr

    return float(spearmanr(first, second)[0])
