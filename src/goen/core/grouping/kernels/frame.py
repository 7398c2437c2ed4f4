"""The arrays the kernels work on: what never changes (``Frame``) and what does (``State``)."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[Any]
Int64 = npt.NDArray[Any]
"""The names say what the kernels are compiled for; the type checker need not care."""


class Frame(NamedTuple):
    """A problem as flat arrays; shapes in R rounds, T groups, S slots, n people, A attributes, V values, Q quotas.

    Costs whose name ends in ``_cost`` and all weights are in score units; ``repeat`` and ``bond`` are in points.
    """

    n_rounds: int
    n_people: int
    starts: Int32  # (R, T + 1) first slot of every group
    home: Int32  # (R, S) group of every slot
    lows: Int64  # (R, T)
    here: Int64  # (R,) people present
    value: Int32  # (n, A) value number over all attributes
    total: Int64  # (R, V) holders of a value present
    value_weight: Int64  # (R, V) weight times the round's factor; 0 for "unknown"
    squares: Int64  # (R,) Σ weight total²
    alone_cost: Int64  # (V,)
    has_alone: bool
    theme: Int32  # (R, T); the last column of rank_cost stands for "no theme"
    rank_cost: Int64  # (n, K + 1)
    again_cost: int
    published: Int32  # (R, n)
    moved_cost: int
    unit: int
    repeat: int  # points
    has_pairs: bool
    has_bonds: bool
    is_dense: bool
    bond: Int32  # (n, n) points for any one meeting of a pair; (1, 1) when sparse
    bond_start: Int32  # (n + 1,) sparse rows of bond
    bond_mate: Int32
    bond_cost: Int32
    flag: Int32  # (n, Q)
    least: Int64  # (Q,)
    most: Int64  # (Q,)
    hard: int  # points per violation
    block: Int32  # (n,) block number, -1 for none
    block_start: Int32  # (B + 1,)
    block_member: Int32
    pattern: Int32  # (n,) people with equal attendance share a number
    has_blocks: bool
    roamers: Int32  # people whose whole day may be exchanged
    patience: Int64  # (1024,) -ln((k + 0.5) / 1024) * 65536


class State(NamedTuple):
    """A plan in the making, with everything kept up to date that makes a change cheap to price."""

    who: Int32  # (R, S) person in every slot, -1 for an empty seat
    slot: Int32  # (n, R) slot of every person, -1 when absent
    group: Int32  # (n, R) group of every person, -1 when absent
    movable: Int32  # (R, S) slots that are not locked, first n_movable[r] entries
    n_movable: Int64  # (R,)
    is_free: npt.NDArray[np.bool_]  # (R, S) slot is not locked
    size: Int64  # (R, T)
    excess: Int64  # (R, T, V) here * count - size * total
    tally: Int32  # (R, T, V)
    lean: Int64  # (R, T) Σ weight excess total
    marginal: Int32  # (n, n) points one more meeting of a pair would cost; (1, 1) when sparse
    flagged: Int64  # (R, T, Q)
    visits: Int32  # (n, K + 1) rounds a person spends on a theme
    energy: Int64  # (3,) now, best, and the part of now that meetings again make where there are no bonds
    best: Int32  # (R, S) who, when energy was best
    undo: Int32  # (longest block, 2) swaps of a block move
    dice: npt.NDArray[np.uint64]
