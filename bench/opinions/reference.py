"""The published recipe the targets of prediction were set with, made again from its description: a plain two-parameter model.

logit P(agree) = b + c + a·u with standard deviations 1.5, 0.7, 1 and 1, variational Bayes with the Jaakkola–Jordan bound,
40 sweeps, passes left out (the research note on opinions, section 4). It runs beside Goen's model on the same splits,
because a target measured on other conversations says nothing about these.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_PERSON, _STATEMENT = (0.7, 1.0), (1.5, 1.0)
_SWEEPS = 40


@dataclass(frozen=True, eq=False)
class Factors:
    """One side: means (n, 1 + d) and covariances (n, 1 + d, 1 + d)."""

    mean: Floats
    cov: Floats

    @property
    def second(self) -> Floats:
        """E[xx'], (n, 1 + d, 1 + d)."""
        return self.cov + self.mean[:, :, None] * self.mean[:, None, :]


def fit_reference(matrix: Floats, d: int, seed: int = 0) -> tuple[Factors, Factors]:
    """Fit to a (P, S) table of +1, -1, 0 and NaN; returns people (c, u) and statements (b, a)."""
    took_side = np.nan_to_num(matrix) != 0
    sides = np.where(took_side, np.nan_to_num(matrix) * 0.5, 0.0)
    rng = np.random.default_rng(seed)
    people, statements = _start(len(matrix), _PERSON, d), _start(matrix.shape[1], _STATEMENT, d)
    statements = Factors(
        np.hstack([statements.mean[:, :1], rng.normal(0.0, 0.5, (matrix.shape[1], d))]), statements.cov
    )
    xi = np.ones_like(sides)
    for _sweep in range(_SWEEPS):
        people = _update(sides, took_side, xi, statements, _PERSON)
        xi = _bound(people, statements)
        statements = _update(sides.T, took_side.T, xi.T, people, _STATEMENT)
        xi = _bound(people, statements)
    return people, statements


def agreeing(people: Factors, statements: Factors) -> Floats:
    """Return the (P, S) chances of agreeing, uncertainty averaged in."""
    middle = _middle(people, statements)
    spread = np.maximum(_second(people, statements) - middle**2, 0.0)
    chance: Floats = 1.0 / (1.0 + np.exp(-middle / np.sqrt(1.0 + np.pi / 8.0 * spread)))
    return chance


def _start(n: int, widths: tuple[float, float], d: int) -> Factors:
    prior = np.diag([widths[0] ** 2, *[widths[1] ** 2] * d])
    return Factors(np.zeros((n, d + 1)), np.repeat(prior[None], n, axis=0))


def _update(
    sides: Floats, took_side: NDArray[np.bool_], xi: Floats, other: Factors, widths: tuple[float, float]
) -> Factors:
    """Return the posterior of one side, given the other: the own level rides on 1, the slope on the other's place."""
    size = other.mean.shape[1]
    weight = np.where(took_side, np.tanh(xi / 2.0) / (2.0 * xi), 0.0)
    design = np.hstack([np.ones((len(other.mean), 1)), other.mean[:, 1:]])
    second = other.second
    both = second.copy()  # E[zz'] with z = (1, slope or place)
    both[:, 0, 0], both[:, 0, 1:], both[:, 1:, 0] = 1.0, other.mean[:, 1:], other.mean[:, 1:]
    offset = second[:, 0, :].copy()  # E[level · z]
    offset[:, 0] = other.mean[:, 0]
    precision = (weight @ both.reshape(len(both), -1)).reshape(-1, size, size)
    precision += np.diag([widths[0] ** -2, *[widths[1] ** -2] * (size - 1)])
    cov = np.linalg.inv(precision)
    mean = np.einsum("nij,nj->ni", cov, sides @ design - weight @ offset)
    return Factors(mean, cov)


def _middle(people: Factors, statements: Factors) -> Floats:
    levels = people.mean[:, :1] + statements.mean[:, 0]
    middle: Floats = levels + people.mean[:, 1:] @ statements.mean[:, 1:].T
    return middle


def _second(people: Factors, statements: Factors) -> Floats:
    """Return E[(b + c + a·u)²], (P, S)."""
    p, s = people.second, statements.second
    crossed = p[:, 1:, 1:].reshape(len(p), -1) @ s[:, 1:, 1:].reshape(len(s), -1).T
    levels = p[:, 0, 0][:, None] + s[:, 0, 0] + 2.0 * people.mean[:, :1] * statements.mean[:, 0]
    mixed = 2.0 * (p[:, 0, 1:] @ statements.mean[:, 1:].T + people.mean[:, 1:] @ s[:, 0, 1:].T)
    total: Floats = crossed + levels + mixed
    return total


def _bound(people: Factors, statements: Factors) -> Floats:
    return np.sqrt(np.maximum(_second(people, statements), 1e-6))
