"""Pages: made from what exists, worded in two languages, published, kept under embargo, taken back."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from goen.accounts.models import User
from goen.base import audit
from goen.core.errors import BadInputError
from goen.events.models import Event, Partnership
from goen.showcase import phases
from goen.showcase.models import Page, Photo, Section

# Field of Page → what was written.
Words = Mapping[str, str]
_Kind = Page.Kind
# What a new page of a kind begins with.
_BEGINNINGS: Mapping[str, tuple[str, ...]] = {
    _Kind.EVENT: (
        Section.TEXT, "events.outline", "events.themes", Section.PHOTOS, "proposals.answers", "opinions.landscape",
        "voices.quotes", "voices.survey",
    ),
    _Kind.PARTNERSHIP: (Section.TEXT, "events.years", "dashboards.indicators", Section.PHOTOS, "proposals.answers"),
    _Kind.PRODUCT: (Section.TEXT, Section.PHOTOS),
    _Kind.PLACE: (Section.TEXT, Section.PHOTOS),
    _Kind.STORY: (Section.TEXT, Section.PHOTOS),
}  # fmt: skip


@transaction.atomic
def create_page(
    *, by: User, kind: str, title: str, event: Event | None = None, partnership: Partnership | None = None
) -> Page:
    """Make a draft with the sections pages of its kind usually have; an event's purpose becomes its first text."""
    if kind not in _Kind.values or not title.strip():
        raise BadInputError("showcase.title_needed")
    page = Page.objects.create(
        kind=kind,
        slug=_free_slug(kind, event),
        title=title.strip()[:80],
        event=event,
        partnership=partnership,
        created_by=by,
        lead=event.subtitle if event else "",
        publisher=(event.host if event else "") or (by.organisation.name if by.organisation else ""),
    )
    text = event.purpose if event else partnership.purpose if partnership and kind == _Kind.PARTNERSHIP else ""
    Section.objects.bulk_create(
        Section(page=page, position=place, block=block, text=text if place == 1 else "")
        for place, block in enumerate(_BEGINNINGS[kind], start=1)
    )
    audit.record(f"user:{by.pk}", "showcase.create_page", f"page:{page.pk}", kind=kind)
    return page


@transaction.atomic
def edit_page(*, page: Page, words: Words, by: str) -> Page:
    """Write the words of a page; its address stays unique."""
    for name, value in words.items():
        setattr(page, name, value)
    try:
        with transaction.atomic():
            page.save()
    except IntegrityError as error:
        raise BadInputError("showcase.address_taken", slug=page.slug) from error
    touch(page)
    audit.record(by, "showcase.edit_page", f"page:{page.pk}")
    return page


@transaction.atomic
def publish(*, page: Page, by: str, release_at: datetime | None = None) -> Page:
    """Let everybody read the page, now or from ``release_at`` on; until then nothing of it is to be seen."""
    has_text = Section.objects.filter(page=page).exclude(block=Section.PHOTOS).exclude(block=Section.TEXT, text="")
    if not (page.lead or has_text.exists()):
        raise BadInputError("showcase.nothing_to_read")
    if release_at is not None and release_at <= timezone.now():
        raise BadInputError("showcase.release_in_the_past")
    page.published_at, page.release_at = page.published_at or timezone.now(), release_at
    page.save(update_fields=["published_at", "release_at", "changed_at"])
    touch(page)
    told = release_at.isoformat() if release_at else ""
    audit.record(by, "showcase.publish", f"page:{page.pk}", release_at=told)
    return page


@transaction.atomic
def unpublish(*, page: Page, by: str) -> Page:
    """Take a page back; it stays as a draft."""
    page.published_at, page.release_at = None, None
    page.save(update_fields=["published_at", "release_at", "changed_at"])
    audit.record(by, "showcase.unpublish", f"page:{page.pk}")
    return page


@transaction.atomic
def delete_page(*, page: Page, by: str) -> None:
    """Delete a page with its photos."""
    for photo in Photo.objects.filter(page=page):
        erase_file(photo)
    audit.record(by, "showcase.delete_page", f"page:{page.pk}", title=page.title)
    page.delete()


def touch(page: Page) -> None:
    """Count a change: share cards and caches are made anew."""
    Page.objects.filter(pk=page.pk).update(version=F("version") + 1, changed_at=timezone.now())
    page.refresh_from_db(fields=["version", "changed_at"])


def erase_file(photo: Photo) -> None:
    """Delete a photo's file and its smaller forms from disk, once the caller's transaction holds."""
    for name in (str(photo.file.name), *(photo.name_at(width) for width in phases.PHOTO_WIDTHS_PX)):
        transaction.on_commit(partial(photo.file.storage.delete, name))


def _free_slug(kind: str, event: Event | None) -> str:
    wanted = event.slug if event else f"{kind}-{secrets.token_hex(3)}"
    while Page.objects.filter(slug=wanted).exists():
        wanted = f"{event.slug if event else kind}-{secrets.token_hex(3)}"
    return wanted
