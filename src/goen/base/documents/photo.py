"""Photos of guests: read with care, drawn anew, so that neither place nor device nor anything hidden travels along."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from goen.core.errors import BadInputError, TooMuchError

MAX_BYTES = 12 * 1024 * 1024
_MAX_PIXELS = 60_000_000
_SIDE, _THUMB_SIDE = 2048, 480
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


@dataclass(frozen=True)
class CleanPhoto:
    """A picture drawn anew: JPEG bytes, large and small, and the size of the large one in pixels."""

    image: bytes
    thumbnail: bytes
    width: int
    height: int


def clean_photo(data: bytes) -> CleanPhoto:
    """Return the picture turned upright, at most 2,048 pixels long, without any of its metadata.

    Raises
    ------
    TooMuchError
        ``base.photo_too_large``: too many bytes or pixels; the picture is not unpacked then.
    BadInputError
        ``base.not_a_photo``: no picture, a broken one, or a format browsers do not show.
    """
    if len(data) > MAX_BYTES:
        raise TooMuchError("base.photo_too_large", limit_mb=MAX_BYTES // 1024 // 1024)
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MAX_PIXELS:
                raise TooMuchError("base.photo_too_large", limit_mb=MAX_BYTES // 1024 // 1024)
            opened.draft("RGB", (_SIDE, _SIDE))
            picture = _flat(ImageOps.exif_transpose(opened))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise BadInputError("base.not_a_photo") from None
    picture.thumbnail((_SIDE, _SIDE))
    small = picture.copy()
    small.thumbnail((_THUMB_SIDE, _THUMB_SIDE))
    return CleanPhoto(_jpeg(picture, 84), _jpeg(small, 78), picture.width, picture.height)


def _flat(picture: Image.Image) -> Image.Image:
    """Lay a picture on white, in plain colours, as a new one that knows nothing of the old."""
    plain = Image.new("RGB", picture.size, "white")
    layered = picture.convert("RGBA")
    plain.paste(layered, mask=layered)
    return plain


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
    return target.getvalue()
