"""The door to questions and polls: everybody in the event sees and asks, those who run it sort."""

from dataclasses import dataclass

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to, get_member, require
from goen.questions.models import Desk, Poll, Question
from goen.roster.models import Participation
from goen.roster.queries import participation_of


@dataclass(frozen=True)
class Asker:
    """Somebody who may ask now: the desk they ask at, and who they are when they want to be named."""

    member: Member
    desk: Desk
    participation: Participation | None


def get_hall_to_see(actor: Actor, slug: str) -> Member:
    """Return the member who looks at questions and polls; ≤ 3 queries."""
    return get_event_to("questions.see", actor, slug)


def get_desk_to_ask(actor: Actor, slug: str) -> Asker:
    """Return who may ask a question now, or say that questions are closed; ≤ 6 queries."""
    member = get_event_to("questions.see", actor, slug)
    desk = desk_of(member)
    if not member.may("questions.ask") or not desk.is_open:
        raise RefusedError("questions.closed")
    return Asker(member, desk, participation_of(member))


def get_desk_to_moderate(actor: Actor, slug: str) -> tuple[Member, Desk]:
    """Return the desk for those who sort the questions; ≤ 5 queries."""
    member = get_event_to("questions.moderate", actor, slug)
    return member, desk_of(member)


def get_question_to_moderate(actor: Actor, slug: str, question_id: int) -> tuple[Member, Question]:
    """Return a question of this event for its moderators; ≤ 4 queries."""
    member = get_event_to("questions.moderate", actor, slug)
    question = Question.objects.filter(event=member.event, pk=question_id).first()
    if question is None:
        raise RefusedError("base.refused")
    return member, question


def get_poll_to_moderate(actor: Actor, slug: str, poll_id: int) -> tuple[Member, Poll]:
    """Return a poll of this event for those who hold it; ≤ 4 queries."""
    member = get_event_to("questions.moderate", actor, slug)
    return member, _poll(member, poll_id)


def get_poll_to_answer(actor: Actor, slug: str, poll_id: int) -> tuple[Member, Poll]:
    """Return a poll that is open to the member; whether it still is counts at the write; ≤ 4 queries."""
    member = get_member(actor, slug)
    require(member, "questions.answer")
    return member, shown_poll(member, poll_id)


def shown_poll(member: Member, poll_id: int) -> Poll:
    """Return a poll of the member's event that is no draft any more; 1 query."""
    poll = _poll(member, poll_id)
    if poll.state == Poll.State.DRAFT:
        raise RefusedError("base.refused")
    return poll


def desk_of(member: Member) -> Desk:
    """Return the desk of the member's event, an unsaved one before the first change; ≤ 1 query."""
    return Desk.objects.filter(event=member.event).first() or Desk(event=member.event)


def _poll(member: Member, poll_id: int) -> Poll:
    poll = Poll.objects.filter(event=member.event, pk=poll_id).first()
    if poll is None:
        raise RefusedError("base.refused")
    return poll
