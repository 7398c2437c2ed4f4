"""Every row of the accessibility statement leans on a test that is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATEMENT = (ROOT / "docs" / "accessibility.md").read_text()
ROWS = [line for line in STATEMENT.splitlines() if re.match(r"\| \d\.\d", line)]


def test_every_criterion_of_level_aa_has_a_row():
    # WCAG 2.2 has 55 criteria of A and AA; the five on audio and video share a row.
    assert len(ROWS) == 55 - 4


def test_every_row_names_a_test_that_is_there():
    missing = []
    for row in ROWS:
        proof = row.rsplit("|", 2)[1]
        found = re.findall(r"`([\w/]+\.py)::(\w+)`", proof)
        if not found and "axe" not in proof:
            missing.append(row)
        missing += [f"{path}::{name}" for path, name in found if f"def {name}(" not in (ROOT / path).read_text()]

    assert missing == []
