"""Compile every kernel once, at install time, so that nobody waits for it: ``python -m goen.core.grouping.warm``."""

import numpy as np

from goen.core.grouping.layout import build_frame, build_state
from goen.core.grouping.mdgp import diversify
from goen.core.grouping.problem import Attribute, make_problem
from goen.core.grouping.solve import solve
from goen.core.grouping.starts import random_seats
from goen.core.grouping.turning import turned_rounds


def warm() -> None:
    """Run every kernel on a tiny problem; the compiled code stays in Numba's cache on disk."""
    from goen.core.grouping.kernels.anneal import descend, price_person, sample_exchanges  # noqa: PLC0415  Numba loads slowly

    problem = make_problem(6, groups=2, rounds=2, attributes=(Attribute.of("side", ["a", "b"] * 3),))
    solve(problem, iterations=1000)
    frame = build_frame(problem, 1)
    state = build_state(problem, frame, random_seats(problem, 1), 1)
    sample_exchanges(frame, state, np.zeros(8, dtype=np.int64))
    diversify(1 - np.eye(4, dtype=np.int64), np.array([2, 2]), np.array([2, 2]), iterations=2000)
    descend(frame, state, 1)
    turned_rounds(2, 2, 3, hours=3, fixed=1, iterations=100)
    price_person(frame, state, 0, 0, np.zeros(frame.home.shape[1], dtype=np.int64))


if __name__ == "__main__":
    warm()
