"""Pages as readers see them, in one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.core.text.era import format_date
from goen.events.models import Event, Partnership
from goen.events.queries import BlockContent, Subject, public_block
from goen.roster.models import Participation
from goen.roster.queries import consents
from goen.showcase import phases
from goen.showcase.models import Page, Photo, Section, out_now

JAPANESE, ENGLISH = "ja", "en"


class Links(Protocol):
    """Where things are: on the server, or as files beside each other."""

    style: str

    def feed(self, language: str, kind: str) -> str:
        """Return the feed (``"atom"`` or ``"rss"``) of a language; "" where there is none."""

    def index(self, language: str) -> str:
        """Return the list of pages."""

    def page(self, page: Page, language: str) -> str:
        """Return one page."""

    def photo(self, photo: Photo, width: int) -> str:
        """Return a photo at most so wide."""

    def card(self, page: Page, language: str) -> str:
        """Return the share card."""

    def absolute(self, address: str) -> str:
        """Return an address other sites can use; "" where there is none."""


@dataclass(frozen=True)
class PhotoView:
    """A photo in one language; ``sources`` are (address, width in pixels)."""

    src: str
    sources: Sequence[tuple[str, int]]
    width: int
    height: int
    alt: str
    caption: str
    credit: str

    @property
    def srcset(self) -> str:
        """The sources as the ``srcset`` of an image."""
        return ", ".join(f"{address} {width}w" for address, width in self.sources)


@dataclass(frozen=True)
class SectionView:
    """A section in one language; ``missing`` tells the organiser why it shows nothing."""

    id: int
    block: str
    heading: str
    text: str = ""
    photos: Sequence[PhotoView] = ()
    content: BlockContent | None = None
    missing: str = ""
    is_translated: bool = True

    @property
    def is_shown(self) -> bool:
        """Whether a reader sees anything."""
        return bool(self.text or self.photos or self.content)


@dataclass(frozen=True)
class PageView:
    """A page in one language, with every address it needs."""

    page: Page
    language: str
    title: str
    lead: str
    publisher: str
    kind: str
    area: str
    facts: Sequence[tuple[str, str]]
    shop_url: str
    cover: PhotoView | None
    sections: Sequence[SectionView]
    address: str
    other_language: str
    index: str
    style: str
    feeds: Sequence[tuple[str, str]]
    card: str
    out_since: datetime | None

    @property
    def day(self) -> str:
        """When it came out, as the language writes it."""
        if self.out_since is None:
            return ""
        day = timezone.localdate(self.out_since)
        return format_date(day) if self.language == JAPANESE else f"{day.day} {day:%B %Y}"


def pages_out(kind: str = "") -> list[Page]:
    """Return the pages everybody may read, the newest first, each with its photos; 2 queries."""
    rows = _with_photos(Page.objects.filter(out_now()).select_related("event", "partnership"))
    rows = rows.filter(kind=kind) if kind in Page.Kind.values else rows
    return sorted(rows, key=lambda page: page.out_since, reverse=True)


def pages_of_event(event: Event) -> list[Page]:
    """Return an event's pages; 1 query."""
    return list(Page.objects.filter(event=event).order_by("pk"))


def pages_of_partnership(partnership: Partnership) -> list[Page]:
    """Return a partnership's own pages, products and places too; 1 query."""
    return list(Page.objects.filter(partnership=partnership).order_by("pk"))


def sections_of(page: Page) -> list[Section]:
    """Return a page's sections in order; 1 query."""
    return list(Section.objects.filter(page=page))


def page_view(page: Page, language: str, links: Links) -> PageView:
    """Return a page in a language, under that language's translation; 2 queries and those of its blocks."""
    photos = [_photo(photo, language, links) for photo in _photos(page)]
    cover, rest = (photos[0], photos[1:]) if photos else (None, [])
    subject = Subject(page.event, page.partnership)
    return PageView(
        page=page,
        language=language,
        title=_said(page, "title", language),
        lead=_said(page, "lead", language),
        publisher=_said(page, "publisher", language),
        kind=str(page.get_kind_display()),
        area=_said(page, "area", language),
        facts=_facts(page, language),
        shop_url=page.shop_url,
        cover=cover,
        sections=[_section(section, language, rest, subject) for section in sections_of(page)],
        address=links.page(page, language),
        other_language=links.page(page, _other(language)) if page.is_bilingual else "",
        index=links.index(language),
        style=links.style,
        feeds=feeds_of(links, language),
        card=links.card(page, language),
        out_since=page.out_since if page.published_at else None,
    )


def covers_of(pages: Sequence[Page], language: str, links: Links) -> list[tuple[Page, str, str, PhotoView | None, str]]:
    """Return for a list: page, title, lead, cover and address in a language; no query when photos are loaded."""
    return [
        (
            page,
            _said(page, "title", language),
            _said(page, "lead", language),
            next((_photo(photo, language, links) for photo in _photos(page)), None),
            links.page(page, language if page.is_bilingual else JAPANESE),
        )
        for page in pages
    ]


def photo_refusals(event: Event) -> list[str]:
    """Return the names of people at an event who did not agree to photos, for the organiser who chooses them; 2 queries."""
    agreed = consents(event)["photo"]
    rows = Participation.objects.filter(event=event, state=Participation.State.EXPECTED).exclude(pk__in=agreed)
    return list(rows.order_by("kana", "name").values_list("name", flat=True))


def _with_photos(rows: QuerySet[Page]) -> QuerySet[Page]:
    return rows.prefetch_related(Prefetch("photos", Photo.objects.order_by("position", "pk")))


def _photos(page: Page) -> list[Photo]:
    photos = list(page.photos.all())
    for photo in photos:
        photo.page = page
    return photos


def _said(thing: Page | Photo | Section, name: str, language: str) -> str:
    english = str(getattr(thing, f"{name}_en", ""))
    return english if language == ENGLISH and english else str(getattr(thing, name))


def _facts(page: Page, language: str) -> list[tuple[str, str]]:
    names = {"maker": _("つくり手・案内"), "area": _("地域"), "season": _("時期"), "where": _("買える所・行き方")}
    if page.kind == Page.Kind.PLACE:
        names["where"] = _("行き方")
    elif page.kind == Page.Kind.PRODUCT:
        names |= {"maker": _("つくり手"), "where": _("買える所")}
    said = ((label, _said(page, name, language)) for name, label in names.items())
    return [(label, value) for label, value in said if value]


def _photo(photo: Photo, language: str, links: Links) -> PhotoView:
    widths = [width for width in phases.PHOTO_WIDTHS_PX if width < photo.width] or [photo.width]
    widest = widths[-1]
    return PhotoView(
        src=links.photo(photo, widest),
        sources=[(links.photo(photo, width), width) for width in widths],
        width=widest,
        height=max(1, round(photo.height * widest / photo.width)),
        alt=_said(photo, "alt", language),
        caption=_said(photo, "caption", language),
        credit=photo.credit,
    )


def _section(section: Section, language: str, photos: Sequence[PhotoView], subject: Subject) -> SectionView:
    heading = _said(section, "heading", language)
    if section.block == Section.TEXT:
        is_translated = language == JAPANESE or bool(section.text_en)
        text = _said(section, "text", language)
        return SectionView(section.pk, section.block, heading, text=text, is_translated=is_translated)
    if section.block == Section.PHOTOS:
        missing = "" if photos else _("2 枚目からの写真がここに並びます。")
        return SectionView(section.pk, section.block, heading, photos=photos, missing=missing)
    block = public_block(section.block)
    if block is None:
        return SectionView(section.pk, section.block, heading, missing=_("この部品は、いまの Goen にはありません。"))
    content = block.make(subject)
    missing = "" if content else str(block.missing)
    return SectionView(section.pk, section.block, heading or str(block.label), content=content, missing=missing)


def _other(language: str) -> str:
    return ENGLISH if language == JAPANESE else JAPANESE


def feeds_of(links: Links, language: str) -> list[tuple[str, str]]:
    """Return (name, address) of the feeds in a language; none where nothing serves them."""
    kinds = (("Atom", "atom"), ("RSS", "rss"))
    return [(name, address) for name, kind in kinds if (address := links.feed(language, kind))]
