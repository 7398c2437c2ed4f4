"""The door to pre-event input: everybody of the event reads; participants answer for themselves; organisers prepare."""

from typing import TypeVar

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to
from goen.prelude.models import Material, Question, Visit
from goen.roster.models import Participation
from goen.roster.queries import participation_of

_Row = TypeVar("_Row", Material, Visit, Question)


def get_event_to_prepare(actor: Actor, slug: str) -> Member:
    """Return the organiser who prepares the input; ≤ 3 queries."""
    return get_event_to("prelude.manage", actor, slug)


def get_input_to_see(actor: Actor, slug: str) -> tuple[Member, Participation | None]:
    """Return the member and, for a guest, whose input this is; ≤ 4 queries."""
    member = get_event_to("prelude.see", actor, slug)
    return member, participation_of(member)


def get_input_to_answer(actor: Actor, slug: str) -> tuple[Member, Participation]:
    """Return the participant who may answer now; ≤ 4 queries."""
    member = get_event_to("prelude.answer", actor, slug)
    participation = participation_of(member)
    if participation is None:
        raise RefusedError("base.refused")
    return member, participation


def get_material_to_see(actor: Actor, slug: str, material_id: int) -> Material:
    """Return a material of the actor's event; ≤ 4 queries."""
    member = get_event_to("prelude.see", actor, slug)
    return _or_refuse(Material.objects.filter(event=member.event, pk=material_id).first())


def get_visit_to_answer(actor: Actor, slug: str, visit_id: int) -> tuple[Member, Participation, Visit]:
    """Return a visit a participant may say yes or no to; ≤ 5 queries."""
    member, participation = get_input_to_answer(actor, slug)
    return member, participation, _or_refuse(Visit.objects.filter(event=member.event, pk=visit_id).first())


def get_visit_to_prepare(actor: Actor, slug: str, visit_id: int) -> tuple[Member, Visit]:
    """Return a visit for its organiser; ≤ 4 queries."""
    member = get_event_to_prepare(actor, slug)
    return member, _or_refuse(Visit.objects.filter(event=member.event, pk=visit_id).first())


def get_question_to_prepare(actor: Actor, slug: str, question_id: int) -> tuple[Member, Question]:
    """Return a question for its organiser; ≤ 4 queries."""
    member = get_event_to_prepare(actor, slug)
    return member, _or_refuse(Question.objects.filter(event=member.event, pk=question_id).first())


def _or_refuse(found: _Row | None) -> _Row:
    if found is None:
        raise RefusedError("base.refused")
    return found
