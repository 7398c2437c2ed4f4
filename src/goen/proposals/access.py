"""The door to proposal sheets: a table writes its own, staff help everywhere, everybody in the event reads."""

from goen.accounts.models import Role
from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to, get_member
from goen.events.phases import is_allowed
from goen.proposals import queries
from goen.proposals.models import Proposal


def get_proposals_to_see(actor: Actor, slug: str) -> Member:
    """Return the member who may read the event's sheets; ≤ 3 queries."""
    return get_event_to("events.see", actor, slug)


def get_proposal_to_see(actor: Actor, slug: str, proposal_id: int) -> tuple[Member, Proposal]:
    """Return the member and a sheet of that event; ≤ 5 queries."""
    member = get_event_to("events.see", actor, slug)
    return member, _of_event(member, proposal_id)


def get_proposal_to_write(actor: Actor, slug: str, proposal_id: int) -> tuple[Member, Proposal]:
    """Return the member and a sheet they may change now; another table's sheet is refused to guests; ≤ 6 queries.

    Organisers may correct a sheet at any time: a slip of the pen must not go into the report.
    """
    member = get_member(actor, slug)
    if not member.may("proposals.correct"):
        member = get_event_to("proposals.write", actor, slug)
    proposal = _of_event(member, proposal_id)
    if not is_own(member, proposal):
        raise RefusedError("base.refused")
    return member, proposal


def may_write(member: Member, proposal: Proposal) -> bool:
    """Tell whether the member may change the sheet now; 1 query for guests."""
    return member.may("proposals.correct") or (member.may("proposals.write") and is_own(member, proposal))


def is_own(member: Member, proposal: Proposal) -> bool:
    """Tell whether the sheet is the member's to write, whenever it is open; 1 query for participants."""
    if not is_allowed(member.role, "proposals.write"):
        return False
    if member.is_organiser or member.role == Role.FACILITATOR:
        return True
    return proposal.group_id is not None and proposal.group_id == queries.own_group_id(member)


def _of_event(member: Member, proposal_id: int) -> Proposal:
    proposal = queries.proposal_of(member.event, proposal_id)
    if proposal is None:
        raise RefusedError("base.refused")
    return proposal
