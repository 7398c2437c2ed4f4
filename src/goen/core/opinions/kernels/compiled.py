"""One way to compile a loop: cached on disk, without the interpreter lock, without fast-math, on one thread."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

_Function = TypeVar("_Function", bound=Callable[..., object])


def compiled(function: _Function) -> _Function:
    """Compile ``function`` for the machine at its first call and keep the result on disk.

    Notes
    -----
    Sums run in a fixed order, so the same table gives the same bits. Where the installation is read-only, set
    ``NUMBA_CACHE_DIR``.
    """
    return cast(_Function, numba.njit(function, cache=True, nogil=True))
