"""The map as a drawing: SVG text that needs no script, no font and no network."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.landscape import Landscape
from goen.core.opinions.votes import Floats

# Dark enough on white for 3:1, apart for most colour blindness; shapes tell the groups apart without colour.
COLOURS = ("#0017C1", "#C74700", "#197A4B", "#8B1A8B", "#6F6F00")
_ALONE = "#626264"
LETTERS = "ABCDE"
_WIDTH, _HEIGHT, _EDGE = 640, 480, 28
MOST_DRAWN = 2_000
_LEAST_FOR_CLOUD = 3
_WITHIN = 4.61  # squared radius that holds nine tenths of a normal cloud: chi-squared, two degrees of freedom


def map_svg(found: Landscape, *, title: str, texts: tuple[str, ...] = ()) -> str:
    """Draw people, groups and their spread.

    Parameters
    ----------
    found : Landscape
        Left unchanged.
    title : str
        Name of the picture for screen readers.
    texts : tuple of str
        Names of the groups; letters by default.

    Returns
    -------
    str
        One ``<svg>`` element; two thousand people at most are drawn, spread evenly over the picture.

    Examples
    --------
    >>> from goen.core.opinions.analyse import analyse
    >>> from goen.core.opinions.votes import votes_from_triples
    >>> map_svg(analyse(votes_from_triples([], [], [])), title="地図").startswith("<svg")
    True
    """
    drawn = shapes(found)
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}" xmlns="http://www.w3.org/2000/svg">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" rx="12" fill="#F8F8FB"/>',
    ]
    parts += [_cloud(one, COLOURS[one.group % len(COLOURS)]) for one in drawn.clouds]
    parts += [_mark(*one) for one in drawn.marks[:: max(1, -(-len(drawn.marks) // MOST_DRAWN))]]
    names = texts or tuple(LETTERS[: len(found.groups)])
    for x, y, g in drawn.names:
        parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" dominant-baseline="central" font-size="26" font-weight="700"'
            f' fill="{COLOURS[g % len(COLOURS)]}" stroke="#fff" stroke-width="6" paint-order="stroke">{escape(names[g])}</text>'
        )
    return "".join((*parts, "</svg>"))


@dataclass(frozen=True)
class Cloud:
    """The ellipse that holds about nine tenths of a group: centre, radii, turn in degrees, group."""

    x: float
    y: float
    rx: float
    ry: float
    angle: float
    group: int


@dataclass(frozen=True)
class Shapes:
    """What the map is drawn from, in a picture of 640 × 480.

    Attributes
    ----------
    places : tuple of (index, x, y, group)
        Everybody on the map, by index of the participant; group −1 for nobody's.
    marks : tuple of (x, y, group)
        The same without the index, in an order that tells nothing about who came when.
    clouds : tuple of Cloud
        One per group of three or more.
    names : tuple of (x, y, group)
        Where the groups' names stand.
    """

    places: tuple[tuple[int, float, float, int], ...]
    marks: tuple[tuple[float, float, int], ...]
    clouds: tuple[Cloud, ...]
    names: tuple[tuple[float, float, int], ...]


def shapes(found: Landscape) -> Shapes:
    """Place people, groups and their spread in the picture; ``found`` is left unchanged.

    Examples
    --------
    >>> from goen.core.opinions.analyse import analyse
    >>> from goen.core.opinions.votes import votes_from_triples
    >>> shapes(analyse(votes_from_triples([], [], []))).marks
    ()
    """
    people = found.people
    shown = np.flatnonzero(~np.isnan(people.positions[:, 0]))
    groups = people.groups if found.groups else np.full(people.groups.size, -1)
    members = {g: people.positions[shown[groups[shown] == g]] for g in range(len(found.groups))}
    crowds = {g: points for g, points in members.items() if len(points) >= _LEAST_FOR_CLOUD}
    scale = _Scale(people.positions[shown], crowds.values())
    places = tuple((int(i), *_rounded(scale(people.positions[i])), int(groups[i])) for i in shown)
    clouds = tuple(_spread(scale, points, g) for g, points in crowds.items())
    names = tuple((*_rounded(scale(one.centre)), g) for g, one in enumerate(found.groups))
    return Shapes(places, tuple(sorted(place[1:] for place in places)), clouds, names)


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 1), round(point[1], 1)


class _Scale:
    """From map to picture, the same on both axes, everybody and every group's spread inside the edge."""

    def __init__(self, points: Floats, crowds: Iterable[Floats]) -> None:
        reach = np.abs(points)
        # The outermost people must not squeeze all others together.
        far = np.quantile(reach, 0.995, axis=0) if len(points) else np.ones(2)
        for crowd in crowds:
            far = np.maximum(far, np.abs(crowd.mean(axis=0)) + np.sqrt(_WITHIN * crowd.var(axis=0, ddof=1)))
        self.factor = min((_WIDTH / 2 - _EDGE) / max(far[0], 1e-9), (_HEIGHT / 2 - _EDGE) / max(far[1], 1e-9))

    def __call__(self, point: Floats) -> tuple[float, float]:
        x = float(np.clip(_WIDTH / 2 + point[0] * self.factor, 8, _WIDTH - 8))
        y = float(np.clip(_HEIGHT / 2 - point[1] * self.factor, 8, _HEIGHT - 8))
        return x, y


def _spread(scale: _Scale, points: Floats, group: int) -> Cloud:
    centre, spread = points.mean(axis=0), np.cov(points.T)
    values, vectors = np.linalg.eigh(spread)
    radii = np.sqrt(np.maximum(values, 0.0) * _WITHIN) * scale.factor
    angle = float(np.degrees(np.arctan2(-vectors[1, 1], vectors[0, 1])))
    return Cloud(*_rounded(scale(centre)), round(float(radii[1]), 1), round(float(radii[0]), 1), round(angle, 1), group)


def _cloud(one: Cloud, colour: str) -> str:
    return (
        f'<ellipse cx="{one.x:.1f}" cy="{one.y:.1f}" rx="{one.rx:.1f}" ry="{one.ry:.1f}" transform="rotate({one.angle:.1f} {one.x:.1f} {one.y:.1f})"'
        f' fill="{colour}" fill-opacity=".08" stroke="{colour}" stroke-opacity=".5" stroke-dasharray="4 4"/>'
    )


def _mark(x: float, y: float, group: int) -> str:
    colour = _ALONE if group < 0 else COLOURS[group % len(COLOURS)]
    paint = f'fill="{colour}" fill-opacity=".75"'
    shape = group % len(COLOURS) if group >= 0 else 0
    if shape == 1:
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" {paint}/>'
    if shape == 2:  # noqa: PLR2004  # third shape
        return f'<path d="M{x:.1f} {y - 5:.1f}l5 9h-10z" {paint}/>'
    if shape == 3:  # noqa: PLR2004  # fourth shape
        return f'<path d="M{x:.1f} {y - 6:.1f}l5 6-5 6-5-6z" {paint}/>'
    radius = 4.5 if shape == 0 else 3.0
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" {paint}/>'


def bar_svg(counts: NDArray[np.int64], label: str) -> str:
    """Draw one bar of agree, pass and disagree (counts in the order disagree, pass, agree)."""
    total = max(int(counts.sum()), 1)
    widths = [200.0 * int(counts[side]) / total for side in (2, 1, 0)]
    left, boxes = 0.0, []
    for width, colour in zip(widths, ("#197A4B", "#D8D8DB", "#C74700"), strict=True):
        boxes.append(f'<rect x="{left:.1f}" width="{width:.1f}" height="14" fill="{colour}"/>')
        left += width
    return f'<svg class="bar" viewBox="0 0 200 14" preserveAspectRatio="none" role="img" aria-label="{escape(label)}">{"".join(boxes)}</svg>'
