"""The search: annealing from several starts, a final descent, and a statement about how good the result is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from goen.core.grouping.bounds import Bound, lower_bound
from goen.core.grouping.cooling import cooling, temperatures
from goen.core.grouping.layout import build_frame, build_state, seats_of
from goen.core.grouping.problem import IntArray, Problem
from goen.core.grouping.score import Score, score_plan
from goen.core.grouping.skeletons import skeleton_seats
from goen.core.grouping.starts import random_seats, shuffled
from goen.core.progress import SILENT, Progress

if TYPE_CHECKING:
    from goen.core.grouping.kernels.frame import Frame, State

HARD = 64
"""Points per violated hard rule at first; raised when a search ends with violations."""
HARDEST = 2**24
"""Where that stops."""
TEMPERATURES = 128
"""Steps of one cooling."""
PIECES = 8
"""How often one cooling comes back to tell how far it is."""
EXCHANGE_SHARE = 32
"""Of 1,024 proposals, how many exchange two people's whole days, once days differ."""
DESCENT_SLOTS = 2500
"""Up to this many slots per round the search ends with a full descent."""
FIRST_SHARE = 24
"""The first cooling gets one part in this many of the budget: easy problems end there."""
FIRST_PER_SEAT = 1400
"""Proposals per seat the first cooling gets at least: large halls end there as well."""
CYCLES, BUILT_CYCLES, LONG_CYCLES = 14, 8, 2
"""Coolings that share the rest: many starts for one round; two long reheatings, or one and many built schedules, else."""


@dataclass(frozen=True, eq=False)
class Plan:
    """A grouping, what it costs and how good that provably is.

    Parameters
    ----------
    seats : int array, shape (n_rounds, n_people)
        Group of every person in every round, ``-1`` for absent.
    score : Score
        From scratch.
    bound : Bound
        What no plan can beat.
    seed : int
        Of the random numbers.
    iterations : int
        Proposals made.
    is_local_optimum : bool
        Whether it was checked that no single swap improves the plan.
    is_stopped_early : bool
        Whether a safety stop ended the search; then the plan may differ on another machine.
    digest : str
        Fingerprint of problem, seed and budget: equal digests, equal plans.
    """

    seats: IntArray
    score: Score
    bound: Bound
    seed: int
    iterations: int
    is_local_optimum: bool
    is_stopped_early: bool
    digest: str

    @property
    def is_proven(self) -> bool:
        """Whether the plan meets the bound: nothing better exists."""
        return self.score.violations.total == 0 and self.score.total <= self.bound.total

    @property
    def gap(self) -> float:
        """Distance from the bound as a share of the bound; ``inf`` when the bound is zero and missed."""
        over = self.score.total - self.bound.total
        if over <= 0:
            return 0.0
        return over / self.bound.total if self.bound.total else float("inf")


def default_iterations(problem: Problem) -> int:
    """Proposals that suit a problem's size: 4 to 200 million."""
    return min(max(100_000 * problem.n_people * problem.n_rounds, 4_000_000), 200_000_000)


def solve(
    problem: Problem,
    *,
    seed: int = 1,
    iterations: int | None = None,
    start: IntArray | None = None,
    progress: Progress = SILENT,
) -> Plan:
    """Find a plan that keeps every hard rule and costs as little as possible.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    seed : int
        Same problem, seed and iterations: byte-identical plan on any machine.
    iterations : int, optional
        Proposals in all; by default suited to the size. The search stops at once when it meets the bound.
    start : int array, shape (n_rounds, n_people), optional
        A plan to improve besides the search's own starts.
    progress : Progress
        Told iterations done, in all, and the best points so far; may raise to stop.

    Returns
    -------
    Plan

    Raises
    ------
    BadInputError
        Whatever :func:`goen.core.grouping.checks.check_problem` finds.

    Notes
    -----
    Annealing on swaps (two people, a block, two people's whole days) with integer costs; O(A + s) per proposal. Starts
    are random and, for several rounds, constructed schedules without repeats; then the searched plan is reheated for
    long, and the second half of the budget goes on with it or, where one leads or comes close, with constructed ones.

    Examples
    --------
    >>> from goen.core.grouping.problem import make_problem
    >>> solve(make_problem(8, groups=2, rounds=2), iterations=5000).score.repeat
    4
    """
    budget = default_iterations(problem) if iterations is None else iterations
    search = _Search(problem, seed, budget, progress)
    search.run(start)
    score = score_plan(problem, search.best)
    return Plan(
        seats=search.best,
        score=score,
        bound=search.bound,
        seed=seed,
        iterations=search.made,
        is_local_optimum=search.is_local_optimum,
        is_stopped_early=False,
        digest=digest_of(problem, seed, budget),
    )


def polish(problem: Problem, seats: IntArray, *, seed: int = 1, iterations: int) -> IntArray:
    """Improve a plan without leaving its neighbourhood: one gentle cooling, then every improving swap.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    seats : int array, shape (n_rounds, n_people)
        Where to begin; within every group's capacity. Left unchanged.
    seed, iterations : int
        As in :func:`solve`.

    Returns
    -------
    int array, shape (n_rounds, n_people)
        Never worse than ``seats``.
    """
    search = _Search(problem, seed, iterations, SILENT)
    search.hard = HARDEST // 2**8
    search.improve(seats)
    return search.best


def place_days(problem: Problem, days: IntArray, *, seed: int = 1, iterations: int | None = None) -> IntArray:
    """Choose who takes which of ``n_people`` given days, a day being a table in every round.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    days : int array, shape (n_rounds, n_people)
        Columns are days. Left unchanged.
    seed, iterations : int
        As in :func:`solve`.

    Returns
    -------
    int array, shape (n_people,)
        The day of every person, found by exchanging whole days only.
    """
    owner = shuffled(problem.n_people, seed, 55)
    search = _Search(replace(problem, together=()), seed, iterations or default_iterations(problem) // 8, SILENT)
    search.place(days[:, owner])
    free: dict[tuple[int, ...], list[int]] = {}
    for day, column in enumerate(days.T.tolist()):
        free.setdefault(tuple(column), []).append(day)
    return np.array([free[tuple(column)].pop() for column in search.best.T.tolist()], dtype=np.int64)


def digest_of(problem: Problem, seed: int, iterations: int) -> str:
    """Fingerprint of everything a plan depends on: 16 hexadecimal digits."""
    text = sha256()
    for array in (problem.lows, problem.highs, problem.past, problem.themes, problem.rank_costs, problem.apart,
                  problem.locks, problem.present, problem.published):  # fmt: skip
        text.update(repr(array.shape).encode() + np.ascontiguousarray(array, dtype=np.int64).tobytes())
    for attribute in problem.attributes:
        text.update(np.ascontiguousarray(attribute.values, dtype=np.int64).tobytes())
        text.update(repr((attribute.weight, attribute.alone_weight, attribute.never_alone)).encode())
    quotas = [(quota.people, quota.at_least, quota.at_most) for quota in problem.quotas]
    text.update(repr((problem.n_people, problem.together, quotas, problem.weights, seed, iterations)).encode())
    return text.hexdigest()[:16]


class _Search:
    """One call of :func:`solve`: the budget, the best so far, and who listens."""

    def __init__(self, problem: Problem, seed: int, budget: int, progress: Progress) -> None:
        self.problem = problem
        self.seed = seed
        self.budget = budget
        self.progress = progress
        self.bound = lower_bound(problem)
        self.made = 0
        self.stream = 0
        self.hard = HARD
        self.best: IntArray = np.zeros((0, 0), dtype=np.int64)
        self.best_key: tuple[int, int] | None = None
        self.searched: IntArray = self.best
        self.searched_key: tuple[int, int] | None = None
        self.built_key: tuple[int, int] | None = None
        self.is_local_optimum = False

    def run(self, given: IntArray | None) -> None:
        """Cool a random plan, the given plan and built ones; then reheat the best until the budget is spent."""
        share = max(self.budget // FIRST_SHARE, min(FIRST_PER_SEAT * int(self.problem.present.sum()), self.budget), 1)
        self._record(random_seats(self.problem, self.seed))
        if given is not None:
            self._record(given)
        self._cool(self.best, share, "hot")
        if not self._is_done():
            self._try_built(2 * share)
        if self.problem.n_rounds == 1:
            self._start_anew()
        else:
            self._reheat()
        self._descend()

    def _start_anew(self) -> None:
        """One round has few deep valleys: fresh starts find more than reheating."""
        for share in self._shares(CYCLES):
            self._cool(random_seats(self.problem, self.seed, self.stream + 1000), share, "hot")

    def _reheat(self) -> None:
        """Reheat the searched plan for long; the second half goes to built schedules where one leads or comes close."""
        for share in self._shares(LONG_CYCLES):
            self._cool(self.searched, share, "warm")
            if self._is_built_promising():
                break
        for share in self._shares(BUILT_CYCLES):
            self._try_built(share)

    def _shares(self, n: int) -> Iterator[int]:
        """Share what is left of the budget among ``n`` coolings, until it is spent or nothing is left to gain."""
        for turn in range(n):
            left = self.budget - self.made
            if self._is_done() or left <= 0:
                return
            yield left // (n - turn)

    def improve(self, seats: IntArray) -> None:
        """Stay near one plan."""
        self._record(seats)
        self._cool(seats, self.budget, "warm")
        self._descend()

    def place(self, seats: IntArray) -> None:
        """Keep the schedule; only its owners change."""
        self._record(seats)
        self._cool(seats, self.budget, "cards")

    def _is_done(self) -> bool:
        return self.best_key is not None and self.best_key <= (0, self.bound.total)

    def _is_built_promising(self) -> bool:
        """Tell whether built schedules came within a tenth of the best."""
        if self.built_key is None or self.best_key is None:
            return False
        return self.built_key[0] == self.best_key[0] and self.built_key[1] * 10 <= self.best_key[1] * 11

    def _try_built(self, share: int) -> None:
        """Seat people on a schedule built without repeats by exchanging whole days only."""
        self.stream += 1
        for seats in skeleton_seats(self.problem, self.seed * 1000 + self.stream):
            key = self._cool(seats, share, "built")
            self.built_key = min(key, self.built_key or key)

    def _cool(self, seats: IntArray, share: int, mode: str) -> tuple[int, int]:
        """Cool one plan down and keep the result when it is the best; a violated rule costs more every time."""
        from goen.core.grouping.kernels.anneal import anneal  # noqa: PLC0415  Numba loads slowly

        if self.best_key and self.best_key[0]:
            self.hard = min(self.hard * 4, HARDEST)
        self.stream += 1
        frame = build_frame(self.problem, self.hard)
        state = build_state(self.problem, frame, seats, self.seed, self.stream)
        exchange = 1024 if mode in {"built", "cards"} else EXCHANGE_SHARE * (self.problem.n_rounds > 1)
        heats = cooling(*temperatures(frame, state, mode), TEMPERATURES)
        steps = max(share // TEMPERATURES, 1)
        state.energy[1] = (
            state.energy[0] if mode == "hot" else 2**62
        )  # a reheating may end above the plan it began with
        for piece in np.array_split(heats, PIECES):
            self.made += anneal(frame, state, piece, steps, exchange, self.bound.total)
            self._tell(frame, state)
            if state.energy[1] <= self.bound.total:
                break
        found = seats_of(self.problem, frame, state.best)
        key = self._record(found)
        if mode != "built" and (self.searched_key is None or key < self.searched_key):
            self.searched, self.searched_key = found, key
        return key

    def _tell(self, frame: "Frame", state: "State") -> None:
        best = int(state.energy[1])
        if self.best_key and self.best_key[0] == 0:
            best = min(best, self.best_key[1])
        self.progress.update(min(self.made, self.budget), self.budget, f"{best / frame.unit:.4f}")

    def _descend(self) -> None:
        """Make every improving swap of the best plan, so that a person finds none by hand."""
        from goen.core.grouping.kernels.anneal import descend  # noqa: PLC0415  Numba loads slowly

        frame = build_frame(self.problem, HARDEST)
        if self._is_done() or frame.home.shape[1] > DESCENT_SLOTS:
            return
        state = build_state(self.problem, frame, self.best, self.seed)
        self.is_local_optimum = descend(frame, state, 50)
        self._record(seats_of(self.problem, frame, state.best))

    def _record(self, seats: IntArray) -> tuple[int, int]:
        key = score_plan(self.problem, seats).key
        if self.best_key is None or key < self.best_key:
            self.best, self.best_key = seats, key
        return key
