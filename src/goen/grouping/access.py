"""The door to plans of groups."""

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to
from goen.grouping.models import Plan, Rule
from goen.roster.models import Participation


def get_event_to_group(actor: Actor, slug: str) -> Member:
    """Return the organiser who may make groups for an event."""
    return get_event_to("grouping.manage", actor, slug)


def get_plan_to_edit(actor: Actor, slug: str, number: int) -> tuple[Plan, Member]:
    """Return a plan of the event for somebody who may change it."""
    member = get_event_to("grouping.manage", actor, slug)
    plan = Plan.objects.filter(event=member.event, number=number).first()
    if plan is None:
        raise RefusedError("base.refused")
    plan.event = member.event
    return plan, member


def get_rule_to_change(actor: Actor, slug: str, rule_id: int) -> tuple[Rule, Member]:
    """Return a rule of the event for somebody who may change it."""
    member = get_event_to("grouping.manage", actor, slug)
    rule = Rule.objects.filter(event=member.event, pk=rule_id).first()
    if rule is None:
        raise RefusedError("base.refused")
    return rule, member


def get_participation_to_group(actor: Actor, slug: str, participation_id: int) -> tuple[Participation, Member]:
    """Return somebody on the event's roster for whoever makes its groups."""
    member = get_event_to("grouping.manage", actor, slug)
    row = Participation.objects.filter(event=member.event, pk=participation_id).first()
    if row is None:
        raise RefusedError("base.refused")
    return row, member
