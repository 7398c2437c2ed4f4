"""What everybody reads: pages, list, feeds, embeds, share cards. No cookie is set here and no script is needed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from goen.base.http import public_link
from goen.base.templatetags.islands import manifest
from goen.core.errors import RefusedError
from goen.showcase import access, exports, phases, queries
from goen.showcase.queries import PageView

_SHORT, _LONG = "public, max-age=60", "public, max-age=86400"


class WebLinks:
    """Addresses on this server; ``is_draft`` leads to the composer's own photos."""

    def __init__(self, request: HttpRequest, *, is_draft: bool = False) -> None:
        self._request, self._is_draft = request, is_draft
        built = manifest().get("styles/showcase.css")
        self.style = static(f"islands/{built['file']}") if built else ""

    def feed(self, language: str, kind: str) -> str:
        """Return the feed of the pages in a language."""
        english = {} if language == "ja" else {"english": "-en"}
        return reverse("showcase:feed", kwargs={"kind": kind, **english})

    def index(self, language: str) -> str:
        """Return the list of pages."""
        return reverse("showcase:index" if language == "ja" else "showcase:index-en")

    def page(self, page: Any, language: str) -> str:
        """Return one page."""
        if self._is_draft:
            return reverse("showcase:preview", args=[page.pk, language])
        return reverse("showcase:page" if language == "ja" else "showcase:page-en", args=[page.slug])

    def photo(self, photo: Any, width: int) -> str:
        """Return a photo; widths that are not kept are given as the original."""
        shown = width if width in phases.PHOTO_WIDTHS_PX else 0
        if self._is_draft:
            return reverse("showcase:photo-draft", args=[photo.page_id, photo.pk, shown])
        return reverse("showcase:photo", args=[photo.page.slug, photo.pk, shown])

    def card(self, page: Any, language: str) -> str:
        """Return the share card, by version, so that a changed page has a new one."""
        address = reverse(
            "showcase:card", kwargs={"slug": page.slug, **({} if language == "ja" else {"english": "-en"})}
        )
        return f"{address}?v={page.version}"

    def absolute(self, address: str) -> str:
        """Return the full address as the outside reaches it."""
        return public_link(self._request, address)


@require_safe
def index(request: HttpRequest, language: str = "ja") -> HttpResponse:
    """Show every page that is out; 2 queries."""
    links, kind = WebLinks(request), request.GET.get("kind", "")
    every = queries.pages_out()
    readable = [page for page in every if language == "ja" or page.is_bilingual]
    pages = [page for page in readable if kind in ("", page.kind)]
    with override(language):
        kinds = {page.kind: str(page.get_kind_display()) for page in readable}
        context = {
            "entries": queries.covers_of(pages, language, links),
            "language": language,
            "style": links.style,
            "feeds": queries.feeds_of(links, language),
            "index": links.index(language),
            "other_language": links.index("en" if language == "ja" else "ja"),
            "kinds": sorted(kinds.items()) if len(kinds) > 1 else [],
            "kind": kind,
            "absolute": {"page": links.absolute(links.index(language))},
        }
        return _kept(render(request, "showcase/index.html", context), _SHORT, language)


@require_safe
def page(request: HttpRequest, slug: str, language: str = "ja") -> HttpResponse:
    """Show a page in a language; 3 queries and those of its blocks."""
    row = access.get_page_to_read(slug)
    if language == "en" and not row.is_bilingual:
        raise RefusedError("base.refused")
    return _kept(shown(request, row, language, WebLinks(request)), _SHORT, language)


@require_safe
@xframe_options_exempt
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page as a card that may stand in other sites' pages: no cookie, no script; 4 queries."""
    row, links = access.get_page_to_read(slug), WebLinks(request)
    language = "en" if request.GET.get("lang") == "en" and row.is_bilingual else "ja"
    with override(language):
        view = queries.page_view(row, language, links)
        context = {"view": view, "absolute": _absolute(view, links)}
        return _kept(render(request, "showcase/embed.html", context), _SHORT, language)


@require_safe
def card(request: HttpRequest, slug: str, english: str = "") -> HttpResponse:
    """Draw the share card; other sites and proxies keep it by its address, which changes with the page."""
    row, language = access.get_page_to_read(slug), "en" if english else "ja"
    with override(language):
        view = queries.page_view(row, language, WebLinks(request))
        cover = next(iter(row.photos.all()), None)
        drawn = exports.draw_card(exports.card_of(view, exports.read(cover) if cover else b""))
    return _kept(HttpResponse(drawn, content_type="image/png"), _LONG)


@require_safe
def photo(request: HttpRequest, slug: str, photo_id: int, width: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give a photo of a page that is out; 2 queries."""
    return photo_response(access.get_photo_to_read(slug, photo_id), int(width), _LONG)


@require_safe
def feed(request: HttpRequest, kind: str, english: str = "") -> HttpResponse:
    """Give the newest pages of a language as RSS or Atom; 2 queries."""
    links, language = WebLinks(request), "en" if english else "ja"
    pages = [page for page in queries.pages_out() if language == "ja" or page.is_bilingual][: phases.N_FEED]
    own = links.absolute(links.feed(language, kind))
    with override(language):
        text = (exports.rss if kind == "rss" else exports.atom)(pages, links, own, language)
    return _kept(HttpResponse(text, content_type=f"application/{kind}+xml; charset=utf-8"), _SHORT, language)


def shown(request: HttpRequest, row: Any, language: str, links: WebLinks, **more: Any) -> HttpResponse:
    """Return a page drawn in a language; drafts are drawn the same way."""
    with override(language):
        view = queries.page_view(row, language, links)
        context = {"view": view, "json_ld": exports.page_json_ld(view, links), "absolute": _absolute(view, links)}
        context |= {"language": language, "style": view.style, "index": view.index, **more}
        return render(request, "showcase/page.html", context)


def photo_response(row: Any, width: int, cache: str) -> HttpResponse:
    """Return a photo at most so wide (0: as it is kept)."""
    content, mime = exports.photo_at(row, width)
    return _kept(HttpResponse(content, content_type=mime), cache)


def _absolute(view: PageView, links: WebLinks) -> dict[str, str]:
    found = {"page": links.absolute(view.address), "card": links.absolute(view.card)}
    if view.other_language:
        found["other"] = links.absolute(view.other_language)
    return found


def _kept(response: HttpResponse, cache: str, language: str = "") -> HttpResponse:
    response.headers["Cache-Control"] = cache
    if language:
        response.headers["Content-Language"] = language
    return response
