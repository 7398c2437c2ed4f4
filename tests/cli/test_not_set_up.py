"""A machine where nobody has run `goen setup` yet is told so; no command answers with a traceback."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("words", [["account"], ["demo"], ["audit", "verify"], ["backup"], ["serve", "--port", "1"]])
def test_a_database_without_tables_is_a_sentence(words, tmp_path):
    environment = {**os.environ, "GOEN_HOME": str(tmp_path), "GOEN_DATABASE_URL": ""}

    done = subprocess.run(
        [sys.executable, "-m", "goen", *words], env=environment, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 1
    assert "goen setup" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_away_is_a_sentence(tmp_path):
    address = "postgresql://nobody@127.0.0.1:1/none"
    environment = {**os.environ, "GOEN_HOME": str(tmp_path), "GOEN_DATABASE_URL": address}

    done = subprocess.run(
        [sys.executable, "-m", "goen", "account"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert "goen check" in done.stderr
    assert "Traceback" not in done.stderr
