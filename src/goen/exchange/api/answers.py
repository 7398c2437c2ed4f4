"""Proposals followed to a decision."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from goen.core.errors import BadInputError, RefusedError
from goen.events.access import Member
from goen.exchange import queries
from goen.exchange.api.door import actor
from goen.exchange.api.events import REFUSALS
from goen.exchange.schemas import AnswerOut, AnswerStatusIn, ChargeIn, LinkIn, MilestoneIn, PublicationIn, WordsIn
from goen.proposals import access
from goen.proposals import queries as tracked
from goen.proposals import services as proposals

router = Router(tags=["answers"])
_ONE = "/events/{slug:slug}/answers/{int:proposal_id}"
_MILESTONES = {
    "finish": proposals.finish_milestone,
    "reopen": proposals.reopen_milestone,
    "remove": proposals.remove_milestone,
}


@router.get("/events/{slug:slug}/answers", response={200: list[AnswerOut], **REFUSALS})
def get_answers(request: HttpRequest, slug: str) -> Any:
    """List what became of every proposal that was taken in."""
    return queries.answers(access.get_tracker_to_see(actor(request, "proposals:read"), slug).event)


@router.post("/events/{slug:slug}/answers", response={200: list[AnswerOut], **REFUSALS})
def receive_proposals(request: HttpRequest, slug: str) -> Any:
    """Take every written sheet in that is not yet; twice is once."""
    who = access.get_proposals_to_receive(actor(request, "proposals:write"), slug)
    proposals.receive_all(member=who, event=who.event)
    return queries.answers(who.event)


@router.put("/events/{slug:slug}/answers/publication", response={200: PublicationIn, **REFUSALS})
def publish_answers(request: HttpRequest, slug: str, payload: PublicationIn) -> Any:
    """Open the public page where every proposal has its answer, or close it."""
    who = access.get_answers_to_publish(actor(request, "proposals:write"), slug)
    (proposals.publish_answers if payload.is_public else proposals.withdraw_answers)(member=who)
    return payload


@router.get(_ONE, response={200: AnswerOut, **REFUSALS})
def get_answer(request: HttpRequest, slug: str, proposal_id: int) -> Any:
    """Return what became of a proposal."""
    found = access.get_follow_up_to_see(actor(request, "proposals:read"), slug, proposal_id)[2]
    if found is None:
        raise RefusedError("base.refused")
    return queries.answer_dict(found)


@router.post(f"{_ONE}/status", response={200: AnswerOut, **REFUSALS})
def set_answer_status(request: HttpRequest, slug: str, proposal_id: int, payload: AnswerStatusIn) -> Any:
    """Move a proposal on; refused when somebody else changed it since ``version``. The proposers are told."""
    who, row = _to_change(request, slug, proposal_id)
    access.check_way(who, row, payload.to)
    proposals.set_status(member=who, follow_up=row, to=payload.to, reason=payload.reason, seen=payload.version)
    return _fresh(row)


@router.put(f"{_ONE}/charge", response={200: AnswerOut, **REFUSALS})
def set_answer_charge(request: HttpRequest, slug: str, proposal_id: int, payload: ChargeIn) -> Any:
    """Say who answers, and until when."""
    who, row = _to_change(request, slug, proposal_id)
    offered = {organisation.name: organisation for organisation in tracked.possible_receivers(who.event)}
    if payload.receiver and payload.receiver not in offered:
        raise BadInputError("exchange.bad_request", where="receiver")
    charge = proposals.Charge(
        receiver=offered.get(payload.receiver),
        section=payload.section,
        owner_name=payload.owner_name,
        due_on=payload.due_on,
    )
    proposals.set_charge(member=who, follow_up=row, charge=charge)
    return _fresh(row)


@router.post(f"{_ONE}/notes", response={200: AnswerOut, **REFUSALS})
def add_answer_note(request: HttpRequest, slug: str, proposal_id: int, payload: WordsIn) -> Any:
    """Tell the proposers how it goes."""
    who, row = _to_change(request, slug, proposal_id)
    proposals.add_note(member=who, follow_up=row, text=payload.text)
    return _fresh(row)


@router.post(f"{_ONE}/links", response={201: AnswerOut, **REFUSALS})
def add_answer_link(request: HttpRequest, slug: str, proposal_id: int, payload: LinkIn) -> Any:
    """Keep an address of the web as evidence."""
    who, row = _to_change(request, slug, proposal_id)
    proposals.add_link(member=who, follow_up=row, **payload.model_dump())
    return Status(201, _fresh(row))


@router.post(f"{_ONE}/milestones", response={201: AnswerOut, **REFUSALS})
def add_answer_milestone(request: HttpRequest, slug: str, proposal_id: int, payload: MilestoneIn) -> Any:
    """Set a milestone."""
    who, row = _to_change(request, slug, proposal_id)
    proposals.add_milestone(member=who, follow_up=row, title=payload.title, due_on=payload.due_on)
    return Status(201, _fresh(row))


@router.post(f"{_ONE}/milestones/{{int:milestone_id}}/{{slug:verb}}", response={200: AnswerOut, **REFUSALS})
def move_answer_milestone(request: HttpRequest, slug: str, proposal_id: int, milestone_id: int, verb: str) -> Any:
    """Do one of finish, reopen, remove."""
    who, row = _to_change(request, slug, proposal_id)
    if verb not in _MILESTONES:
        raise RefusedError("base.refused")
    _MILESTONES[verb](member=who, follow_up=row, milestone_id=milestone_id)
    return _fresh(row)


def _to_change(request: HttpRequest, slug: str, proposal_id: int) -> tuple[Member, Any]:
    return access.get_follow_up_to_change(actor(request, "proposals:write"), slug, proposal_id)


def _fresh(row: Any) -> Any:
    return queries.answer_dict(tracked.follow_up_of(row.proposal) or row)
