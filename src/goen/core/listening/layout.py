"""Placing texts in few dimensions so that neighbours stay neighbours: UMAP's forces, the same on any number of cores."""

from functools import lru_cache
from typing import Any

import numpy as np

from goen.core.listening.neighbours import EXACT_UP_TO, nearest
from goen.core.listening.vectors import Floats
from goen.core.progress import SILENT, Progress

CURVES = {0.0: (1.929073, 0.7915212), 0.1: (1.576943, 0.8950608)}
"""The a and b of 1 / (1 + a d^2b) for a least distance of 0 and of 0.1 (UMAP's fit at spread 1)."""
N_AWAY = 5
"""Texts drawn by lot to move away from, for every neighbour moved to."""
_REACH = 10.0
FEW_ON_ONE_CORE = 3_000
_FEW, _MANY = 10_000, 30_000


def rounds_for(n: int) -> int:
    """Choose the rounds of moving: fewer for many texts, as each then has more to hold on to.

    Examples
    --------
    >>> rounds_for(500), rounds_for(20_000), rounds_for(100_000)
    (500, 200, 150)
    """
    if n <= _FEW:
        return 500 if n <= _FEW // 2 else 300
    return 200 if n <= _MANY else 150


def spread_out(
    graph: Any,
    start: Floats,
    *,
    least_distance: float = 0.0,
    n_rounds: int | None = None,
    seed: int = 0,
    progress: Progress = SILENT,
    note: str = "listening.topics",
) -> Floats:
    """Move texts towards their neighbours and away from others.

    Parameters
    ----------
    graph : csr_array (n, n)
        As ``fuzzy_graph`` gives it; left unchanged.
    start : float array (n, d)
        Where to begin; left unchanged.
    least_distance : {0.0, 0.1}
        How near two texts may come: 0 for clusters, 0.1 for a picture.
    n_rounds : int, optional
    seed : int
    progress : Progress
        Told every tenth round.
    note : str
        The stage's name.

    Returns
    -------
    float32 array (n, d)

    Notes
    -----
    Within a round every text moves from where all were at its beginning, and lots are drawn by a hash of (seed, round,
    link): the answer does not depend on the number of cores or on their order. O(rounds × links × d).

    References
    ----------
    L. McInnes et al., "UMAP", 2018, section 3.2; here rounds are synchronous, as in GPU versions.
    """
    if len(start) < 2 or not graph.nnz:  # noqa: PLR2004
        return start.astype(np.float32)
    step = _kernel().move_few if len(start) < FEW_ON_ONE_CORE else _kernel().move_many
    a, b = CURVES[least_distance]
    weights = (graph.data / graph.data.max()).astype(np.float32)
    starts, links = graph.indptr.astype(np.int64), graph.indices.astype(np.int32)
    here = _begin(start, seed)
    there = here.copy()
    rounds = n_rounds or rounds_for(len(start))
    for number in range(rounds):
        if number % 10 == 0:
            progress.update(number, rounds, note)
        pace = np.float32(1 - number / rounds)
        step(starts, links, weights, here, there, np.float32(a), np.float32(b), pace, seed * 1_000_003 + number, N_AWAY)
        here, there = there, here
    return here


def _begin(start: Floats, seed: int) -> Floats:
    """Start within a box of side 10, no two texts at one place."""
    low, high = start.min(axis=0), start.max(axis=0)
    boxed = (start - low) / np.maximum(high - low, 1e-9) * _REACH
    jitter = np.random.default_rng(seed).normal(0, 1e-3, start.shape)
    out: Floats = (boxed + jitter).astype(np.float32)
    return out


def principal(vectors: Floats, n_dimensions: int) -> Floats:
    """Project on the directions of most spread, each pointing so that its largest component is positive.

    Returns
    -------
    float32 array (n, n_dimensions)
        Columns of zeros where the vectors have fewer dimensions.
    """
    out = np.zeros((len(vectors), n_dimensions), np.float32)
    if not len(vectors):
        return out
    centred = vectors - vectors.mean(axis=0)
    axes = np.linalg.eigh(centred.T.astype(np.float64) @ centred)[1][:, ::-1][:, :n_dimensions]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    out[:, : axes.shape[1]] = centred @ (axes * signs).astype(np.float32)
    return out


def spectral_start(graph: Any, vectors: Floats, n_dimensions: int, n_sweeps: int = 20) -> Floats:
    """Begin with the slowest waves of the graph, found by subspace iteration from the principal directions.

    Parameters
    ----------
    graph : csr_array (n, n)
    vectors : float array (n, d)
    n_dimensions : int
    n_sweeps : int
        Each costs three products with the graph and one orthogonalisation.

    Notes
    -----
    O(sweeps × links × dimensions); no random start, so the same on every run.
    """
    from scipy import sparse

    n = len(vectors)
    if n <= 2 * n_dimensions + 2:
        return principal(vectors, n_dimensions)
    degree = np.maximum(np.asarray(graph.sum(axis=1)).ravel(), 1e-9)
    scale = sparse.dia_array((1 / np.sqrt(degree)[None, :], [0]), shape=(n, n))
    lazy = ((scale @ graph @ scale) * 0.5 + sparse.eye_array(n) * 0.5).tocsr().astype(np.float32)
    block = np.hstack([np.sqrt(degree)[:, None], principal(vectors, n_dimensions + 5)]).astype(np.float32)
    block = np.linalg.qr(block)[0]
    for _ in range(n_sweeps):
        for _ in range(3):
            block = lazy @ block
        block = np.linalg.qr(block)[0]
    values = np.linalg.eigh(block.T.astype(np.float64) @ (lazy @ block))[1][:, ::-1]
    waves: Floats = (block @ values.astype(np.float32))[:, 1 : n_dimensions + 1]
    signs = np.sign(waves[np.abs(waves).argmax(axis=0), np.arange(n_dimensions)])
    return np.ascontiguousarray(waves * signs, dtype=np.float32)


def warm_up() -> None:
    """Compile the kernel now (about 10 s, once a machine), so that nobody waits for it later."""
    from scipy import sparse

    for n in (3, FEW_ON_ONE_CORE):
        links = sparse.eye_array(n, format="csr", dtype=np.float32)
        spread_out(links, np.zeros((n, 2), np.float32), n_rounds=1)
    nearest(np.eye(EXACT_UP_TO + 1, 4, dtype=np.float32), 2)


@lru_cache(maxsize=1)
def _kernel() -> Any:
    from goen.core.listening.kernels import forces

    return forces
