"""Finding oneself on the roster by typing one's own name, without ever seeing anybody else's."""

from dataclasses import dataclass

from goen.core.text.kana import kana_key
from goen.core.text.names import match_key, organisation_key
from goen.events.models import Event
from goen.roster.models import Participation

_State = Participation.State
_SEATED = (_State.EXPECTED, _State.NO_SHOW, _State.WAITLISTED)


@dataclass(frozen=True)
class Match:
    """Who was found: exactly one person, or the organisations that would tell several apart, or nobody."""

    participation: Participation | None = None
    organisations: tuple[str, ...] = ()


def find_for_join(event: Event, name: str, organisation: str = "") -> Match:
    """Return whom a typed name means: the whole name, in kanji or kana, gaps aside; 1 query.

    A part of a name finds nobody, so that the list cannot be fished out letter by letter.
    """
    wanted, reading = match_key(name), kana_key(name)
    rows = Participation.objects.filter(event=event, state__in=_SEATED)
    rows = rows.select_related("event", "organisation", "person", "guest_pass").order_by("id")
    found = [row for row in rows if wanted == match_key(row.name) or (reading and reading == kana_key(row.kana))]
    if organisation:
        key = organisation_key(organisation)
        found = [row for row in found if key in _keys(row)]
    if len(found) == 1:
        return Match(found[0])
    return Match(None, tuple(dict.fromkeys(row.organisation.name for row in found)))


def _keys(row: Participation) -> set[str]:
    return {organisation_key(row.organisation.name), organisation_key(row.organisation.short_name)} - {""}
