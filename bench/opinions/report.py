"""One JSON line per figure."""

import json
import sys
from importlib.metadata import PackageNotFoundError, version


def say(case: str, figure: float, unit: str, **more: object) -> None:
    """Print a figure with its case, unit, target, baseline and whatever else explains it."""
    rounded = {key: _short(value) for key, value in more.items()}
    line = {"bench": "opinions", "case": case, "figure": _short(figure), "unit": unit, **rounded}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def say_versions() -> None:
    """Print what was measured with."""
    versions = {}
    for name in ("numpy", "scipy", "numba", "polars", "red-dwarf"):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "absent"
    print(
        json.dumps({"bench": "opinions", "case": "versions", "python": sys.version.split()[0], **versions}), flush=True
    )


def _short(value: object) -> object:
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: _short(one) for key, one in value.items()}
    return value
