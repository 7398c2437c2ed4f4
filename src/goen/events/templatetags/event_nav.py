"""The sub-navigation of an event, for the people who run it."""

from dataclasses import dataclass

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goen.events.access import Member

register = template.Library()

# Key, label, address: in the order a day is prepared, run and wound up.
ENTRIES: tuple[tuple[str, Promise, str], ...] = (
    ("overview", _("概要"), "events:overview"),
    ("run-sheet", _("次第"), "events:run-sheet"),
    ("roster", _("名簿"), "roster:list"),
    ("grouping", _("グループ"), "grouping:plans"),
    ("day", _("当日"), "day:control"),
    ("boards", _("ボード"), "boards:list"),
    ("pitches", _("発表"), "pitches:list"),
    ("proposals", _("提言"), "proposals:list"),
    ("voices", _("声"), "voices:list"),
    ("ties", _("ご縁"), "ties:ledger"),
    ("reports", _("報告"), "reports:list"),
)


@dataclass(frozen=True)
class NavLink:
    """One entry of the sub-navigation."""

    key: str
    label: Promise
    href: str
    is_current: bool


@register.inclusion_tag("events/event_nav.html")
def event_nav(member: Member, current: str = "") -> dict[str, object]:
    """Draw the sub-navigation; ``current`` is the key of the page shown; no query."""
    return {"event": member.event, "links": _links(member, current) if member.is_organiser else ()}


def _links(member: Member, current: str) -> list[NavLink]:
    links = []
    for key, label, name in ENTRIES:
        try:
            href = reverse(name, args=(member.event.slug,))
        except NoReverseMatch:  # the slice has no such page in this installation
            continue
        links.append(NavLink(key, label, href, key == current))
    return links
