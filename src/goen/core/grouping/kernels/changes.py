"""Making a change: every sum the deltas rest on is brought up to date."""

from goen.core.grouping.kernels.compiled import compiled, inlined
from goen.core.grouping.kernels.frame import Frame, State


@inlined
def meet(f: Frame, s: State, r: int, person: int, group: int, sign: int) -> None:
    """Add (or with ``sign = -1`` take back) one meeting of ``person`` with everybody now in ``group``."""
    step = sign * f.repeat
    for place in range(f.starts[r, group], f.starts[r, group + 1]):
        k = s.who[r, place]
        if k >= 0 and k != person:
            s.marginal[person, k] += step
            s.marginal[k, person] += step


@inlined
def shift_values(f: Frame, s: State, r: int, person: int, group: int, sign: int) -> None:
    """Add or take out a person's values in one group, at equal size."""
    for a in range(f.value.shape[1]):
        v = f.value[person, a]
        s.excess[r, group, v] += sign * f.here[r]
        s.tally[r, group, v] += sign
        s.lean[r, group] += sign * f.here[r] * f.value_weight[r, v] * f.total[r, v]
    for q in range(f.flag.shape[1]):
        s.flagged[r, group, q] += sign * f.flag[person, q]


@inlined
def resize(f: Frame, s: State, r: int, group: int, sign: int) -> None:
    """Make a group larger or smaller by one: every fair share in it changes."""
    s.size[r, group] += sign
    for v in range(f.total.shape[1]):
        s.excess[r, group, v] -= sign * f.total[r, v]
    s.lean[r, group] -= sign * f.squares[r]


@inlined
def enter(f: Frame, s: State, r: int, person: int, place: int, sign: int) -> None:
    """Seat ``person`` in ``place`` (``sign = 1``) or take them out of it (``-1``)."""
    group = f.home[r, place]
    shift_values(f, s, r, person, group, sign)
    s.visits[person, f.theme[r, group]] += sign
    if sign < 0:
        s.who[r, place] = -1
    if f.is_dense and f.has_pairs and f.n_rounds > 1:
        meet(f, s, r, person, group, sign)
    if sign > 0:
        s.who[r, place] = person
    s.slot[person, r] = place if sign > 0 else -1
    s.group[person, r] = group if sign > 0 else -1


@compiled
def swap_slots(f: Frame, s: State, r: int, a: int, b: int) -> None:
    """Exchange whoever is in the slots ``a`` and ``b``; does not touch the energy."""
    i, j = s.who[r, a], s.who[r, b]
    if i >= 0:
        enter(f, s, r, i, a, -1)
    if j >= 0:
        enter(f, s, r, j, b, -1)
    if i >= 0:
        enter(f, s, r, i, b, 1)
    if j >= 0:
        enter(f, s, r, j, a, 1)
    if (i < 0) != (j < 0):
        gain = 1 if i >= 0 else -1
        resize(f, s, r, f.home[r, b], gain)
        resize(f, s, r, f.home[r, a], -gain)


@compiled
def keep_best(s: State) -> None:
    """Remember the present plan as the best."""
    s.energy[1] = s.energy[0]
    for r in range(s.who.shape[0]):
        for place in range(s.who.shape[1]):
            s.best[r, place] = s.who[r, place]
