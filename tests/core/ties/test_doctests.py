"""The examples in the docstrings are true."""

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize("name", ["ties.introducing", "ties.network", "ties.pairing", "ties.repeats", "text.runs"])
def test_the_examples_are_true(name):
    assert doctest.testmod(import_module(f"goen.core.{name}")).failed == 0
