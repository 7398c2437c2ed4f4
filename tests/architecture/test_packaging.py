"""An installation brings every file of the examples: `goen demo` works there too."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_example_file_is_packed_beside_where_it_is_looked_for():
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["data-files"]
    found = {
        f"{folder}/{path.name}" for folder, patterns in packed.items() for one in patterns for path in ROOT.glob(one)
    }

    files = [path for path in (ROOT / "examples").rglob("*") if path.is_file()]
    assert {f"share/goen/{path.relative_to(ROOT)}" for path in files} <= found
