"""The ideal-point model: how each person would probably vote, and how sure that is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goen.core.opinions.canonical import canonical
from goen.core.opinions.settings import Settings
from goen.core.opinions.votes import Floats, Ints, Votes

DEFAULTS = Settings()
_NONE = 1e-9


@dataclass(frozen=True, eq=False)
class Side:
    """Posterior of one side of the model, packed.

    Attributes
    ----------
    mean : (n, size) float64
        First the own level (of agreeing), then the position or slope; for people, last how much more than others they go
        with the general view. ``size`` is d + 2 for people, d + 1 for statements.
    second : (n, size(size + 1) / 2) float64
        Lower triangle of E[xx'].
    """

    mean: Floats
    second: Floats


@dataclass(frozen=True, eq=False)
class IdealPoints:
    """A fitted model; rows and statements are those of the `Votes` it was fitted to.

    Attributes
    ----------
    people : Side
        (c, u, g): how readily a person agrees, where the person stands, how far the person goes with the general view.
    statements : Side
        (b, a): how readily a statement is agreed with, and what it tells about where people stand.
    pass_people, pass_statements : (P,), (S,) float64
        Logits of passing, to be added.
    stretch : float
        Factor on logits: the variational bound is a little too cautious.
    kept : (S,) bool
        Statements the model knows.
    prior : (d + 2,) float64
        Variances of (c, u, g) before a person has answered; the first as learnt.
    """

    people: Side
    statements: Side
    pass_people: Floats
    pass_statements: Floats
    stretch: float
    kept: NDArray[np.bool_]
    prior: Floats

    def agreeing(self, rows: ArrayLike, columns: ArrayLike) -> Floats:
        """Predict the chance of agreeing rather than disagreeing.

        Parameters
        ----------
        rows, columns : (n,) int
            Participants and statements by index.

        Returns
        -------
        (n,) float64
            Chances, uncertainty of both sides averaged in.
        """
        from goen.core.opinions.kernels import ideal as loops

        middle, spread = loops.logits(
            np.asarray(rows, np.int64), np.asarray(columns, np.int64),
            self.people.mean, self.people.second, self.statements.mean, self.statements.second,
        )  # fmt: skip
        return _sigmoid(self.stretch * middle / np.sqrt(1.0 + np.pi / 8.0 * spread))

    def passing(self, rows: ArrayLike, columns: ArrayLike) -> Floats:
        """Predict the chance of passing; arguments as in `agreeing`."""
        return _sigmoid(self.pass_people[np.asarray(rows)] + self.pass_statements[np.asarray(columns)])


def fit_ideal(votes: Votes, *, dropped: NDArray[np.bool_] | None = None, settings: Settings = DEFAULTS) -> IdealPoints:
    """Fit the ideal-point model to votes.

    Parameters
    ----------
    votes : Votes
        Left unchanged.
    dropped : (S,) bool, optional
        Statements to leave out.
    settings : Settings
        Its ``ideal_…`` numbers and ``seed``.

    Returns
    -------
    IdealPoints
        Participants without a counted vote get the prior.

    Notes
    -----
    Two-parameter item response model in d dimensions with a level for each person and a factor on the general view:
    logit P(agree) = (1 + g)·b + c + a·u, Gaussian priors, mean-field variational Bayes with the Jaakkola–Jordan bound [1]_. A pass counts as a weak vote for
    neither side; the prior variances of both levels are learnt from the votes. O(sweeps · V · d²). Votes are
    visited in canonical order, so the fit does not depend on the order of people, statements or votes.

    References
    ----------
    .. [1] T. Jaakkola and M. Jordan, "Bayesian parameter estimation via variational methods", Stat. Comput. 10, 2000.

    Examples
    --------
    >>> from goen.core.opinions.votes import votes_from_matrix
    >>> model = fit_ideal(votes_from_matrix([[1, 1, 1], [1, 1, 1], [-1, -1, -1], [-1, -1, float("nan")]]))
    >>> bool(model.agreeing([3], [2])[0] < 0.5)
    True
    """
    table = canonical(votes, dropped)
    lines = np.repeat(np.arange(table.n_lines), table.per_line())
    # Within a line votes stand in no special order; sums of the fit want one.
    codes = table.codes[np.argsort(lines * (3 * table.n_columns + 1) + table.codes, kind="stable")]
    columns = (codes // 3).astype(np.int32)
    values = (codes % 3 - 1) * table.flips[columns]
    took_side = values != 0
    n, d = (table.n_lines, table.n_columns), settings.ideal_dimensions
    first: Floats = np.random.default_rng(settings.seed).normal(0.0, 0.5, (table.n_columns, d))
    # A pass says a little: that the person stands near the middle of this statement.
    scales: Floats = np.full(values.size, settings.ideal_pass_weight, np.float64)
    scales[took_side] = 1.0
    sides: Floats = np.asarray(values * 0.5, np.float64)
    people, statements, prior = _fit(n, lines, columns, sides, first, settings=settings, scales=scales)
    plain = np.zeros((table.n_columns, 0))
    passing = np.where(took_side, -0.5, 0.5)
    pass_people, pass_statements, _prior = _fit(n, lines, columns, passing, plain, settings=settings)
    kept = np.zeros(votes.n_statements, np.bool_)
    kept[table.columns] = True
    return IdealPoints(
        _back(people, table.rows, votes.n_participants), _back(statements, table.columns, votes.n_statements),
        _back(pass_people, table.rows, votes.n_participants).mean[:, 0],
        _back(pass_statements, table.columns, votes.n_statements).mean[:, 0], settings.ideal_stretch, kept, prior,
    )  # fmt: skip


def _fit(
    n: tuple[int, int],
    lines: Ints,
    columns: NDArray[np.int32],
    signs: Floats,
    first: Floats,
    *,
    settings: Settings,
    scales: Floats | None = None,
) -> tuple[Side, Side, Floats]:
    """Return both sides and the prior variances of people; without scales levels are not learnt, nor g."""
    from goen.core.opinions.kernels import ideal as loops

    starts = np.concatenate([[0], np.cumsum(np.bincount(lines, minlength=n[0]))]).astype(np.int64)
    d = first.shape[1]
    follows = _NONE if scales is None else settings.ideal_follows
    person_prior = 1.0 / np.array([settings.ideal_level, *[1.0] * d, follows])
    statement_prior = 1.0 / np.array([settings.ideal_difficulty, *[settings.ideal_slope] * d])
    strength = 0.0 if scales is None else settings.ideal_strength
    moments = loops.fit(
        starts, np.ascontiguousarray(columns), np.ascontiguousarray(signs, np.float64),
        np.ones(columns.size) if scales is None else scales, person_prior, statement_prior,
        first, settings.ideal_sweeps, strength,
    )  # fmt: skip
    return Side(*moments[:2]), Side(*moments[2:]), 1.0 / person_prior


def _back(side: Side, places: Ints, n: int) -> Side:
    mean, second = np.zeros((n, side.mean.shape[1])), np.zeros((n, side.second.shape[1]))
    mean[places], second[places] = side.mean, side.second
    return Side(mean, second)


def _sigmoid(logit: Floats) -> Floats:
    chance: Floats = 1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0)))
    return chance
