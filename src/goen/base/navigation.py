"""Where pages hang: slices register theirs from ``apps.py``, so the shell knows no slice.

Four places exist: ``main`` (the header), ``event`` (under the name of an event), ``partnership`` (under the name of a
partnership; the address gets its slug), ``guest`` (the phone's foot).
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

ORGANISERS = frozenset({"organiser", "co_organiser"})
ACCOUNTS = frozenset({"account"})  # roles of a ``main`` page only those see who signed in
EVERYBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Page:
    """One entry of a navigation.

    Parameters
    ----------
    key : str
        What a template names to mark the entry as current.
    label : str or lazy str
        Text of the entry.
    url_name : str
        Reversed with the slug of the event or partnership as only argument (``main``: with none).
    order : int
        Entries stand in ascending order.
    icon : str
        Name of an icon, for the phone's foot.
    roles : set of str
        Roles that see the entry; empty means everybody.
    statuses : set of str
        Statuses of the event in which a ``guest`` entry stands; empty means always.
    """

    key: str
    label: str | Promise
    url_name: str
    order: int = 100
    icon: str = ""
    roles: frozenset[str] = EVERYBODY
    statuses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entry:
    """A page as drawn: its address found, current or not."""

    label: str | Promise
    url: str
    icon: str
    is_current: bool


_places: dict[str, dict[str, Page]] = {"main": {}, "event": {}, "partnership": {}, "guest": {}}


def register_page(
    place: str,
    key: str,
    label: str | Promise,
    url_name: str,
    *,
    order: int = 100,
    icon: str = "",
    roles: Collection[str] | None = None,
    statuses: Collection[str] = (),
) -> None:
    """Hang a page; in ``event`` only organisers see it unless ``roles`` says otherwise."""
    seen_by = frozenset(roles) if roles is not None else (ORGANISERS if place == "event" else EVERYBODY)
    _places[place][key] = Page(key, label, url_name, order, icon, seen_by, frozenset(statuses))


def entries(
    place: str, *, role: str = "", current: str = "", args: Collection[str] = (), status: str = ""
) -> list[Entry]:
    """Return the entries of a place for a role; pages whose address does not exist (yet) are left out."""
    found = []
    for page in sorted(_places[place].values(), key=lambda page: page.order):
        if (page.roles and role not in page.roles) or (page.statuses and status not in page.statuses):
            continue
        try:
            url = reverse(page.url_name, args=list(args))
        except NoReverseMatch:
            continue
        found.append(Entry(page.label, url, page.icon, page.key == current))
    return found
