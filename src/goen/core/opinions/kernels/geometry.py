"""Compiled loops over the canonical table: its order, sweeps, Lanczos, projection.."""

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.kernels.compiled import compiled
from goen.core.opinions.kernels.table import mix

_STEP = np.uint64(0x632BE59BD9B4E019)
_FIXED = 4398046511104.0
"""Sums within a row are taken in whole numbers of 2⁻⁴²: exact, hence the same in any order of the row's votes."""


@compiled
def orient(
    starts: NDArray[np.int64], codes: NDArray[np.int32], kept: NDArray[np.bool_], counts: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int8]]:
    """Hash statements by who answered them how, whichever side is called agree, and say how to turn each one.

    All sums wrap around in 64 bits, hence do not depend on any order.
    """
    sums = np.zeros(3 * kept.size, np.uint64)
    for row in range(starts.size - 1):
        cast, passed = 0, 0
        for vote in range(starts[row], starts[row + 1]):
            column = codes[vote] // 3
            if kept[column]:
                cast += 1
                passed += codes[vote] == 3 * column + 1
        seed = mix(np.uint64(cast * 1_000_003 + passed))
        for vote in range(starts[row], starts[row + 1]):
            sums[codes[vote]] += seed
    hashes, flips = np.zeros(kept.size, np.uint64), np.ones(kept.size, np.int8)
    for column in range(kept.size):
        against, passing, agreed = sums[3 * column], sums[3 * column + 1], sums[3 * column + 2]
        balance = counts[column, 2] - counts[column, 0]
        if balance < 0 or (balance == 0 and agreed < against):
            flips[column] = -1
            against, agreed = agreed, against
        hashes[column] = mix(against ^ mix(passing ^ mix(agreed)))
    return hashes, flips


@compiled
def content_hashes(
    starts: NDArray[np.int64],
    codes: NDArray[np.int32],
    kept: NDArray[np.bool_],
    hashes: NDArray[np.uint64],
    flips: NDArray[np.int8],
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Hash rows by their votes on hashed statements, then statements by their votes from hashed rows."""
    table = np.zeros(3 * kept.size, np.uint64)
    for column in range(kept.size):
        if kept[column]:
            for value in range(3):
                oriented = value if flips[column] > 0 else 2 - value
                table[3 * column + value] = mix(hashes[column] + np.uint64(oriented) * _STEP)
    rows, sums = np.zeros(starts.size - 1, np.uint64), np.zeros(3 * kept.size, np.uint64)
    for row in range(starts.size - 1):
        total = np.uint64(0)
        for vote in range(starts[row], starts[row + 1]):
            total += table[codes[vote]]
        total = mix(total)
        rows[row] = total
        for vote in range(starts[row], starts[row + 1]):
            sums[codes[vote]] += total
    again = np.zeros(kept.size, np.uint64)
    for column in range(kept.size):
        against, agreed = sums[3 * column], sums[3 * column + 2]
        if flips[column] < 0:
            against, agreed = agreed, against
        again[column] = mix(against ^ mix(sums[3 * column + 1] ^ mix(agreed)))
    return rows, again


@compiled
def encode(
    starts: NDArray[np.int64],
    codes: NDArray[np.int32],
    row_order: NDArray[np.int64],
    column_rank: NDArray[np.int32],
    flips: NDArray[np.int8],
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Write the table in canonical order, statements turned; rank −1 drops a statement."""
    rename = np.full(3 * column_rank.size, -1, np.int32)
    for column in range(column_rank.size):
        if column_rank[column] >= 0:
            for value in range(3):
                rename[3 * column + value] = 3 * column_rank[column] + 1 + flips[column] * (value - 1)
    out, begins = np.empty(codes.size, np.int32), np.zeros(row_order.size + 1, np.int64)
    write = 0
    for line in range(row_order.size):
        row = row_order[line]
        for vote in range(starts[row], starts[row + 1]):
            code = rename[codes[vote]]
            if code >= 0:
                out[write] = code
                write += 1
        begins[line + 1] = write
    return begins, out[:write]


@compiled
def sweep(
    starts: NDArray[np.int64],
    codes: NDArray[np.int32],
    means: NDArray[np.float64],
    vector: NDArray[np.float64],
    out: NDArray[np.float64],
    table: NDArray[np.int64],
    sums: NDArray[np.float64],
) -> None:
    """Write X'X·vector into ``out``, X the mean-imputed, centred table (zero where nobody answered)."""
    for column in range(means.size):
        for value in range(3):
            table[3 * column + value] = round((value - 1 - means[column]) * vector[column] * _FIXED)
    sums[:] = 0.0
    for row in range(starts.size - 1):
        whole = np.int64(0)
        for vote in range(starts[row], starts[row + 1]):
            whole += table[codes[vote]]
        total = whole / _FIXED
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
    table, sums, image = np.empty(3 * size, np.int64), np.empty(3 * size), np.empty(size)
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
def fixed_tables(means: NDArray[np.float64], axes: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return what a vote adds: (S, 3) products of loadings, and (3·S, 3) loadings times centred vote, and its square."""
    size = means.size
    products, responses = np.empty((size, 3), np.int64), np.empty((3 * size, 3), np.int64)
    for column in range(size):
        u, v = axes[0, column], axes[1, column]
        products[column, 0], products[column, 1], products[column, 2] = (
            round(u * u * _FIXED),
            round(u * v * _FIXED),
            round(v * v * _FIXED),
        )
        for code in range(3 * column, 3 * column + 3):
            value = code - 3 * column - 1 - means[column]
            responses[code, 0] = round(u * value * _FIXED)
            responses[code, 1] = round(v * value * _FIXED)
            responses[code, 2] = round(value * value * _FIXED)
    return products, responses


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
    products, responses = fixed_tables(means, axes)
    for row in range(n_rows):
        sxx, sxy, syy, sx, sy, ss = 0, 0, 0, 0, 0, 0
        for vote in range(starts[row], starts[row + 1]):
            code = codes[vote]
            column = code // 3
            sxx += products[column, 0]
            sxy += products[column, 1]
            syy += products[column, 2]
            sx += responses[code, 0]
            sy += responses[code, 1]
            ss += responses[code, 2]
        xx, xy, yy = sxx / _FIXED + ridge, sxy / _FIXED, syy / _FIXED + ridge
        determinant = xx * yy - xy * xy
        if determinant <= 0.0:
            continue
        ixx, ixy, iyy = yy / determinant, -xy / determinant, xx / determinant
        bx, by = sx / _FIXED, sy / _FIXED
        x, y = ixx * bx + ixy * by, ixy * bx + iyy * by
        places[row, 0], places[row, 1] = x, y
        inverse[row, 0], inverse[row, 1], inverse[row, 2] = ixx, ixy, iyy
        residual[row] = max(ss / _FIXED - x * bx - y * by, 0.0)
    return places, inverse, residual


@compiled
def project_scaled(
    starts: NDArray[np.int64], codes: NDArray[np.int32], means: NDArray[np.float64], axes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return (P, 2) plain sums of centred votes times loadings: the classic position before its scaling."""
    places = np.zeros((starts.size - 1, 2))
    responses = fixed_tables(means, axes)[1]
    for row in range(starts.size - 1):
        x, y = 0, 0
        for vote in range(starts[row], starts[row + 1]):
            x += responses[codes[vote], 0]
            y += responses[codes[vote], 1]
        places[row, 0], places[row, 1] = x / _FIXED, y / _FIXED
    return places
