"""The newest pages as RSS and Atom."""

from collections.abc import Sequence

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _

from goen.showcase.models import Page
from goen.showcase.queries import Links


def rss(pages: Sequence[Page], links: Links, own: str, language: str = "ja") -> str:
    """Return RSS 2.0; ``own`` is the feed's own address."""
    return _written(Rss201rev2Feed, pages, (links, own, language))


def atom(pages: Sequence[Page], links: Links, own: str, language: str = "ja") -> str:
    """Return Atom 1.0; ``own`` is the feed's own address."""
    return _written(Atom1Feed, pages, (links, own, language))


def _written(kind: type[SyndicationFeed], pages: Sequence[Page], about: tuple[Links, str, str]) -> str:
    links, own, language = about
    feed = kind(
        title=_("ご縁 発信"),
        link=links.absolute(links.index(language)),
        description=_("交流会、提言、県産品と場所の新しいページ"),
        language=language,
        feed_url=own,
    )
    for page in pages:
        address = links.absolute(links.page(page, language))
        title, lead = (page.title, page.lead) if language == "ja" else (page.title_en, page.lead_en)
        feed.add_item(
            title=title,
            link=address,
            description=lead or title,
            unique_id=address,
            pubdate=page.out_since,
            updateddate=max(page.changed_at, page.out_since),
            categories=[str(page.get_kind_display())],
            author_name=page.publisher or None,
        )
    return feed.writeString("utf-8")
