"""Which statement to show a person next: the one whose answer tells most, and new ones often enough to be judged."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goen.core.opinions.ideal import IdealPoints, Side
from goen.core.opinions.settings import Settings
from goen.core.opinions.votes import Floats, Ints

DEFAULTS = Settings()


@dataclass(frozen=True, eq=False)
class Position:
    """Where one person stands, as far as the answers tell.

    Attributes
    ----------
    mean : (d + 2,) float64
        Level of agreeing, position, how far the person goes with the general view.
    covariance : (d + 2, d + 2) float64
        How unsure that is.
    """

    mean: Floats
    covariance: Floats


def locate(model: IdealPoints, columns: ArrayLike, values: ArrayLike, *, settings: Settings = DEFAULTS) -> Position:
    """Find where a person stands from the person's own answers and the statements of a fitted model.

    Parameters
    ----------
    model : IdealPoints
        Left unchanged; only its statements are used.
    columns : (n,) int
        Statements answered, by index.
    values : (n,) int
        1 agree, 0 pass, −1 disagree.
    settings : Settings
        Its ``ideal_pass_weight``.

    Returns
    -------
    Position
        The prior for a person without answers.

    Notes
    -----
    Six rounds of the same bound the model was fitted with; O(n · d²).
    """
    side, cast = np.asarray(columns, np.int64), np.asarray(values)
    size = model.prior.size
    inverse_prior = np.diag(1.0 / model.prior)
    features, seen, cross = _seen(model.statements, side)
    signs, scales = 0.5 * cast, np.where(cast != 0, 1.0, settings.ideal_pass_weight)
    level = model.statements.second[side, 0]
    weights, mean, covariance = (
        0.25 * scales,
        np.zeros(size),
        np.linalg.inv(inverse_prior).astype(np.float64),
    )
    for _ in range(6 if side.size else 0):
        covariance = np.linalg.inv(inverse_prior + np.einsum("v,vij->ij", weights, seen)).astype(np.float64)
        mean = covariance @ (signs @ features - weights @ cross)
        second = covariance + np.outer(mean, mean)
        reach = np.sqrt(np.maximum(np.einsum("vij,ij->v", seen, second) + 2 * cross @ mean + level, 1e-12))
        weights = scales * np.tanh(0.5 * reach) / (2.0 * reach)
    return Position(mean, covariance)


def _seen(statements: Side, columns: Ints) -> tuple[Floats, Floats, Floats]:
    """Return E[w], E[ww'] and E[b·w] of statements as people see them: w = (1, a, b)."""
    own, size = statements.mean[columns], statements.mean.shape[1]
    full = np.zeros((columns.size, size + 1, size + 1))
    below = np.tril_indices(size)
    full[:, below[0], below[1]] = statements.second[columns]
    full[:, below[1], below[0]] = statements.second[columns]
    cross = np.concatenate([full[:, 0, :size], full[:, 0, :1]], axis=1)
    cross[:, 0] = own[:, 0]
    features = np.concatenate([np.ones((columns.size, 1)), own[:, 1:], own[:, :1]], axis=1)
    full[:, size, 1:] = full[:, 1:, size] = cross[:, 1:]
    full[:, size, size] = statements.second[columns, 0]
    full[:, 0, :] = full[:, :, 0] = features
    return features, full, cross


def agreeing_at(model: IdealPoints, position: Position) -> Floats:
    """Predict (S,) the chance that a person at this position agrees with each statement rather than disagrees."""
    every = np.arange(model.statements.mean.shape[0])
    features, seen, cross = _seen(model.statements, every)
    middle = model.statements.mean[:, 0] + features @ position.mean
    second = position.covariance + np.outer(position.mean, position.mean)
    square = np.einsum("vij,ij->v", seen, second) + 2 * cross @ position.mean + model.statements.second[:, 0]
    spread = np.maximum(square - middle * middle, 0.0)
    logit = model.stretch * middle / np.sqrt(1.0 + np.pi / 8.0 * spread)
    chance: Floats = 1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0)))
    return chance


def information(model: IdealPoints, position: Position, *, most_targets: int = 300) -> Floats:
    """Say how much an answer to each statement would tell about the person's answers to the others.

    Parameters
    ----------
    model, position
        Left unchanged.
    most_targets : int
        Statements the gain is measured on: all, or this many spread evenly over them.

    Returns
    -------
    (S,) float64
        Expected fall in the variance of the person's answers, times the chance that the person does not pass; 0 for
        statements the model does not know.

    Notes
    -----
    One logistic answer on w carries p(1 − p) units of Fisher information along w and shrinks the covariance Σ by
    Σww'Σ · i / (1 + i·w'Σw); the gain is the fall of w'Σw over the targets, weighted by their p(1 − p). O(S · targets · d).
    """
    slopes = _seen(model.statements, np.arange(model.statements.mean.shape[0]))[0]
    chance = agreeing_at(model, position)
    fisher = chance * (1.0 - chance)
    known = np.flatnonzero(model.kept)
    targets = known[:: max(1, -(-known.size // most_targets))]
    moved = slopes @ position.covariance
    own = np.einsum("vi,vi->v", moved, slopes)
    shared = np.square(moved @ slopes[targets].T) @ fisher[targets]
    answers = 1.0 - 1.0 / (1.0 + np.exp(-np.clip(model.pass_statements, -30.0, 30.0)))
    told: Floats = answers * shared * fisher / (1.0 + fisher * own)
    return np.where(model.kept, told, 0.0)


def next_statement(
    model: IdealPoints | None,
    columns: ArrayLike,
    values: ArrayLike,
    exposure: ArrayLike,
    *,
    open_to: NDArray[np.bool_],
    settings: Settings = DEFAULTS,
    seed: int = 0,
) -> int | None:
    """Choose the statement to show next.

    Parameters
    ----------
    model : IdealPoints or None
        None before there are votes to fit.
    columns, values : (n,) int
        The person's answers so far.
    exposure : (S,) int
        How many people have answered each statement.
    open_to : (S,) bool
        Statements that may be shown to this person (accepted, not answered yet).
    settings : Settings
        Its ``route_floor`` and ``route_newcomers``.
    seed : int
        Of the one draw; log it with the answer.

    Returns
    -------
    int or None
        Index of the statement; None when none is left.

    Notes
    -----
    Statements that fewer than ``route_floor`` people have answered are newcomers: with the chance ``route_newcomers``
    the least answered newcomer is shown, so each gets its votes whatever the model thinks. Otherwise the most informative
    statement is shown. Deterministic given the seed. O(S · d²).
    """
    candidates = np.flatnonzero(open_to)
    if not candidates.size:
        return None
    draw, counts = np.random.default_rng(seed), np.asarray(exposure)
    new = candidates[counts[candidates] < settings.route_floor]
    shuffled = draw.permutation(candidates.size)
    if new.size and (model is None or draw.random() < settings.route_newcomers):
        least = new[counts[new] == counts[new].min()]
        return int(draw.choice(least))
    if model is None:
        return int(candidates[shuffled[0]])
    told = np.zeros(counts.size)
    known = min(counts.size, model.kept.size)
    told[:known] = information(model, locate(model, columns, values, settings=settings))[:known]
    return int(candidates[shuffled[np.argmax(told[candidates[shuffled]])]])
