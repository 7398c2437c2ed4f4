"""The reference says something of every setting, command, job and error."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))
import reference

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "README.md").read_text()


@pytest.mark.parametrize(
    "rows", [reference.settings_rows, reference.command_rows, reference.job_rows, reference.error_rows]
)
def test_every_row_is_filled(rows):
    found = list(rows())

    assert found
    assert [row for row in found if not all(cell.strip("`") for cell in row)] == []


def test_every_error_has_a_sentence_of_its_own_in_english():
    ours = [row for row in reference.error_rows() if not row[0].startswith("`tests.")]  # a test may register its own

    assert [row[0] for row in ours if row[1] == row[2]] == []


def test_the_operators_guide_names_every_command():
    assert [row[0] for row in reference.command_rows() if row[0].strip("`") not in GUIDE] == []
