"""Addresses of the rows behind a figure, given only to those whose role may ever open them."""

from django.urls import reverse

from goen.events.access import Member
from goen.events.phases import is_allowed

# What each page asks for; a figure without a page the reader may open stays a figure.
_PAGES = {
    "roster": ("roster:list", "roster.manage"),
    "boards": ("boards:list", "boards.see"),
    "pitches": ("pitches:list", "pitches.manage"),
    "proposals": ("proposals:list", "events.see"),
    "voices": ("voices:list", "voices.manage"),
    "ties": ("ties:ledger", "ties.see"),
}


def link(member: Member, page: str) -> str:
    """Return the address of the rows, or nothing; no query."""
    return link_for(member.role, member.event.slug, page)


def link_for(role: str, slug: str, page: str) -> str:
    """Return the address of an event's rows for a role, or nothing; no query."""
    name, deed = _PAGES[page]
    return reverse(name, args=(slug,)) if is_allowed(role, deed) else ""


def board_link(slug: str, board_id: int) -> str:
    """Return the address of a board; no query."""
    return reverse("boards:board", args=(slug, board_id))
