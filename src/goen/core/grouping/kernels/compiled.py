"""One way to compile a kernel: cached on disk, whole-number arithmetic, no reference counting."""

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

_Function = TypeVar("_Function", bound=Callable[..., object])


@lru_cache(maxsize=1)
def _fingerprint() -> str:
    """Hash of every kernel's source."""
    text = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        text.update(path.read_bytes())
    return text.hexdigest()


def compiled(function: _Function) -> _Function:
    """Compile ``function`` for the machine at its first call and keep the result on disk.

    Notes
    -----
    Kernels allocate nothing, so Numba's runtime is switched off: counting references to thirty arrays at every call
    made them a hundred times slower. They are inlined into each other; Numba's cache only watches the file of the
    outermost one, so the cache is stamped with the source of all of them. Where the installation is read-only, set
    ``NUMBA_CACHE_DIR``.
    """
    return _compile(function, is_inlined=False)


def inlined(function: _Function) -> _Function:
    """Compile ``function`` into each of its callers: for what runs at every proposal."""
    return _compile(function, is_inlined=True)


def _compile(function: _Function, is_inlined: bool) -> _Function:
    options: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False, "forceinline": is_inlined}
    kernel: Any = numba.njit(function, **options)
    cache_file = getattr(getattr(kernel, "_cache", None), "_cache_file", None)
    if cache_file is not None:
        cache_file._source_stamp = _fingerprint()  # noqa: SLF001  there is no public way
    return cast(_Function, kernel)
