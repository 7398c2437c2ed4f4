"""Illustrations for the example, drawn here: hills at dawn, terraces, cords, apples. No picture comes from elsewhere."""

import io
import math
from typing import Any

SIZE = (1280, 854)
_SCALE = 2


def hills(*, sky: tuple[str, str], sun: str, ridges: tuple[str, ...], shift: float = 0.0) -> bytes:
    """Return ridges one behind the other before a sky with a low sun."""
    picture, pen, width, height = _ground(*sky)
    radius = height * 0.085
    centre = (width * 0.66, height * 0.36)
    pen.ellipse((centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius), fill=sun)
    for number, colour in enumerate(ridges):
        base = height * (0.42 + 0.125 * number)
        swell = height * (0.075 - 0.006 * number)
        points = [(x, _ridge(x / width, base, swell, number + shift)) for x in range(0, width + 1, 4)]
        pen.polygon([(0, height), *points, (width, height)], fill=colour)
    return _finish(picture)


def terraces() -> bytes:
    """Return flooded rice terraces that hold the evening sky."""
    picture, pen, width, height = _ground("#f6d7b0", "#8fa8c8")
    for number, colour in enumerate(("#7d8fa8", "#5d7391")):
        base = height * (0.2 + 0.06 * number)
        points = [(x, _ridge(x / width, base, height * 0.05, number + 0.4)) for x in range(0, width + 1, 4)]
        pen.polygon([(0, height), *points, (width, height)], fill=colour)
    n_steps = 13
    for step in range(n_steps):
        near = step / (n_steps - 1)
        base = height * (0.3 + 0.74 * near**1.5)
        swell = height * (0.014 + 0.05 * near)
        edge = [(x, _bend(x / width, base, swell, step)) for x in range(0, width + 1, 4)]
        pen.polygon([(0, height), *edge, (width, height)], fill=_between("#f3cfa6", "#a8bbd2", near * 0.85))
        thick = height * (0.005 + 0.02 * near)
        bank = [(x, y + thick) for x, y in reversed(edge)]
        pen.polygon([*edge, *bank], fill=_between("#6f8a55", "#2f4a32", near))
    return _finish(picture)


def cords(*, pair: tuple[str, str], ground: tuple[str, str]) -> bytes:
    """Return braided cords that cross and part."""
    picture, pen, width, height = _ground(*ground)
    for row in range(4):
        middle = height * (0.2 + 0.2 * row)
        for colour, phase in ((pair[0], 0.0), (pair[1], math.pi)):
            for strand in range(-5, 6):
                lift = strand * height * 0.0085
                points = [
                    (x, middle + lift + height * 0.062 * math.sin(x / width * 5 * math.pi + phase + row * 0.8))
                    for x in range(0, width + 1, 8)
                ]
                shade = _between(colour, "#ffffff", 0.1 + 0.035 * (strand + 5))
                pen.line(points, fill=shade, width=round(height * 0.007), joint="curve")
    return _finish(picture)


def apples(*, skin: str, ground: tuple[str, str]) -> bytes:
    """Return three apples on a table in soft light."""
    picture, pen, width, height = _ground(*ground)
    pen.rectangle((0, height * 0.62, width, height), fill=_between(ground[1], "#6b4a2f", 0.35))
    for x, y, size in ((0.3, 0.6, 0.155), (0.71, 0.6, 0.15), (0.5, 0.665, 0.185)):
        _apple(pen, (width * x, height * y), width * size, skin)
    return _finish(picture)


def _apple(pen: Any, centre: tuple[float, float], radius: float, skin: str) -> None:
    x, y = centre
    pen.ellipse((x - radius * 1.05, y + radius * 0.72, x + radius * 1.15, y + radius * 1.02), fill="#5a4030")
    for ring in range(40):
        share = 1 - ring / 40
        colour = _between(skin, "#fff1d6", (ring / 40) ** 2.2 * 0.75)
        dx, dy = -radius * 0.24 * (1 - share), -radius * 0.26 * (1 - share)
        reach = radius * share
        pen.ellipse((x + dx - reach, y + dy - reach * 0.93, x + dx + reach, y + dy + reach * 0.93), fill=colour)
    top = y - radius * 0.9
    pen.line(
        (x, top + radius * 0.2, x + radius * 0.08, top - radius * 0.22), fill="#4a3420", width=round(radius * 0.06)
    )
    pen.polygon(
        [(x + radius * 0.06, top), (x + radius * 0.34, top - radius * 0.26), (x + radius * 0.62, top - radius * 0.12),
         (x + radius * 0.36, top + radius * 0.08)], fill="#5b7f3a",
    )  # fmt: skip


def _ground(top: str, bottom: str) -> tuple[Any, Any, int, int]:
    from PIL import Image, ImageDraw

    width, height = SIZE[0] * _SCALE, SIZE[1] * _SCALE
    column = Image.new("RGB", (1, 256))
    for row in range(256):
        column.putpixel((0, row), _rgb(_between(top, bottom, row / 255)))
    picture = column.resize((width, height), Image.Resampling.BICUBIC)
    return picture, ImageDraw.Draw(picture), width, height


def _finish(picture: Any) -> bytes:
    from PIL import Image

    target = io.BytesIO()
    picture.resize(SIZE, Image.Resampling.LANCZOS).save(target, "JPEG", quality=90)
    return target.getvalue()


def _ridge(x: float, base: float, swell: float, seed: float) -> float:
    waves = math.sin(x * 5.1 + seed * 2.3) + 0.55 * math.sin(x * 11.7 + seed * 5.1) + 0.25 * math.sin(x * 27 + seed)
    return base - swell * waves


def _bend(x: float, base: float, swell: float, step: int) -> float:
    return base - swell * (math.sin(x * 3.3 + step * 0.35) + 0.4 * math.sin(x * 7.9 - step * 0.5))


def _between(first: str, second: str, share: float) -> str:
    a, b = _rgb(first), _rgb(second)
    return "#" + "".join(f"{round(p + (q - p) * min(1.0, max(0.0, share))):02x}" for p, q in zip(a, b, strict=True))


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
