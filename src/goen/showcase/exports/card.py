"""Share cards: the picture other sites show beside a link, 1200 × 630, drawn with the font the PDF uses."""

import io
from dataclasses import dataclass
from functools import lru_cache
from math import pi, sin
from typing import Any

from goen.base.documents.fonts import drawable, folder
from goen.showcase.exports.lines import break_lines, clipped_lines
from goen.showcase.phases import CARD_HEIGHT_PX, CARD_WIDTH_PX

_PAPER, _INK, _QUIET, _AKANE, _AI = "#fcfaf6", "#1a1a1a", "#5c5a55", "#a8232f", "#1d3461"
_MARGIN = 72
_PHOTO_WIDTH = 500
_TITLE_SIZES = ((72, 2), (64, 2), (56, 2), (54, 3), (48, 3), (42, 3), (36, 4))
_OVERSAMPLE = 2


@dataclass(frozen=True)
class Card:
    """What a share card says; ``photo`` are the bytes of a picture, or empty."""

    title: str
    kind: str
    lead: str = ""
    publisher: str = ""
    photo: bytes = b""
    credit: str = ""


def draw_card(card: Card) -> bytes:
    """Return the card as a PNG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only cards need it

    picture = Image.new("RGB", (CARD_WIDTH_PX, CARD_HEIGHT_PX), _PAPER)
    room = CARD_WIDTH_PX - 2 * _MARGIN
    if card.photo:
        room -= _PHOTO_WIDTH - _MARGIN + 48
        picture.paste(_cover(card.photo), (CARD_WIDTH_PX - _PHOTO_WIDTH, 0))
    picture.paste(_cords(CARD_WIDTH_PX), (0, CARD_HEIGHT_PX - 96), _cords(CARD_WIDTH_PX))
    pen = ImageDraw.Draw(picture)
    _write(pen, card, room)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


@lru_cache(maxsize=16)
def _font(size: int, is_bold: bool) -> Any:
    from PIL import ImageFont  # noqa: PLC0415 - only cards need it

    return ImageFont.truetype(folder() / f"NotoSansJP-{'Bold' if is_bold else 'Regular'}.ttf", size)


def _write(pen: Any, card: Card, room: int) -> None:
    kind = _font(28, is_bold=True)
    label = drawable(card.kind)
    pen.rounded_rectangle((_MARGIN, 64, _MARGIN + kind.getlength(label) + 36, 116), radius=8, fill=_AKANE)
    pen.text((_MARGIN + 18, 90), label, font=kind, fill="white", anchor="lm")
    bottom = _title(pen, drawable(card.title), room)
    lead = _font(30, is_bold=False)
    n_lines = max(0, min(3, (CARD_HEIGHT_PX - 170 - bottom) // 46))
    for line in clipped_lines(drawable(card.lead), lead.getlength, room, n_lines) if card.lead and n_lines else []:
        pen.text((_MARGIN, bottom), line, font=lead, fill=_QUIET)
        bottom += 46
    foot = _font(26, is_bold=True)
    said = clipped_lines(drawable(card.publisher), foot.getlength, room, 1)
    pen.text((_MARGIN, CARD_HEIGHT_PX - 118), said[0] if said else "", font=foot, fill=_INK, anchor="lm")
    if card.photo and card.credit:
        _credit(pen, drawable(card.credit))


def _title(pen: Any, title: str, room: int) -> int:
    """Write the title large in two lines, or smaller in three; return where it ends."""
    for size, n_most in _TITLE_SIZES:
        font = _font(size, is_bold=True)
        lines = break_lines(title, font.getlength, room, n_most)
        if lines:
            break
    else:
        lines = clipped_lines(title, font.getlength, room, 4)
    top = 150
    for line in lines:
        pen.text((_MARGIN, top), line, font=font, fill=_INK)
        top += round(size * 1.38)
    return top + 18


def _credit(pen: Any, credit: str) -> None:
    font = _font(18, is_bold=False)
    said = f"© {credit}"
    right, bottom = CARD_WIDTH_PX - 14, CARD_HEIGHT_PX - 112
    pen.rectangle((right - font.getlength(said) - 12, bottom - 30, right, bottom), fill=_PAPER)
    pen.text((right - 6, bottom - 15), said, font=font, fill=_INK, anchor="rm")


def _cover(photo: bytes) -> Any:
    from PIL import Image, ImageOps  # noqa: PLC0415 - only cards need it

    with Image.open(io.BytesIO(photo)) as picture:
        return ImageOps.fit(picture.convert("RGB"), (_PHOTO_WIDTH, CARD_HEIGHT_PX - 96))


@lru_cache(maxsize=2)
def _cords(width: int) -> Any:
    """Return the two cords, 茜 and 藍, that meet and part again across the foot of the card."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only cards need it

    scale, height = _OVERSAMPLE, 96
    ground = Image.new("RGBA", (width * scale, height * scale), _PAPER)
    pen = ImageDraw.Draw(ground)
    for colour, phase in ((_AKANE, 0.0), (_AI, pi)):
        for strand in range(-2, 3):
            points = [
                (x, (height / 2 + 20 * sin(x / (width * scale) * 6 * pi + phase) + strand * 4.5) * scale)
                for x in range(0, width * scale + 1, 8)
            ]
            pen.line(points, fill=colour, width=round(1.9 * scale), joint="curve")
    return ground.resize((width, height), Image.Resampling.LANCZOS)
