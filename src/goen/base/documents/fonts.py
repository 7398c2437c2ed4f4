"""The Japanese font every PDF embeds, and what it can draw.

The front-end build copies Noto Sans JP (OFL) into ``base/static/fonts``; no font of the machine is used, so the same
event gives the same pages everywhere.
"""

import re
import struct
from functools import cache
from pathlib import Path

from goen.base.documents.guards import clean
from goen.core.errors import GoenError

FAMILY = "Noto Sans JP"
FOLDER = Path(__file__).resolve().parent.parent / "static" / "fonts"
# Printers' mark for a character the case does not hold.
GETA = "〓"
# Shape selectors, joiners and direction marks draw nothing themselves.
_SHAPELESS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_WINDOWS_UCS4 = (3, 10)
_SEGMENTED_COVERAGE = 12


def folder() -> Path:
    """Return where the fonts are; tells what to do when they are not there."""
    if not (FOLDER / "NotoSansJP-Regular.ttf").exists():
        raise GoenError("base.no_font", folder=str(FOLDER))
    return FOLDER


def drawable(text: str) -> str:
    """Return the text as the font can draw it: an unknown character becomes 〓, shape selectors go.

    >>> drawable("髙﨑と𠮷田😀")
    '髙﨑と𠮷田〓'
    """
    known = _known()
    plain = _SHAPELESS.sub("", clean(text))
    return "".join(letter if ord(letter) in known or letter in "\n\t" else GETA for letter in plain)


def missing(text: str) -> tuple[str, ...]:
    """Return the characters the font cannot draw, each once, in order of appearance."""
    known = _known()
    plain = _SHAPELESS.sub("", clean(text))
    return tuple(dict.fromkeys(letter for letter in plain if ord(letter) not in known and letter not in "\n\t"))


@cache
def _known() -> frozenset[int]:
    """Return the code points both weights can draw."""
    return _code_points(folder() / "NotoSansJP-Regular.ttf") & _code_points(folder() / "NotoSansJP-Bold.ttf")


def _code_points(path: Path) -> frozenset[int]:
    """Read the full-repertoire character map (cmap format 12) of an OpenType file."""
    font = path.read_bytes()
    cmap = _table(font, b"cmap")
    (n_maps,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(n_maps):
        platform, encoding, offset = struct.unpack_from(">HHL", font, cmap + 4 + 8 * number)
        if (platform, encoding) == _WINDOWS_UCS4:
            return _segments(font, cmap + offset)
    raise GoenError("base.no_font", folder=str(path))


def _table(font: bytes, tag: bytes) -> int:
    (n_tables,) = struct.unpack_from(">H", font, 4)
    for number in range(n_tables):
        name, _checksum, offset, _length = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        if name == tag:
            return int(offset)
    raise GoenError("base.no_font", folder=tag.decode())


def _segments(font: bytes, at: int) -> frozenset[int]:
    coverage, _reserved, _length, _language, n_groups = struct.unpack_from(">HHLLL", font, at)
    if coverage != _SEGMENTED_COVERAGE:
        raise GoenError("base.no_font", folder=f"cmap {coverage}")
    points: set[int] = set()
    for number in range(n_groups):
        first, last, _glyph = struct.unpack_from(">LLL", font, at + 16 + 12 * number)
        points.update(range(first, last + 1))
    return frozenset(points)
