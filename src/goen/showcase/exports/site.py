"""The public pages as plain files: HTML, PNG and CSS beside each other, without scripts, for any web server or none."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import override

from goen.base.documents.pictures import resized
from goen.showcase.exports.card import Card, draw_card
from goen.showcase.exports.data import page_json_ld
from goen.showcase.models import Page, Photo
from goen.showcase.queries import PageView, covers_of, page_view

_WIDEST_PX = 1280
_LANGUAGES = ("ja", "en")


class FileLinks:
    """Addresses of files in one folder.

    Parameters
    ----------
    base_url : str
        Where the folder will be served, for share cards; empty when nobody knows yet.
    """

    style = "style.css"

    def __init__(self, base_url: str = "") -> None:
        self._base = base_url.rstrip("/")

    def feed(self, language: str, kind: str) -> str:  # noqa: ARG002 - files do not tell what is new
        """Return no feed."""
        return ""

    def index(self, language: str) -> str:
        """Return the list of pages."""
        return "index.html" if language == "ja" else "index-en.html"

    def page(self, page: Page, language: str) -> str:
        """Return one page."""
        return f"{page.slug}.html" if language == "ja" else f"{page.slug}-en.html"

    def photo(self, photo: Photo, width: int) -> str:  # noqa: ARG002 - one size is kept
        """Return a photo."""
        return f"images/{photo.page.slug}-{photo.pk}.png"

    def card(self, page: Page, language: str) -> str:
        """Return the share card."""
        return f"images/{page.slug}-card{'' if language == 'ja' else '-en'}.png"

    def absolute(self, address: str) -> str:
        """Return an address other sites can use; "" without a base."""
        return f"{self._base}/{address}" if self._base and address else ""


def static_site(pages: Sequence[Page], style: bytes, base_url: str = "") -> Iterator[tuple[str, bytes]]:
    """Give (path, content) of every file of the site; pages under embargo and drafts must not be handed in."""
    links = FileLinks(base_url)
    yield links.style, style
    for language in _LANGUAGES:
        shown = [page for page in pages if language == "ja" or page.is_bilingual]
        with override(language):
            yield links.index(language), _index(shown, language, links)
            for page in shown:
                view = page_view(page, language, links)
                yield view.address, _page(view, links)
                yield view.card, draw_card(card_of(view, _cover(page)))
    for page in pages:
        for photo in page.photos.all():
            photo.page = page
            yield links.photo(photo, _WIDEST_PX), resized(read(photo), _WIDEST_PX, "PNG")


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files as a ZIP archive; names are plain ASCII."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files:
            archive.writestr(path, content)
    return target.getvalue()


def written(files: Iterable[tuple[str, bytes]], folder: Path) -> int:
    """Write files below a folder and return how many."""
    count = 0
    for path, content in files:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        count += 1
    return count


def card_of(view: PageView, cover: bytes) -> Card:
    """Return what the share card of a page says."""
    credit = view.cover.credit if view.cover else ""
    return Card(view.title, view.kind, view.lead, view.publisher, cover, credit)


def read(photo: Photo) -> bytes:
    """Return the bytes of a photo."""
    with photo.file.open("rb") as file:
        return bytes(file.read())


def photo_at(photo: Photo, width: int) -> tuple[bytes, str]:
    """Return a photo's form of a width and its type; the photo as it is kept where there is none."""
    storage, name = photo.file.storage, photo.name_at(width)
    if not width or not storage.exists(name):
        return read(photo), photo.mime
    with storage.open(name, "rb") as file:
        return bytes(file.read()), "image/jpeg"


def _cover(page: Page) -> bytes:
    photo = next(iter(page.photos.all()), None)
    return read(photo) if photo else b""


def _index(pages: Sequence[Page], language: str, links: FileLinks) -> bytes:
    context = {
        "entries": covers_of(pages, language, links),
        "language": language,
        "style": links.style,
        "feeds": [],
        "index": links.index(language),
        "other_language": links.index("en" if language == "ja" else "ja"),
        "kinds": [],
    }
    return _rendered("showcase/index.html", context)


def _page(view: PageView, links: FileLinks) -> bytes:
    data = page_json_ld(view, links) if links.absolute(view.address) else None  # of no use without addresses
    context = {"view": view, "json_ld": data, "absolute": _absolute(view, links)}
    shell = {"language": view.language, "style": view.style, "index": view.index}
    return _rendered("showcase/page.html", {**context, **shell})


def _absolute(view: PageView, links: FileLinks) -> Mapping[str, str]:
    return {"page": links.absolute(view.address), "card": links.absolute(view.card)}


def _rendered(template: str, context: Mapping[str, object]) -> bytes:
    return render_to_string(template, dict(context)).encode()
