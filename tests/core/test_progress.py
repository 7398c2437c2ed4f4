"""A part of long work tells the whole how far it is."""

import doctest

import pytest

from goen.core import progress
from goen.core.progress import Part


class Heard:
    def __init__(self):
        self.told = []

    def update(self, done, total, note=""):
        self.told.append((done, total, note))


@pytest.mark.parametrize(("done", "total", "told"), [(0, 4, 20), (4, 4, 60), (0, 0, 60)])
def test_a_part_fills_its_own_stretch_and_a_part_of_nothing_is_done(done, total, told):
    heard = Heard()
    Part(heard, 20, 60).update(done, total, "words")
    assert heard.told == [(told, 100, "words")]


def test_a_part_of_a_part_stays_inside_it():
    heard = Heard()
    Part(Part(heard, 50, 100), 0, 50).update(1, 1)
    assert heard.told == [(75, 100, "")]


def test_the_examples_hold():
    assert doctest.testmod(progress).failed == 0
