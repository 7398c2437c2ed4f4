"""The door to the ledger."""

from goen.base.actors import Actor
from goen.events.access import Member, get_event_to


def get_event_to_see_ties(actor: Actor, slug: str) -> Member:
    """Return the organiser who may read an event's ledger."""
    return get_event_to("ties.see", actor, slug)
