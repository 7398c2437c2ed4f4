"""The door to plans of groups."""

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to
from goen.grouping.models import Attendance, Plan, Rule


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


def get_attendance_to_change(actor: Actor, slug: str, participation_id: int) -> tuple[Attendance, Member]:
    """Return somebody's rounds at the event for somebody who may change them."""
    member = get_event_to("grouping.manage", actor, slug)
    row = Attendance.objects.filter(participation__event=member.event, participation=participation_id).first()
    if row is None:
        raise RefusedError("base.refused")
    return row, member
