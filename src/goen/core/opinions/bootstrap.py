"""Would other people of the same kind have given the same landscape? The analysis again, on drawn people."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goen.core.opinions.analyse import analyse
from goen.core.opinions.landscape import Landscape, Verdict
from goen.core.opinions.settings import Settings
from goen.core.opinions.votes import Floats, Votes, votes_from_triples

DEFAULTS = Settings()


@dataclass(frozen=True, eq=False)
class Drawn:
    """The landscape of one draw of people.

    Attributes
    ----------
    verdict : Verdict
        Of the draw.
    n_groups : int
        0 when none were announced.
    agreement : float
        Adjusted Rand index with the whole landscape, over people grouped in both; 1 when neither has groups, 0 when one has.
    shares : (S,) float64
        Share agreeing with each statement of the whole; NaN for one nobody drawn answered.
    """

    verdict: Verdict
    n_groups: int
    agreement: float
    shares: Floats


def redraw(votes: Votes, whole: Landscape, index: int, *, settings: Settings = DEFAULTS) -> Drawn:
    """Analyse the people of one bootstrap draw.

    Parameters
    ----------
    votes : Votes
        Left unchanged.
    whole : Landscape
        Of all ``votes``, by the same settings; its moderated statements and mode are kept.
    index : int
        Number of the draw; with ``settings.seed`` it decides who is drawn.
    settings : Settings
        Those of the whole.

    Returns
    -------
    Drawn
        The same wherever and in whatever order draws are made.

    Notes
    -----
    As many draws with replacement as there are people, each drawn person counted once: twins of a person would look like
    structure to the gate. One `analyse` each.
    """
    n, ids = votes.n_participants, votes.statement_ids
    if not n:
        return Drawn(whole.verdict, 0, 1.0, np.full(ids.size, np.nan))
    drawn = np.unique(np.random.default_rng((settings.seed, index)).integers(0, n, n))
    rows = np.repeat(np.arange(n), votes.votes_per_participant)
    taken = np.isin(rows, drawn)
    part = votes_from_triples(
        votes.participant_ids[rows[taken]], ids[votes.columns[taken]], votes.values[taken].astype(np.int64)
    )
    places = np.searchsorted(ids, part.statement_ids)
    found = analyse(part, dropped=~whole.statements.kept[places], settings=settings, mode=whole.mode)
    shares, counts = np.full(ids.size, np.nan), part.counts
    shares[places] = counts[:, 2] / np.maximum(counts.sum(axis=1), 1)
    return Drawn(found.verdict, len(found.groups), _agreement(whole, found), shares)


def _agreement(whole: Landscape, found: Landscape) -> float:
    from goen.core.opinions.kernels import groups as loops

    if not (whole.groups and found.groups):
        return float(bool(whole.groups) == bool(found.groups))
    before = whole.people.groups[np.searchsorted(whole.people.ids, found.people.ids)]
    both = (before >= 0) & (found.people.groups >= 0)
    if np.count_nonzero(both) <= 1:
        return 0.0
    most = max(len(whole.groups), len(found.groups))
    return float(loops.rand_index(before[both], found.people.groups[both], np.ones(int(both.sum())), most))


def summed(whole: Landscape, draws: Sequence[Drawn], *, least: int = 0) -> dict[str, object]:
    """Say in plain values how alike the draws are to the whole: verdicts, groups, agreement, 95 % ranges of agree shares.

    The range of a statement that fewer than ``least`` people answered is left out, as its figures are.
    """
    shares = np.stack([one.shares for one in draws])
    enough = (whole.statements.counts.sum(axis=1) >= least) & np.isfinite(shares).any(axis=0)
    ranges = [
        np.nanpercentile(shares[:, j], [2.5, 97.5]).tolist() if enough[j] else None for j in range(shares.shape[1])
    ]
    return {
        "n": len(draws),
        "same_verdict": float(np.mean([one.verdict == whole.verdict for one in draws])),
        "n_groups": {str(k): sum(one.n_groups == k for one in draws) for k in sorted({one.n_groups for one in draws})},
        "agreement": float(np.mean([one.agreement for one in draws])),
        "agree_ranges": dict(zip(map(str, whole.statements.ids.tolist()), ranges, strict=True)),
    }
