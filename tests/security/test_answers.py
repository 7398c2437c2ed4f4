"""Every test that docs/security.md names exists: an answer without its test is no answer."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "security.md").read_text())))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_named_test_exists(file, name):
    assert re.search(rf"^\s*(async )?def {name}\(", (ROOT / file).read_text(), re.MULTILINE)


def test_both_lists_are_answered_whole():
    text = (ROOT / "docs" / "security.md").read_text()
    chapters = {int(number) for number in re.findall(r"^\| V(\d+)", text, re.MULTILINE)}
    items = {int(number) for number in re.findall(r"^\| (\d+) ", text, re.MULTILINE)}
    assert (chapters, items) == (set(range(1, 18)), set(range(1, 12)))
