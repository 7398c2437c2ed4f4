"""The drawing of the map: everybody and every group's spread lie inside the picture."""

import math

import pytest
from tests.core.opinions.conversations import camps

from goen.core.opinions.analyse import analyse
from goen.core.opinions.picture import map_svg, shapes
from goen.core.opinions.votes import votes_from_matrix

WIDTH, HEIGHT = 640, 480


def landscape(seed=0):
    return analyse(votes_from_matrix(camps(people=40, statements=16, seed=seed, answered=0.7)[0]))


@pytest.mark.parametrize("seed", [0, 1, 4, 5])
def test_no_group_reaches_out_of_the_picture(seed):
    clouds = shapes(landscape(seed)).clouds

    assert len(clouds) >= 2
    for one in clouds:
        turn = math.radians(one.angle)
        across = math.hypot(one.rx * math.cos(turn), one.ry * math.sin(turn))
        up = math.hypot(one.rx * math.sin(turn), one.ry * math.cos(turn))
        assert across <= one.x <= WIDTH - across
        assert up <= one.y <= HEIGHT - up


def test_a_title_cannot_break_out_of_the_drawing():
    assert "<script" not in map_svg(landscape(), title='"><script>alert(1)</script>')
