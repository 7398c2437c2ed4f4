"""What public pages may show of an event or a partnership: slices below the showcase offer their parts here.

A block is made anew each time it is shown, so that a consent taken back is taken back everywhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from goen.events.models import Event, Partnership


@dataclass(frozen=True)
class Subject:
    """What a public page is about: an event, a partnership, both or neither."""

    event: Event | None = None
    partnership: Partnership | None = None


@dataclass(frozen=True)
class BlockContent:
    """A block ready to be shown: its template, which gets ``block`` = ``context``; no scripts, no forms, no relative links."""

    template: str
    context: Mapping[str, object]


@dataclass(frozen=True)
class PublicBlock:
    """One thing slices offer to public pages.

    Parameters
    ----------
    key : str
        ``"<slice>.<what>"``; kept with the pages that show it.
    label : str
        Its usual heading.
    make : callable
        Subject → content, with consents applied; None where there is nothing to show (yet). A fixed number of queries.
    missing : str
        Why nothing is shown, for the organiser who chose it.
    """

    key: str
    label: str | Promise
    make: Callable[[Subject], BlockContent | None]
    missing: str | Promise = ""


_blocks: dict[str, PublicBlock] = {}


def register_public_block(block: PublicBlock) -> None:
    """Offer a block to public pages; called from ``apps.py``."""
    _blocks[block.key] = block


def public_blocks() -> list[PublicBlock]:
    """Return every block on offer, in order of registration; no query."""
    return list(_blocks.values())


def public_block(key: str) -> PublicBlock | None:
    """Return one block, or None when its slice is not installed any more; no query."""
    return _blocks.get(key)
