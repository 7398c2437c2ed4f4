"""The table of rights, route × role × moment: the declared rows, read by the rules of ``phases.py``."""

from dataclasses import dataclass

from goen.accounts.models import Role
from goen.base.rights import WORDS, rights, routes
from goen.events.phases import DEEDS, TIMES

ROLES = (*(role.value for role in Role), "operator", "account", "nobody")
_BY_WORD = {
    "everybody": ROLES,
    "public": ROLES,
    "code": ROLES,
    "own": (Role.PARTICIPANT.value, Role.FACILITATOR.value, "account"),
    "account": tuple(role for role in ROLES if role != "nobody"),
    "partnership": ("operator",),
    "partnership-organiser": ("operator",),
    "community": (Role.PARTICIPANT.value, Role.FACILITATOR.value, "account"),
    "community-moderator": (Role.ORGANISER.value, Role.CO_ORGANISER.value, "operator"),
    "showcase-editor": (Role.ORGANISER.value, Role.CO_ORGANISER.value, "operator"),
    "operator": ("operator",),
    "token": (),
}


@dataclass(frozen=True)
class RightsRow:
    """One address: its right, the roles it opens for, and the moments in words."""

    name: str
    pattern: str
    right: str
    roles: frozenset[str]
    times: str


def table() -> list[RightsRow]:
    """Return a row for every address, in order of name; no query."""
    known = rights()
    found = sorted((route for route in routes() if route.name in known), key=lambda route: route.name)
    return [_row(route.name, route.pattern, known[route.name].to) for route in found]


def _row(name: str, pattern: str, right: str) -> RightsRow:
    if right in WORDS:
        return RightsRow(name, pattern, f"{right} ({WORDS[right]})", frozenset(_BY_WORD[right]), "always")
    return RightsRow(name, pattern, right, DEEDS[right] | {"operator"}, _times(right))


def _times(deed: str) -> str:
    times = TIMES.get(deed)
    if times is None:
        return "always"
    said = [
        status if when is True else f"{status} ({', '.join(sorted(when))})"
        for status, when in times.items()
        if when is not False
    ]
    return "; ".join(said)
