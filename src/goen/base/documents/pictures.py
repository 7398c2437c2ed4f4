"""Photos in the size a place needs."""

import io


def resized(content: bytes, width: int, kind: str = "JPEG") -> bytes:
    """Return a picture at most ``width`` pixels wide, as JPEG or as PNG of 256 colours; never larger than it was."""
    from PIL import Image  # noqa: PLC0415 - only photos need it

    with Image.open(io.BytesIO(content)) as picture:
        plain = picture.convert("RGB")
        if plain.width > width:
            height = max(1, round(plain.height * width / plain.width))
            plain = plain.resize((width, height), Image.Resampling.LANCZOS)
        target = io.BytesIO()
        if kind == "PNG":
            plain.quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(target, "PNG", optimize=True)
        else:
            plain.save(target, "JPEG", quality=84, optimize=True, progressive=True)
    return target.getvalue()
