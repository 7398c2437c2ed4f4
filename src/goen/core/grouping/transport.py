"""The best anybody could do for theme wishes alone: a small transport problem, solved exactly."""

import numpy as np

from goen.core.grouping.problem import IntArray, Problem


def cheapest_themes(problem: Problem, number: int) -> int:
    """Return the smallest sum of rank costs in one round when only sizes and attendance are kept.

    Parameters
    ----------
    problem : Problem
        Left unchanged.
    number : int
        The round.
    """
    if not problem.rank_costs.size or problem.themes[number].max() < 0:
        return 0
    themes, place = np.unique(problem.themes[number], return_inverse=True)
    lows = np.bincount(place, weights=problem.lows[number]).astype(np.int64)
    highs = np.bincount(place, weights=problem.highs[number]).astype(np.int64)
    costs = problem.rank_costs[problem.present[number]][:, np.maximum(themes, 0)] * (themes >= 0)
    return transport_cost(costs, lows, highs)


def transport_cost(costs: IntArray, lows: IntArray, highs: IntArray) -> int:
    """Assign every row to one column at least cost, with between ``lows`` and ``highs`` rows per column.

    Parameters
    ----------
    costs : int array, shape (n_rows, n_columns)
        Left unchanged.
    lows, highs : int array, shape (n_columns,)
        ``lows.sum() <= n_rows <= highs.sum()``.

    Returns
    -------
    int
        The least total.

    Notes
    -----
    Starts from a greedy assignment and cancels negative cycles in the graph of columns until none is left (Klein
    1967): O(n K² + K³) per cycle.

    Examples
    --------
    >>> transport_cost(np.array([[0, 1], [0, 5], [0, 2]]), np.array([1, 1]), np.array([2, 2]))
    1
    """
    column = _greedy(costs, lows, highs)
    while _cancel_cycle(costs, lows, highs, column):
        pass
    return int(costs[np.arange(len(costs)), column].sum())


def _greedy(costs: IntArray, lows: IntArray, highs: IntArray) -> IntArray:
    """Fill the lower limits first, then everybody's cheapest column with room."""
    column = np.full(len(costs), -1, dtype=np.int64)
    taken = np.zeros_like(lows)
    for target in range(len(lows)):
        free = np.flatnonzero(column < 0)
        chosen = free[np.argsort(costs[free, target], kind="stable")][: lows[target]]
        column[chosen] = target
        taken[target] += len(chosen)
    for row in np.flatnonzero(column < 0):
        price = np.where(taken < highs, costs[row], np.iinfo(np.int64).max)
        column[row] = int(price.argmin())
        taken[column[row]] += 1
    return column


def _cancel_cycle(costs: IntArray, lows: IntArray, highs: IntArray, column: IntArray) -> bool:
    """Find one negative cycle among columns and a stand-in for free room; apply it; tell whether there was one."""
    n_columns = len(lows)
    far = np.int64(2**40)
    price = np.full((n_columns + 1, n_columns + 1), far)
    mover = np.full((n_columns, n_columns), -1)
    for source in range(n_columns):
        rows = np.flatnonzero(column == source)
        if len(rows):
            change = costs[rows] - costs[rows, source][:, None]
            price[source, :n_columns] = change.min(axis=0)
            mover[source] = rows[change.argmin(axis=0)]
    taken = np.bincount(column, minlength=n_columns)
    price[:n_columns, n_columns][taken < highs] = 0  # a column may end with one more
    price[n_columns, :n_columns][taken > lows] = 0  # a column may end with one less
    np.fill_diagonal(price, far)
    cycle = _negative_cycle(price)
    for source, target in zip(cycle, [*cycle[1:], *cycle[:1]], strict=True):
        if n_columns not in {source, target}:
            column[mover[source, target]] = target
    return bool(cycle)


def _negative_cycle(price: IntArray) -> list[int]:
    """Bellman and Ford: the nodes of a negative cycle in walking order, or nothing."""
    n_nodes = len(price)
    distance = np.zeros(n_nodes, dtype=np.int64)
    before = np.full(n_nodes, -1)
    last = -1
    for _ in range(n_nodes):
        through = distance[:, None] + price
        best = through.argmin(axis=0)
        value = through[best, np.arange(n_nodes)]
        better = np.flatnonzero(value < distance)
        if not len(better):
            return []
        distance[better], before[better] = value[better], best[better]
        last = int(better[0])
    for _ in range(n_nodes):
        last = int(before[last])
    cycle = [last]
    while (node := int(before[cycle[-1]])) != last:
        cycle.append(node)
    return cycle[::-1]
