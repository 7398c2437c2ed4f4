"""Pages as schema.org says them."""

from collections.abc import Mapping

from goen.events.exports import event_json_ld
from goen.showcase.models import Page
from goen.showcase.queries import Links, PageView

_TYPES: Mapping[str, str] = {
    Page.Kind.PRODUCT: "Product",
    Page.Kind.PLACE: "TouristAttraction",
    Page.Kind.STORY: "Article",
    Page.Kind.PARTNERSHIP: "Article",
}


def page_json_ld(view: PageView, links: Links) -> dict[str, object]:
    """Return a page as schema.org data; relative addresses are left out."""
    page, url = view.page, links.absolute(view.address)
    data: dict[str, object] = {"@context": "https://schema.org", "@type": _TYPES.get(page.kind, "Article")}
    if page.kind == Page.Kind.EVENT and page.event is not None:
        data = event_json_ld(page.event, url)
    data |= {"name": view.title, "description": view.lead or view.title, "inLanguage": view.language}
    if url:
        data |= {"url": url, "image": [links.absolute(view.card)]}
    if view.cover is not None and links.absolute(view.cover.src):
        data["photo" if page.kind == Page.Kind.PLACE else "image"] = _picture(view, links)
    return data | _of_kind(view)


def _of_kind(view: PageView) -> dict[str, object]:
    page, facts = view.page, dict(view.facts)
    publisher = {"@type": "Organization", "name": view.publisher}
    if page.kind == Page.Kind.PRODUCT:
        said: dict[str, object] = {"category": page.area} if page.area else {}
        if page.maker:
            said["manufacturer"] = {"@type": "Organization", "name": next(iter(facts.values()), page.maker)}
        return said
    if page.kind == Page.Kind.PLACE:
        return {"address": page.area} if page.area else {}
    if page.kind == Page.Kind.EVENT:
        return {}
    article: dict[str, object] = {"headline": view.title}
    if view.publisher:
        article["publisher"] = publisher
    if view.out_since is not None:
        article["datePublished"] = view.out_since.isoformat(timespec="minutes")
    return article


def _picture(view: PageView, links: Links) -> dict[str, object]:
    assert view.cover is not None  # noqa: S101 - the caller asked
    return {
        "@type": "ImageObject",
        "url": links.absolute(view.cover.src),
        "caption": view.cover.alt,
        "creditText": view.cover.credit,
    }
