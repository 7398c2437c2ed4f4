"""Compiled loops over the canonical table: its order, sweeps, Lanczos, projection.."""

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.kernels.compiled import compiled
from goen.core.opinions.kernels.table import mix

_STEP = np.uint64(0x632BE59BD9B4E019)


@compiled
def orient(
    starts: NDArray[np.int64], columns: NDArray[np.int32], values: NDArray[np.int8], kept: NDArray[np.bool_]
) -> tuple[NDArray[np.uint64], NDArray[np.int8]]:
    """Hash statements by who answered them how, whichever side is called agree, and say how to turn each one.

    All sums wrap around in 64 bits, hence do not depend on any order.
    """
    plain = np.zeros(kept.size, np.uint64)
    signed, balance = np.zeros(kept.size, np.int64), np.zeros(kept.size, np.int64)
    for row in range(starts.size - 1):
        cast, passed = 0, 0
        for vote in range(starts[row], starts[row + 1]):
            if kept[columns[vote]]:
                cast += 1
                passed += values[vote] == 0
        seed = mix(np.uint64(cast * 1_000_003 + passed))
        rest = np.int64(mix(seed) >> np.uint64(24))
        for vote in range(starts[row], starts[row + 1]):
            column, value = columns[vote], values[vote]
            plain[column] += seed + np.uint64(value * value) * _STEP
            signed[column] += value * rest
            balance[column] += value
    flips = np.ones(kept.size, np.int8)
    for column in range(kept.size):
        if balance[column] < 0 or (balance[column] == 0 and signed[column] < 0):
            flips[column] = -1
            signed[column] = -signed[column]
        plain[column] = mix(plain[column] ^ mix(np.uint64(signed[column])))
    return plain, flips


@compiled
def content_hashes(
    starts: NDArray[np.int64],
    columns: NDArray[np.int32],
    values: NDArray[np.int8],
    kept: NDArray[np.bool_],
    plain: NDArray[np.uint64],
    flips: NDArray[np.int8],
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Hash rows by their votes on hashed statements, then statements by their votes from hashed rows."""
    rows = np.zeros(starts.size - 1, np.uint64)
    again = np.zeros(kept.size, np.uint64)
    for row in range(starts.size - 1):
        total = np.uint64(0)
        for vote in range(starts[row], starts[row + 1]):
            column = columns[vote]
            if kept[column]:
                total += mix(plain[column] + np.uint64(flips[column] * values[vote] + 1) * _STEP)
        rows[row] = total
        for vote in range(starts[row], starts[row + 1]):
            column = columns[vote]
            again[column] += mix(total + np.uint64(flips[column] * values[vote] + 1) * _STEP)
    return rows, again


@compiled
def encode(
    starts: NDArray[np.int64],
    columns: NDArray[np.int32],
    values: NDArray[np.int8],
    row_order: NDArray[np.int64],
    column_rank: NDArray[np.int32],
    flips: NDArray[np.int8],
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Write the table in canonical order as codes ``3·statement + 1 + oriented vote``; rank −1 drops a statement."""
    codes = np.empty(columns.size, np.int32)
    begins = np.zeros(row_order.size + 1, np.int64)
    write = 0
    for line in range(row_order.size):
        row = row_order[line]
        low = write
        for vote in range(starts[row], starts[row + 1]):
            rank = column_rank[columns[vote]]
            if rank >= 0:
                codes[write] = 3 * rank + 1 + flips[columns[vote]] * values[vote]
                write += 1
        begins[line + 1] = write
        if write - low > 64:  # noqa: PLR2004  # insertion is quicker below
            codes[low:write].sort()
        else:
            for place in range(low + 1, write):
                code, hole = codes[place], place
                while hole > low and codes[hole - 1] > code:
                    codes[hole] = codes[hole - 1]
                    hole -= 1
                codes[hole] = code
    return begins, codes[:write]


@compiled
def count_codes(codes: NDArray[np.int32], n_columns: int) -> NDArray[np.int64]:
    """Return (n_columns, 3): how often every code occurs."""
    counts = np.zeros(3 * n_columns, np.int64)
    for code in codes:
        counts[code] += 1
    return counts.reshape(n_columns, 3)


@compiled
def sweep(
    starts: NDArray[np.int64],
    codes: NDArray[np.int32],
    means: NDArray[np.float64],
    vector: NDArray[np.float64],
    out: NDArray[np.float64],
    table: NDArray[np.float64],
    sums: NDArray[np.float64],
) -> None:
    """Write X'X·vector into ``out``, X the mean-imputed, centred table (zero where nobody answered)."""
    for column in range(means.size):
        for value in range(3):
            table[3 * column + value] = (value - 1 - means[column]) * vector[column]
    sums[:] = 0.0
    for row in range(starts.size - 1):
        total = 0.0
        for vote in range(starts[row], starts[row + 1]):
            total += table[codes[vote]]
        for vote in range(starts[row], starts[row + 1]):
            sums[codes[vote]] += total
    for column in range(means.size):
        below, middle, above = sums[3 * column], sums[3 * column + 1], sums[3 * column + 2]
        out[column] = above - below - means[column] * (below + middle + above)


@compiled
def lanczos(
    starts: NDArray[np.int64],
    codes: NDArray[np.int32],
    means: NDArray[np.float64],
    free: NDArray[np.float64],
    basis: NDArray[np.float64],
    alpha: NDArray[np.float64],
    beta: NDArray[np.float64],
    begin: int,
    end: int,
) -> int:
    """Take Lanczos steps ``begin … end − 1`` with full reorthogonalisation, in place; return the steps held.

    ``free`` is 1 for statements that take part and 0 for those held out; ``basis[0]`` is the unit start vector.
    """
    size = means.size
    table, sums, image = np.empty(3 * size), np.empty(3 * size), np.empty(size)
    for step in range(begin, end):
        sweep(starts, codes, means, basis[step], image, table, sums)
        image *= free
        scale = 0.0
        for column in range(size):
            alpha[step] += image[column] * basis[step, column]
            scale += image[column] * image[column]
        for _ in range(2):
            for held in range(step + 1):
                overlap = 0.0
                for column in range(size):
                    overlap += image[column] * basis[held, column]
                for column in range(size):
                    image[column] -= overlap * basis[held, column]
        norm = 0.0
        for column in range(size):
            norm += image[column] * image[column]
        if norm <= 1e-22 * scale or norm == 0.0:
            beta[step] = 0.0
            return step + 1
        norm = np.sqrt(norm)
        beta[step] = norm
        for column in range(size):
            basis[step + 1, column] = image[column] / norm
    return end


@compiled
def project(
    starts: NDArray[np.int64],
    codes: NDArray[np.int32],
    means: NDArray[np.float64],
    axes: NDArray[np.float64],
    ridge: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Fit every row by ridge least squares on its own votes in two dimensions.

    Returns positions (P, 2), the inverse normal matrices as (xx, xy, yy) (P, 3), and residual squares (P,).
    """
    n_rows = starts.size - 1
    places, inverse, residual = np.zeros((n_rows, 2)), np.zeros((n_rows, 3)), np.zeros(n_rows)
    first, second = axes[0].copy(), axes[1].copy()
    for row in range(n_rows):
        xx, xy, yy, bx, by, squares = ridge, 0.0, ridge, 0.0, 0.0, 0.0
        for vote in range(starts[row], starts[row + 1]):
            column = codes[vote] // 3
            value = codes[vote] - 3 * column - 1 - means[column]
            u, v = first[column], second[column]
            xx += u * u
            xy += u * v
            yy += v * v
            bx += u * value
            by += v * value
            squares += value * value
        determinant = xx * yy - xy * xy
        if determinant <= 0.0:
            continue
        ixx, ixy, iyy = yy / determinant, -xy / determinant, xx / determinant
        x, y = ixx * bx + ixy * by, ixy * bx + iyy * by
        places[row, 0], places[row, 1] = x, y
        inverse[row, 0], inverse[row, 1], inverse[row, 2] = ixx, ixy, iyy
        residual[row] = max(squares - x * bx - y * by, 0.0)
    return places, inverse, residual


@compiled
def project_scaled(
    starts: NDArray[np.int64], codes: NDArray[np.int32], means: NDArray[np.float64], axes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return (P, 2) plain sums of centred votes times loadings: the classic position before its scaling."""
    n_rows, size = starts.size - 1, means.size
    table = np.empty((3 * size, 2))
    for column in range(size):
        for value in range(3):
            for axis in range(2):
                table[3 * column + value, axis] = (value - 1 - means[column]) * axes[axis, column]
    places = np.zeros((n_rows, 2))
    for row in range(n_rows):
        x, y = 0.0, 0.0
        for vote in range(starts[row], starts[row + 1]):
            x += table[codes[vote], 0]
            y += table[codes[vote], 1]
        places[row, 0], places[row, 1] = x, y
    return places
