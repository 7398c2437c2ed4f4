"""The examples in the documentation are true."""

import doctest
import importlib
import pkgutil

import pytest

import goen.core.opinions

MODULES = sorted(one.name for one in pkgutil.iter_modules(goen.core.opinions.__path__) if one.name != "kernels")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name):
    assert doctest.testmod(importlib.import_module(f"goen.core.opinions.{name}")).failed == 0
