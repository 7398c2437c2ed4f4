"""The door to proposal sheets: a table writes its own, staff help everywhere, everybody in the event reads."""

from goen.accounts.models import Role
from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to, get_member, get_partnership, may_change_partnership
from goen.events.models import Partnership
from goen.events.phases import is_allowed
from goen.proposals import phases, queries
from goen.proposals.models import Evidence, FollowUp, Proposal


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


def get_tracker_to_see(actor: Actor, slug: str) -> Member:
    """Return the member who may read where an event's proposals stand: everybody in it; ≤ 3 queries."""
    return get_event_to("events.see", actor, slug)


def get_proposals_to_receive(actor: Actor, slug: str) -> Member:
    """Return the member who may take in an event's proposals; ≤ 3 queries."""
    return get_event_to("proposals.receive", actor, slug)


def get_answers_to_publish(actor: Actor, slug: str) -> Member:
    """Return the member who may show an event's answers to the public; ≤ 3 queries."""
    return get_event_to("proposals.publish", actor, slug)


def get_partnership_to_track(actor: Actor, slug: str) -> tuple[Partnership, bool]:
    """Return a partnership the actor belongs to, and whether they may publish its answers; ≤ 4 queries."""
    partnership = get_partnership(actor, slug)
    return partnership, may_change_partnership(actor, partnership)


def get_partnership_to_publish(actor: Actor, slug: str) -> Partnership:
    """Return a partnership whose answers the actor may publish; ≤ 3 queries."""
    return get_partnership(actor, slug, to_change=True)


def get_follow_up_to_see(actor: Actor, slug: str, proposal_id: int) -> tuple[Member, Proposal, FollowUp | None]:
    """Return a proposal of the event with what became of it (None before it was taken in); ≤ 10 queries."""
    member, proposal = get_proposal_to_see(actor, slug, proposal_id)
    return member, proposal, queries.follow_up_of(proposal)


def get_follow_up_to_change(actor: Actor, slug: str, proposal_id: int) -> tuple[Member, FollowUp]:
    """Return what became of a proposal, for organisers, decision-makers and whoever is in charge of it; ≤ 10 queries."""
    member, _proposal, follow_up = get_follow_up_to_see(actor, slug, proposal_id)
    if follow_up is None or not may_follow(member, follow_up):
        raise RefusedError("base.refused")
    return member, follow_up


def get_evidence_to_see(actor: Actor, slug: str, proposal_id: int, evidence_id: int) -> Evidence:
    """Return a file of evidence, for everybody in the event; ≤ 7 queries."""
    _member, proposal = get_proposal_to_see(actor, slug, proposal_id)
    follow_up = getattr(proposal, "follow_up", None)
    row = queries.evidence_of(follow_up, evidence_id) if follow_up else None
    if row is None or not row.file:
        raise RefusedError("base.refused")
    return row


def may_follow(member: Member, follow_up: FollowUp) -> bool:
    """Tell whether the member may report on a proposal; no query."""
    is_owner = member.user_id is not None and follow_up.owner_id == member.user_id
    return is_owner or member.may("proposals.follow")


def ways_on(member: Member, follow_up: FollowUp) -> list[str]:
    """Return the statuses this member may move a proposal to now; no query."""
    if not may_follow(member, follow_up):
        return []
    now, decides = follow_up.status, member.may("proposals.decide")
    return [to for to in phases.TRANSITIONS[now] if decides or not phases.is_decision(now, to)]


def check_way(member: Member, follow_up: FollowUp, to: str) -> None:
    """Refuse a change that is for those who decide; no query."""
    if to in phases.TRANSITIONS[follow_up.status] and to not in ways_on(member, follow_up):
        raise RefusedError("proposals.not_yours_to_decide")


def _of_event(member: Member, proposal_id: int) -> Proposal:
    proposal = queries.proposal_of(member.event, proposal_id)
    if proposal is None:
        raise RefusedError("base.refused")
    return proposal
