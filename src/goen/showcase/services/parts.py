"""Sections and photos of a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from goen.base import audit
from goen.base.documents.pictures import resized
from goen.base.documents.uploads import Upload, picture_size
from goen.core.errors import BadInputError, TooMuchError
from goen.showcase import phases
from goen.showcase.models import Page, Photo, Section
from goen.showcase.queries import choices_for
from goen.showcase.services.pages import erase_file, touch


@dataclass(frozen=True)
class SectionWords:
    """What a section says, in two languages."""

    heading: str = ""
    heading_en: str = ""
    text: str = ""
    text_en: str = ""


@dataclass(frozen=True)
class PhotoWords:
    """What stands by a photo; ``alt`` and ``credit`` are asked for always."""

    alt: str
    credit: str
    alt_en: str = ""
    caption: str = ""
    caption_en: str = ""


@transaction.atomic
def add_section(*, page: Page, block: str, by: str) -> Section:
    """Add a section at the end."""
    if block not in dict(choices_for(page)):
        raise BadInputError("showcase.no_such_block")
    if page.sections.count() >= phases.N_SECTIONS:
        raise TooMuchError("showcase.too_many_sections", limit=phases.N_SECTIONS)
    section = Section.objects.create(page=page, position=_next(page, Section), block=block)
    touch(page)
    audit.record(by, "showcase.add_section", f"page:{page.pk}", block=block)
    return section


@transaction.atomic
def edit_section(*, section: Section, words: SectionWords, by: str) -> Section:
    """Write heading and text of a section."""
    _write(section, vars(words))
    touch(section.page)
    audit.record(by, "showcase.edit_section", f"page:{section.page_id}")
    return section


@transaction.atomic
def remove_section(*, section: Section, by: str) -> None:
    """Take a section off its page."""
    touch(section.page)
    audit.record(by, "showcase.remove_section", f"page:{section.page_id}", block=section.block)
    section.delete()


@transaction.atomic
def add_photo(*, page: Page, upload: Upload, words: PhotoWords, by: str) -> Photo:
    """Add a photo; the first one is the cover."""
    _check(words)
    if page.photos.count() >= phases.N_PHOTOS:
        raise TooMuchError("showcase.too_many_photos", limit=phases.N_PHOTOS)
    width, height = picture_size(upload.content)
    photo = Photo(page=page, position=_next(page, Photo), mime=upload.mime, width=width, height=height, **vars(words))
    photo.file.save(upload.name, ContentFile(upload.content), save=True)
    for smaller in phases.PHOTO_WIDTHS_PX:
        if smaller < width:
            photo.file.storage.save(photo.name_at(smaller), ContentFile(resized(upload.content, smaller)))
    touch(page)
    audit.record(by, "showcase.add_photo", f"page:{page.pk}", photo=photo.pk, sha256=upload.sha256)
    return photo


@transaction.atomic
def edit_photo(*, photo: Photo, words: PhotoWords, by: str) -> Photo:
    """Write what stands by a photo."""
    _check(words)
    _write(photo, vars(words))
    touch(photo.page)
    audit.record(by, "showcase.edit_photo", f"page:{photo.page_id}", photo=photo.pk)
    return photo


@transaction.atomic
def remove_photo(*, photo: Photo, by: str) -> None:
    """Take a photo off its page, and its file off the disk."""
    erase_file(photo)
    touch(photo.page)
    audit.record(by, "showcase.remove_photo", f"page:{photo.page_id}", photo=photo.pk)
    photo.delete()


@transaction.atomic
def move(*, part: Section | Photo, is_up: bool, by: str) -> None:
    """Move a section or photo one place; at the end nothing happens."""
    table = type(part)
    rows = list(table.objects.filter(page_id=part.page_id))
    here = next(place for place, row in enumerate(rows) if row.pk == part.pk)
    there = here - 1 if is_up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for place, row in enumerate(rows, start=1):
        table.objects.filter(pk=row.pk).update(position=place)
    touch(part.page)
    audit.record(by, "showcase.move", f"page:{part.page_id}")


def _next(page: Page, table: type[Section] | type[Photo]) -> int:
    newest = table.objects.filter(page=page).aggregate(last=Max("position"))["last"]
    return (newest or 0) + 1


def _write(row: Section | Photo, words: Mapping[str, str]) -> None:
    for name, value in words.items():
        setattr(row, name, value.strip())
    row.save()


def _check(words: PhotoWords) -> None:
    if not words.alt.strip():
        raise BadInputError("showcase.alt_needed")
    if not words.credit.strip():
        raise BadInputError("showcase.credit_needed")
