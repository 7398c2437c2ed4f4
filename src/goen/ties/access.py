"""The door to ties: organisers read the ledger and the network, everybody else their own and nobody's beside."""

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to
from goen.inbox.access import Reader, get_reader
from goen.ties import queries
from goen.ties.models import Introduction, Pairing


def get_event_to_see_ties(actor: Actor, slug: str) -> Member:
    """Return the organiser who may read an event's ledger."""
    return get_event_to("ties.see", actor, slug)


def get_event_to_run_ties(actor: Actor, slug: str) -> Member:
    """Return the organiser who may make pairs and introductions."""
    return get_event_to("ties.manage", actor, slug)


def get_self(actor: Actor, slug: str = "") -> Reader:
    """Return whose ties these are: the holder of an event's pass, or the person an account is linked with; ≤ 2 queries.

    An account without a person has ``person_id`` None: it may see how to link one, and nothing else.
    """
    return get_reader(actor, slug)


def get_person_to_act(actor: Actor, slug: str = "") -> tuple[Reader, int]:
    """Return who acts and the person they are; refuses accounts that are nobody on a roster; ≤ 2 queries."""
    reader = get_self(actor, slug)
    if reader.person_id is None:
        raise RefusedError("base.refused")
    return reader, reader.person_id


def get_introduction(person_id: int, introduction_id: int) -> Introduction:
    """Return one introduction of that person; 1 query."""
    row = queries.introduction_of(person_id, introduction_id)
    if row is None:
        raise RefusedError("base.refused")
    return row


def get_pairing(person_id: int, pairing_id: int) -> Pairing:
    """Return one pairing of that person; 1 query."""
    row = queries.pairing_of(person_id, pairing_id)
    if row is None:
        raise RefusedError("base.refused")
    return row
