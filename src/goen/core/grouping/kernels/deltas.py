"""What a change would cost, without making it."""

from goen.core.grouping.kernels.compiled import inlined
from goen.core.grouping.kernels.frame import Frame, State


@inlined
def bond_of(f: Frame, a: int, b: int) -> int:
    """Points for any one meeting of ``a`` and ``b`` (past, apart, together)."""
    if f.is_dense:
        return f.bond[a, b]
    for place in range(f.bond_start[a], f.bond_start[a + 1]):
        if f.bond_mate[place] == b:
            return f.bond_cost[place]
    return 0


@inlined
def marginal_of(f: Frame, s: State, a: int, b: int) -> int:
    """Points one more meeting of ``a`` and ``b`` would cost."""
    if f.is_dense:
        return s.marginal[a, b]
    met = 0
    for r in range(f.n_rounds):
        if s.group[a, r] == s.group[b, r] and s.group[a, r] >= 0:
            met += 1
    return f.repeat * met + bond_of(f, a, b)


@inlined
def seat_cost(f: Frame, r: int, person: int, group: int) -> int:
    """Cost of theme rank and of a changed seat."""
    cost = f.rank_cost[person, f.theme[r, group]]
    if f.published[r, person] >= 0 and f.published[r, person] != group:
        cost += f.moved_cost
    return cost


@inlined
def person_delta(f: Frame, s: State, r: int, person: int, old: int, new: int) -> int:
    """Change of everything that depends on one person's seat alone."""
    delta = seat_cost(f, r, person, new) - seat_cost(f, r, person, old)
    if f.again_cost > 0:
        last = f.rank_cost.shape[1] - 1
        x, y = f.theme[r, old], f.theme[r, new]
        if x != y and x != last:
            delta -= f.again_cost * (s.visits[person, x] - 1)
        if x != y and y != last:
            delta += f.again_cost * s.visits[person, y]
    return delta


@inlined
def pairs_of_swap(f: Frame, s: State, r: int, i: int, ti: int, j: int, tj: int) -> int:
    """Change in points when ``i`` and ``j`` change places."""
    delta = 0
    for place in range(f.starts[r, ti], f.starts[r, ti + 1]):
        k = s.who[r, place]
        if k >= 0 and k != i:
            delta += marginal_of(f, s, j, k) - marginal_of(f, s, i, k) + f.repeat
    for place in range(f.starts[r, tj], f.starts[r, tj + 1]):
        k = s.who[r, place]
        if k >= 0 and k != j:
            delta += marginal_of(f, s, i, k) - marginal_of(f, s, j, k) + f.repeat
    return delta


@inlined
def pairs_of_move(f: Frame, s: State, r: int, i: int, old: int, new: int) -> int:
    """Change in points when ``i`` takes an empty seat in another group."""
    delta = 0
    for place in range(f.starts[r, old], f.starts[r, old + 1]):
        k = s.who[r, place]
        if k >= 0 and k != i:
            delta -= marginal_of(f, s, i, k) - f.repeat
    for place in range(f.starts[r, new], f.starts[r, new + 1]):
        k = s.who[r, place]
        if k >= 0:
            delta += marginal_of(f, s, i, k)
    return delta


@inlined
def values_of_swap(f: Frame, s: State, r: int, i: int, ti: int, j: int, tj: int) -> int:
    """Change of imbalance when ``i`` and ``j`` change places; group sizes stay."""
    here = f.here[r]
    delta = 0
    for a in range(f.value.shape[1]):
        v, w = f.value[i, a], f.value[j, a]
        if v != w:
            delta += f.value_weight[r, v] * (here - s.excess[r, ti, v] + s.excess[r, tj, v])
            delta += f.value_weight[r, w] * (here + s.excess[r, ti, w] - s.excess[r, tj, w])
    return 2 * here * delta


@inlined
def values_of_move(f: Frame, s: State, r: int, i: int, old: int, new: int) -> int:
    """Change of imbalance when ``i`` takes an empty seat: both group sizes change."""
    here = f.here[r]
    delta = 2 * (s.lean[r, old] - s.lean[r, new]) + 2 * f.squares[r]
    for a in range(f.value.shape[1]):
        v = f.value[i, a]
        left = here - 2 * (s.excess[r, old, v] + f.total[r, v])
        entered = here + 2 * (s.excess[r, new, v] - f.total[r, v])
        delta += f.value_weight[r, v] * here * (left + entered)
    return delta


@inlined
def lonely_change(count: int, change: int) -> int:
    """Change of "exactly one" when a count changes by ``change``."""
    return (1 if count + change == 1 else 0) - (1 if count == 1 else 0)


@inlined
def lonely_delta(f: Frame, s: State, r: int, i: int, old: int, new: int) -> int:
    """Change of the "nobody alone" cost when ``i`` goes from ``old`` to ``new``."""
    delta = 0
    for a in range(f.value.shape[1]):
        v = f.value[i, a]
        if f.alone_cost[v] > 0:
            change = lonely_change(s.tally[r, old, v], -1) + lonely_change(s.tally[r, new, v], 1)
            delta += f.alone_cost[v] * change
    return delta


@inlined
def lonely_of_swap(f: Frame, s: State, r: int, i: int, ti: int, j: int, tj: int) -> int:
    """Change of the "nobody alone" cost when ``i`` and ``j`` change places."""
    delta = 0
    for a in range(f.value.shape[1]):
        v, w = f.value[i, a], f.value[j, a]
        if v != w and f.alone_cost[v] > 0:
            change = lonely_change(s.tally[r, ti, v], -1) + lonely_change(s.tally[r, tj, v], 1)
            delta += f.alone_cost[v] * change
        if v != w and f.alone_cost[w] > 0:
            change = lonely_change(s.tally[r, ti, w], 1) + lonely_change(s.tally[r, tj, w], -1)
            delta += f.alone_cost[w] * change
    return delta


@inlined
def quota_miss(f: Frame, q: int, count: int, size: int) -> int:
    """People missing for or surplus to quota ``q`` in one group."""
    if count > f.most[q]:
        return count - f.most[q]
    if size > 0 and count < f.least[q]:
        return f.least[q] - count
    return 0


@inlined
def quota_delta(f: Frame, s: State, r: int, i: int, ti: int, j: int, tj: int) -> int:
    """Change of quota violations when ``i`` and ``j`` change places; ``j = -1`` for an empty seat."""
    delta = 0
    moved = 1 if j < 0 else 0
    for q in range(f.flag.shape[1]):
        step = f.flag[i, q] - (f.flag[j, q] if j >= 0 else 0)
        if step == 0 and moved == 0:
            continue
        here, there = s.flagged[r, ti, q], s.flagged[r, tj, q]
        before = quota_miss(f, q, here, s.size[r, ti]) + quota_miss(f, q, there, s.size[r, tj])
        after = quota_miss(f, q, here - step, s.size[r, ti] - moved) + quota_miss(
            f, q, there + step, s.size[r, tj] + moved
        )
        delta += after - before
    return delta


@inlined
def size_delta(f: Frame, s: State, r: int, old: int, new: int) -> int:
    """Change of missing people when somebody takes an empty seat."""
    delta = 1 if s.size[r, old] <= f.lows[r, old] else 0
    if s.size[r, new] < f.lows[r, new]:
        delta -= 1
    return delta


@inlined
def meetings_delta(f: Frame, s: State, r: int, a: int, b: int) -> int:
    """Change in points of everything pairs decide when two slots exchange their people; cost O(s)."""
    i, j = s.who[r, a], s.who[r, b]
    if i < 0:
        a, b, i, j = b, a, j, i
    if j >= 0:
        return pairs_of_swap(f, s, r, i, f.home[r, a], j, f.home[r, b])
    return pairs_of_move(f, s, r, i, f.home[r, a], f.home[r, b])


@inlined
def delta_without_meetings(f: Frame, s: State, r: int, a: int, b: int) -> int:
    """Change of the energy but for pairs when two slots exchange their people; cost O(A + Q)."""
    i, j = s.who[r, a], s.who[r, b]
    if i < 0:
        a, b, i, j = b, a, j, i
    ti, tj = f.home[r, a], f.home[r, b]
    delta = person_delta(f, s, r, i, ti, tj) + f.unit * f.hard * quota_delta(f, s, r, i, ti, j, tj)
    if j >= 0:
        delta += person_delta(f, s, r, j, tj, ti) + values_of_swap(f, s, r, i, ti, j, tj)
        if f.has_alone:
            delta += lonely_of_swap(f, s, r, i, ti, j, tj)
    else:
        delta += values_of_move(f, s, r, i, ti, tj) + f.unit * f.hard * size_delta(f, s, r, ti, tj)
        if f.has_alone:
            delta += lonely_delta(f, s, r, i, ti, tj)
    return delta


@inlined
def swap_delta(f: Frame, s: State, r: int, a: int, b: int) -> int:
    """Change of the energy when the slots ``a`` and ``b`` of different groups exchange their people.

    At least one of the slots holds a person. Cost O(A + s + Q).
    """
    delta = delta_without_meetings(f, s, r, a, b)
    if f.has_pairs:
        delta += f.unit * meetings_delta(f, s, r, a, b)
    return delta
