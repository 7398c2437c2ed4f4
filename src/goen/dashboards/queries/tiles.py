"""The tile map: one square per municipality, coloured in at most five steps, its figure inside."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from goen.core.indicators import step_bounds, step_of
from goen.core.indicators.fukushima import N_COLUMNS, N_ROWS, Municipality, find, municipalities
from goen.dashboards.models import Value
from goen.dashboards.queries.shapes import figure_text

SIDE, GAP = 60, 4


@dataclass(frozen=True)
class Tile:
    """One square: where it stands, its figure and step (0: none), and the row it leads to."""

    place: Municipality
    text: str
    step: int
    href: str

    @property
    def x(self) -> int:
        """Left edge."""
        return self.place.column * (SIDE + GAP)

    @property
    def y(self) -> int:
        """Upper edge."""
        return self.place.row * (SIDE + GAP)

    @property
    def centre(self) -> int:
        """Where the words stand, across."""
        return self.x + SIDE // 2


@dataclass(frozen=True)
class TileMap:
    """The whole map with its legend; ``words`` say in a sentence what it shows."""

    tiles: Sequence[Tile]
    legend: Sequence[tuple[int, str]]
    unit: str
    words: str
    n_missing: int
    width: int = N_COLUMNS * (SIDE + GAP)
    height: int = N_ROWS * (SIDE + GAP)


def tile_map(values: Sequence[Value], unit: str) -> TileMap:
    """Return the map of one period; municipalities without a figure stay white with a dash; no query."""
    found: dict[str, Value] = {}
    for value in values:
        place = find(value.area, value.code)
        if place is not None and value.value is not None:
            found.setdefault(place.code, value)
    bounds = step_bounds([float(value.value or 0) for value in found.values()])
    tiles = [_tile(place, found.get(place.code), bounds) for place in municipalities()]
    legend = [
        (number, f"{figure_text(low)}〜{figure_text(high)}")
        for number, (low, high) in enumerate(pairwise(bounds), start=1)
    ]
    return TileMap(tiles, legend, unit, _words(found, unit), len(tiles) - len(found))


def _tile(place: Municipality, value: Value | None, bounds: Sequence[float]) -> Tile:
    if value is None:
        return Tile(place, "―", 0, "")
    number = float(value.value or 0)
    return Tile(place, figure_text(number), step_of(number, bounds), f"#row-{value.pk}")


def _words(found: dict[str, Value], unit: str) -> str:
    ranked = sorted(found.values(), key=lambda value: -(value.value or 0))
    if not ranked:
        return ""
    top, low = ranked[0], ranked[-1]
    return _("{n} 市町村のうち、最も大きいのは{top}の {high}{unit}、最も小さいのは{low}の {least}{unit}です。").format(
        n=len(ranked),
        top=top.area or top.code,
        high=figure_text(top.value),
        low=low.area or low.code,
        least=figure_text(low.value),
        unit=unit,
    )
