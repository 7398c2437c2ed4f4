"""An installation brings every file of the examples: `goen demo` works there too."""

import re
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


def test_every_locked_library_is_one_version_with_its_hashes():
    locks = sorted(ROOT.glob("requirements*.lock"))
    assert locks
    for lock in locks:
        entries = re.split(r"\n(?=[A-Za-z0-9])", lock.read_text().strip())
        libraries = [entry for entry in entries if not entry.startswith(("#", "--"))]
        assert libraries
        assert [entry for entry in libraries if "==" not in entry.split()[0] or "--hash=sha256:" not in entry] == []
