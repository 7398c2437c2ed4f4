"""Compiled kernels: made once for this machine, so that no user waits for them."""

import contextlib
import os
import platform
import sys
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

_CORE = Path(__file__).parents[1] / "core"


def warm_kernels() -> bool:
    """Compile what is compiled at first use; returns whether anything was to be done.

    A stamp beside the compiled code says for which sources, library versions and processor it was made; whoever
    clears that folder clears the stamp.
    """
    folder = Path(os.environ.get("NUMBA_CACHE_DIR") or _CORE / "grouping" / "kernels" / "__pycache__")
    stamp = folder / f"warm-{fingerprint()}.stamp"
    if stamp.exists():
        return False
    from goen.core.grouping.warm import warm
    from goen.core.listening.layout import warm_up as warm_listening
    from goen.core.opinions.warm import warm as warm_opinions

    warm()
    warm_listening()
    warm_opinions()
    with contextlib.suppress(OSError):  # a read-only installation was warmed when it was built
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("warm-*.stamp"):
            old.unlink()
        stamp.touch()
    return True


def fingerprint() -> str:
    """Hash of the kernels' sources, of what compiles them, and of the processor they are compiled for."""
    text = sha256()
    for path in sorted({*_CORE.glob("*/kernels/*.py"), *_CORE.glob("*/warm.py")}):
        text.update(path.read_bytes())
    versions = [version(name) for name in ("numba", "llvmlite", "numpy")]
    text.update(repr((versions, sys.version, platform.machine(), _processor())).encode())
    return text.hexdigest()[:16]


def _processor() -> str:
    """Return what Linux says the processor can do; compiled code fits one kind only."""
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        return "".join(sorted({line for line in lines if line.startswith(("model name", "flags", "Features"))}))
    return platform.processor()
