"""Files people hand in: kind checked by content and not by name, pictures drawn anew without where they were taken."""

import hashlib
import io
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath

from goen.base.documents.guards import clean, file_name
from goen.core.errors import BadInputError, TooMuchError

MEGABYTE = 1024 * 1024
PICTURES = frozenset({"png", "jpg", "jpeg", "webp"})
OFFICE = frozenset({"docx", "xlsx", "pptx"})
DOCUMENTS = PICTURES | OFFICE | {"pdf", "csv", "txt"}
_MIME = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "txt": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}
_MOST_PIXELS = 60_000_000
_LONGEST_SIDE_PX = 2400
_NAME_LIMIT = 80


@dataclass(frozen=True)
class Upload:
    """A file that was checked.

    Parameters
    ----------
    name : str
        Safe on every system; the ending stays.
    mime : str
        By content, so that it can be answered with.
    content : bytes
        What to keep; of a picture the new drawing, upright and without EXIF.
    """

    name: str
    mime: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Hash of what is kept."""
        return hashlib.sha256(self.content).hexdigest()


def check_upload(name: str, content: bytes, *, kinds: Collection[str] = DOCUMENTS, limit_mb: int = 10) -> Upload:
    """Return the file if it is what its ending says, of an allowed kind and size; the sentences say what to do."""
    shown = clean(PurePath(name.replace("\\", "/")).name) or "file"
    kind = PurePath(shown).suffix.lower().lstrip(".")
    if not content:
        raise BadInputError("base.upload_empty", name=shown)
    if kind not in kinds:
        raise BadInputError("base.upload_kind", name=shown, kinds=", ".join(sorted(kinds)))
    if len(content) > limit_mb * MEGABYTE:
        raise TooMuchError("base.too_large", size_mb=round(len(content) / MEGABYTE, 1), limit_mb=limit_mb)
    if kind in PICTURES:
        content = _drawn_anew(shown, kind, content)
    elif not _is_what_it_says(shown, kind, content):
        raise BadInputError("base.upload_broken", name=shown, kind=kind)
    return Upload(_safe_name(shown, kind), _MIME[kind], content)


def picture_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a picture that was checked, in pixels."""
    from PIL import Image  # noqa: PLC0415 - only uploads need it

    with Image.open(io.BytesIO(content)) as picture:
        return picture.size


def _safe_name(shown: str, kind: str) -> str:
    stem = file_name(PurePath(shown).stem, _NAME_LIMIT) or "file"
    return f"{stem}.{kind}"


def _is_what_it_says(name: str, kind: str, content: bytes) -> bool:
    if kind == "pdf":
        return content.lstrip()[:5] == b"%PDF-"
    if kind in OFFICE:
        return _is_office(name, content)
    return b"\x00" not in content and _is_text(content)


def _is_text(content: bytes) -> bool:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _is_office(name: str, content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.namelist()
    except zipfile.BadZipFile:
        return False
    if any(member.lower().endswith("vbaproject.bin") for member in members):
        raise BadInputError("base.upload_macro", name=name)
    return "[Content_Types].xml" in members


def _drawn_anew(name: str, kind: str, content: bytes) -> bytes:
    """Return the picture turned upright, at most 2400 px long, without EXIF (where and when it was taken)."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - only uploads need it

    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as picture:
            width, height = picture.size
            if width * height > _MOST_PIXELS:
                raise TooMuchError("base.picture_huge", name=name, width=width, height=height)
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((_LONGEST_SIDE_PX, _LONGEST_SIDE_PX))
            plain = upright.convert("RGB") if _FORMATS[kind] == "JPEG" else upright.convert("RGBA")
            target = io.BytesIO()
            plain.save(target, _FORMATS[kind], quality=85)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BadInputError("base.upload_broken", name=name, kind=kind) from error
    return target.getvalue()
