"""What a grouping must respect and what it should care about, as plain frozen data."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[Any]
"""Whole numbers; 64 bits outside the kernels."""
BoolArray = npt.NDArray[np.bool_]

STRENGTHS = {"off": 0, "weak": 1, "normal": 2, "strong": 4}
"""The three presets 弱め, ふつう, 強め (and off) as plain weights; experts give any whole number."""


def _frozen(values: object, shape: tuple[int, ...], dtype: npt.DTypeLike = np.int64) -> npt.NDArray[Any]:
    array = np.array(values, dtype=dtype, order="C").reshape(shape)
    array.setflags(write=False)
    return array


@dataclass(frozen=True, eq=False)
class Attribute:
    """One thing to mix: organisation, department, seniority, ….

    Parameters
    ----------
    name : str
        Shown to people; not used by the search.
    values : int array, shape (n_people,)
        Which value each person has, ``0 … n_values - 1``; ``-1`` where unknown (then it counts nowhere).
    labels : tuple of str
        Name of each value.
    weight : int
        Weight of the squared deviation from the fair share.
    alone_weight : int
        Points for every group in which exactly one person has a value of ``never_alone``.
    never_alone : tuple of int
        Values to which the "nobody alone" rule applies.
    """

    name: str
    values: IntArray
    labels: tuple[str, ...]
    weight: int = 1
    alone_weight: int = 0
    never_alone: tuple[int, ...] = ()

    @classmethod
    def of(
        cls, name: str, values: list[str], weight: int = 1, alone_weight: int = 0, never_alone: tuple[int, ...] = ()
    ) -> Self:
        """Make an attribute from one text per person; an empty text means unknown.

        Examples
        --------
        >>> Attribute.of("organisation", ["pref", "fcc", "", "pref"]).values.tolist()
        [0, 1, -1, 0]
        """
        labels = tuple(dict.fromkeys(value for value in values if value))
        index = {label: number for number, label in enumerate(labels)}
        codes = np.array([index.get(value, -1) for value in values], dtype=np.int64)
        return cls(name, codes, labels, weight, alone_weight, never_alone)


@dataclass(frozen=True, eq=False)
class Quota:
    """A hard rule on how many of some people sit in every group: "at least one facilitator", "at most two managers".

    Parameters
    ----------
    name : str
        Shown to people.
    people : tuple of int
        Who counts.
    at_least, at_most : int
        Allowed number of them in every group that has people.
    """

    name: str
    people: tuple[int, ...]
    at_least: int = 1
    at_most: int = 1_000_000


@dataclass(frozen=True)
class Weights:
    """How much each soft wish counts, in points; attributes carry their own weight.

    Parameters
    ----------
    repeat : int
        For meeting again within this event: ``C(m, 2)`` per pair that meets ``m`` times.
    past : int
        For meeting somebody met before the event: ``m * h`` per pair with past weight ``h``.
    theme : int
        Multiplies the rank cost of the theme a person gets.
    theme_again : int
        For working on one theme in two rounds: ``C(visits, 2)`` per person and theme.
    moved : int
        For every seat that differs from the published plan.
    """

    repeat: int = STRENGTHS["normal"]
    past: int = 3
    theme: int = 1
    theme_again: int = 0
    moved: int = 0


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything the search may know. Build it with :func:`make_problem`, which checks it.

    Parameters
    ----------
    n_people : int
        People are the numbers ``0 … n_people - 1``.
    lows, highs : int array, shape (n_rounds, n_groups)
        Allowed size of every group in every round; ``highs`` is also the capacity of the room.
    attributes : tuple of Attribute
        What to mix.
    past : int array, shape (n_pairs, 3)
        ``a, b, h``: two people and how heavily their earlier meetings count (decayed, whole number > 0).
    themes : int array, shape (n_rounds, n_groups)
        Theme of every group, ``-1`` for none.
    rank_costs : int array, shape (n_people, n_themes)
        Cost of giving a theme to a person; 0 for the first choice.
    together : tuple of tuple of int
        Blocks of people who stay in one group in every round.
    apart : int array, shape (n_pairs, 2)
        Pairs who never share a group.
    locks : int array, shape (n_locks, 3)
        ``round, person, group``: fixed seats.
    quotas : tuple of Quota
        Rules on every group, such as one facilitator at least.
    present : bool array, shape (n_rounds, n_people)
        Who is there in which round.
    published : int array, shape (n_rounds, n_people)
        Seats people were told already; ``-1`` where none. Only used with ``weights.moved``.
    weights : Weights
        How much each wish counts.
    """

    n_people: int
    lows: IntArray
    highs: IntArray
    attributes: tuple[Attribute, ...]
    past: IntArray
    themes: IntArray
    rank_costs: IntArray
    together: tuple[tuple[int, ...], ...]
    apart: IntArray
    locks: IntArray
    quotas: tuple[Quota, ...]
    present: BoolArray
    published: IntArray
    weights: Weights = field(default_factory=Weights)

    @property
    def n_rounds(self) -> int:
        """Number of rounds."""
        return int(self.lows.shape[0])

    @property
    def n_groups(self) -> int:
        """Number of groups (the same in every round; a group may be closed in one by ``highs == 0``)."""
        return int(self.lows.shape[1])

    def with_weights(self, **changes: int) -> "Problem":
        """Return the same problem with some weights of :class:`Weights` changed."""
        return replace(self, weights=replace(self.weights, **changes))


def even_sizes(n_people: int, n_groups: int, n_rounds: int = 1) -> tuple[IntArray, IntArray]:
    """Sizes that differ by one at most.

    Returns
    -------
    lows, highs : int array, shape (n_rounds, n_groups)

    Examples
    --------
    >>> even_sizes(30, 4)
    (array([[7, 7, 7, 7]]), array([[8, 8, 8, 8]]))
    """
    shape = (n_rounds, n_groups)
    return np.full(shape, n_people // n_groups), np.full(shape, -(-n_people // n_groups))


def make_problem(
    n_people: int,
    *,
    groups: int = 0,
    rounds: int = 1,
    sizes: tuple[npt.ArrayLike, npt.ArrayLike] | None = None,
    attributes: tuple[Attribute, ...] = (),
    past: npt.ArrayLike = (),
    themes: npt.ArrayLike | None = None,
    rank_costs: npt.ArrayLike | None = None,
    together: tuple[tuple[int, ...], ...] = (),
    apart: npt.ArrayLike = (),
    locks: npt.ArrayLike = (),
    quotas: tuple[Quota, ...] = (),
    present: npt.ArrayLike | None = None,
    published: npt.ArrayLike | None = None,
    weights: Weights | None = None,
) -> Problem:
    """Put a problem together, fill in what was left out, and check it.

    Give either ``groups`` (sizes that differ by one at most, for the fullest round) or ``sizes`` (lowest and highest size, each
    one number per group, or per round and group). ``themes`` may be given once for all rounds. The other
    parameters are those of :class:`Problem`.

    Raises
    ------
    BadInputError
        ``grouping.*``: a number out of range, two locks for one seat, a person twice in a block, ….

    Examples
    --------
    >>> make_problem(30, groups=4, rounds=3).highs.shape
    (3, 4)
    """
    from goen.core.grouping.checks import check_problem  # noqa: PLC0415  it reads Problem

    here = np.ones((rounds, n_people), dtype=bool) if present is None else present
    lows, highs = _round_sizes(here, groups, rounds) if sizes is None else sizes
    n_groups = np.shape(np.atleast_1d(np.asarray(lows)))[-1]
    shape = (rounds, n_groups)
    costs = np.zeros((n_people, 0)) if rank_costs is None else np.asarray(rank_costs)
    problem = Problem(
        n_people=n_people,
        lows=_frozen(np.broadcast_to(np.asarray(lows), shape), shape),
        highs=_frozen(np.broadcast_to(np.asarray(highs), shape), shape),
        attributes=attributes,
        past=_frozen(past, (-1, 3)),
        themes=_frozen(np.broadcast_to(np.asarray(-1 if themes is None else themes), shape), shape),
        rank_costs=_frozen(costs, costs.shape),
        together=tuple(tuple(block) for block in together),
        apart=_frozen(apart, (-1, 2)),
        locks=_frozen(locks, (-1, 3)),
        quotas=quotas,
        present=_frozen(here, (rounds, n_people), np.bool_),
        published=_frozen(np.full((rounds, n_people), -1) if published is None else published, (rounds, n_people)),
        weights=weights or Weights(),
    )
    check_problem(problem)
    return problem


def _round_sizes(present: npt.ArrayLike, groups: int, rounds: int) -> tuple[IntArray, IntArray]:
    """Even sizes for every round by the people who are there in it."""
    counts = np.asarray(present).reshape(rounds, -1).sum(axis=1)
    width = max(groups, 1)
    lows = np.repeat((counts // width)[:, None], groups, axis=1)
    highs = np.repeat((-(-counts // width))[:, None], groups, axis=1)
    return lows.astype(np.int64), highs.astype(np.int64)
