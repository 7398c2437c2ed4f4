"""Public pages as pictures, feeds, data for other programs, and as files that outlive the server."""

from goen.showcase.exports.card import Card, draw_card
from goen.showcase.exports.data import page_json_ld
from goen.showcase.exports.feeds import atom, rss
from goen.showcase.exports.site import FileLinks, card_of, photo_at, read, static_site, written, zipped

__all__ = [
    "Card",
    "FileLinks",
    "atom",
    "card_of",
    "draw_card",
    "page_json_ld",
    "photo_at",
    "read",
    "rss",
    "static_site",
    "written",
    "zipped",
]
