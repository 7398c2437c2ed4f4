"""Where pages hang: slices register theirs from ``apps.py``, so the shell knows no slice.

Four places exist: ``main`` (the header), ``event`` (under the name of an event), ``partnership`` (under the name of a
partnership; the address gets its slug), ``guest`` (the phone's foot).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
        Entries stand in ascending order; in ``event`` it also says when a page is needed: below 20 always, below 50 before
        the day, below 80 on the day, from 80 on after it.
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


@dataclass(frozen=True)
class Stage:
    """Pages of an event that belong to one time of its life."""

    label: str | Promise
    entries: list[Entry]

    @property
    def url(self) -> str:
        """Where the stage begins: its first page."""
        return self.entries[0].url

    @property
    def is_current(self) -> bool:
        """Whether the page shown is one of its."""
        return any(entry.is_current for entry in self.entries)


# An event's pages stand in the order of its life; each stage takes those below its bound.
_STAGES = ((20, _("概要")), (50, _("準備")), (80, _("当日")), (1000, _("開催後")))
# Up to so many pages stand side by side on a desk without stages.
_FLAT = 7
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
    return [entry for _order, entry in _ordered(place, role, current, args, status)]


def stages(role: str, current: str, slug: str) -> list[Stage]:
    """Return an event's pages by the time they are needed; empty where they are few enough to stand in one row."""
    found = list(_ordered("event", role, current, [slug], ""))
    if len(found) <= _FLAT:
        return []
    below, grouped = 0, []
    for bound, label in _STAGES:
        inside = [entry for order, entry in found if below <= order < bound]
        below = bound
        if inside:
            grouped.append(Stage(label, inside))
    return grouped


def _ordered(place: str, role: str, current: str, args: Collection[str], status: str) -> Iterator[tuple[int, Entry]]:
    for page in sorted(_places[place].values(), key=lambda page: page.order):
        if (page.roles and role not in page.roles) or (page.statuses and status not in page.statuses):
            continue
        try:
            url = reverse(page.url_name, args=list(args))
        except NoReverseMatch:
            continue
        yield page.order, Entry(page.label, url, page.icon, page.key == current)
