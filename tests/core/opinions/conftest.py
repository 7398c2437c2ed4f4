"""Loops are compiled before the first test, so that no test's time is the compiler's."""

import pytest

from goen.core.opinions.warm import warm


@pytest.fixture(scope="package", autouse=True)
def compiled_loops():
    warm()
