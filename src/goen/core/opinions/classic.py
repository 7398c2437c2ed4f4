"""Which statements the classic recipe calls representative of a group, and which consensus."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.statistics import GroupStatistics
from goen.core.opinions.votes import Floats, Ints

Z90 = 1.2815515655446004


@dataclass(frozen=True)
class Pick:
    """One statement picked for a group (or for everybody), on the side that stands out more.

    Attributes
    ----------
    statement : int
        Index of the statement (not its id).
    agree : bool
        Whether it was picked for agreement.
    said, total : int
        How many of how many votes on that side.
    share, share_z : float
        Smoothed share and its one-proportion z.
    ratio, ratio_z : float
        Share inside over share outside, and the two-proportion z; 1 and 0 for a consensus pick.
    is_best : bool
        The group's best agreed statement, listed even when it passes no gate.
    """

    statement: int
    agree: bool
    said: int
    total: int
    share: float
    share_z: float
    ratio: float = 1.0
    ratio_z: float = 0.0
    is_best: bool = False


def passes(figures: GroupStatistics, confidence_z: float = Z90) -> NDArray[np.bool_]:
    """Return (G, S): which cells the classic 90 % gates call representative."""
    agree = (figures.pat > confidence_z) & (figures.rat > confidence_z)
    disagree = (figures.pdt > confidence_z) & (figures.rdt > confidence_z)
    return agree | disagree


def representative(
    figures: GroupStatistics, *, hidden: NDArray[np.bool_] | None = None, most: int = 5, confidence_z: float = Z90
) -> tuple[tuple[Pick, ...], ...]:
    """Pick what is representative of each group by the classic rules.

    Parameters
    ----------
    figures : GroupStatistics
        (G, S).
    hidden : (S,) bool, optional
        Statements never picked (moderated).
    most : int
        Picks per group.
    confidence_z : float
        Gate of the four tests.

    Returns
    -------
    tuple of tuple of Pick
        Per group, agreements before disagreements.

    Notes
    -----
    The rules are order dependent by design of the classic recipe: the best agreed statement is found by one walk through the
    statements in order of id. No correction for many tests: see `goen.core.opinions.represent` for the honest list.

    Examples
    --------
    >>> import numpy as np
    >>> from goen.core.opinions.statistics import statistics
    >>> counts = np.array([[[0, 0, 9], [5, 0, 4]], [[9, 0, 0], [4, 0, 5]]])
    >>> [[(p.statement, p.agree) for p in picks] for picks in representative(statistics(counts))]
    [[(0, True)], [(1, True), (0, False)]]
    """
    from goen.core.opinions.kernels import classic as loops

    open_to = np.arange(figures.ns.shape[1]) if hidden is None else np.flatnonzero(~hidden)
    gates = passes(figures, confidence_z)
    picks = []
    for group in range(figures.ns.shape[0]):
        line = {field.name: getattr(figures, field.name)[group] for field in fields(figures)}
        best = loops.best_agree(
            open_to, line["na"], line["nd"], line["pa"], line["pat"], line["ra"], line["rat"], confidence_z
        )
        picks.append(_of_group(line, open_to, gates[group], best, most))
    return tuple(picks)


def _of_group(
    line: dict[str, Floats], open_to: Ints, gates: NDArray[np.bool_], best: int, most: int
) -> tuple[Pick, ...]:
    candidates = open_to[gates[open_to]]
    agree = line["rat"][candidates] > line["rdt"][candidates]
    plus = line["ra"] * line["rat"] * line["pa"] * line["pat"]
    minus = line["rd"] * line["rdt"] * line["pd"] * line["pdt"]
    metric = np.where(agree, plus[candidates], minus[candidates])
    ranked = [int(j) for j in candidates[np.argsort(-metric, kind="stable")][: most + 1]]
    if best >= 0:
        ranked = [best, *(j for j in ranked if j != best)]
    elif not ranked and open_to.size:
        ranked = [int(open_to[np.argmax(np.maximum(line["rat"], line["rdt"])[open_to])])]
    chosen = [_pick(line, j, is_best=j == best) for j in ranked[:most]]
    return tuple(sorted(chosen, key=lambda pick: not pick.agree))


def _pick(line: dict[str, Floats], j: int, *, is_best: bool) -> Pick:
    agree = bool(line["rat"][j] > line["rdt"][j])
    said, share, share_z, ratio, ratio_z = (
        ("na", "pa", "pat", "ra", "rat") if agree else ("nd", "pd", "pdt", "rd", "rdt")
    )
    return Pick(
        statement=j, agree=agree, said=int(line[said][j]), total=int(line["ns"][j]), share=float(line[share][j]),
        share_z=float(line[share_z][j]), ratio=float(line[ratio][j]), ratio_z=float(line[ratio_z][j]), is_best=is_best,
    )  # fmt: skip


def consensus(
    everybody: GroupStatistics, *, hidden: NDArray[np.bool_] | None = None, most: int = 5, confidence_z: float = Z90
) -> tuple[tuple[Pick, ...], tuple[Pick, ...]]:
    """Pick what everybody agrees on, and what everybody rejects, by the classic rules.

    Parameters
    ----------
    everybody : GroupStatistics
        Figures of all voters as one group, (1, S).
    hidden, most, confidence_z
        As in `representative`.

    Returns
    -------
    agreed, rejected : tuple of Pick
        Best first: smoothed share times its z.
    """
    sides = []
    for said, share, z in ((everybody.na, everybody.pa, everybody.pat), (everybody.nd, everybody.pd, everybody.pdt)):
        fit = (share[0] > 0.5) & (z[0] > confidence_z)  # noqa: PLR2004  # more than half
        if hidden is not None:
            fit &= ~hidden
        candidates = np.flatnonzero(fit)
        ranked = candidates[np.argsort(-(share[0] * z[0])[candidates], kind="stable")][:most]
        line = zip(said[0, ranked], everybody.ns[0, ranked], share[0, ranked], z[0, ranked], strict=True)
        sides.append(
            tuple(
                Pick(int(j), said is everybody.na, int(n), int(total), float(p), float(p_z))
                for j, (n, total, p, p_z) in zip(ranked, line, strict=True)
            )
        )
    return sides[0], sides[1]
