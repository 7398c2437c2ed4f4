"""Every read of public pages."""

from goen.showcase.queries.blocks import BLOCKS, choices_for
from goen.showcase.queries.pages import (
    Links,
    PageView,
    PhotoView,
    SectionView,
    covers_of,
    feeds_of,
    page_view,
    pages_of_event,
    pages_of_partnership,
    pages_out,
    photo_refusals,
    sections_of,
)

__all__ = [
    "BLOCKS",
    "Links",
    "PageView",
    "PhotoView",
    "SectionView",
    "choices_for",
    "covers_of",
    "feeds_of",
    "page_view",
    "pages_of_event",
    "pages_of_partnership",
    "pages_out",
    "photo_refusals",
    "sections_of",
]
