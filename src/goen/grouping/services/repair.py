"""Mending a published plan on the day."""

from collections.abc import Sequence

from django.db import transaction

from goen.base import audit, live
from goen.core.errors import BadInputError
from goen.events.access import Member
from goen.grouping.models import Plan
from goen.grouping.queries import roll_of, ways_on
from goen.grouping.services.plans import keep_seats, worth_now, write_ledger
from goen.grouping.signals import plan_published
from goen.roster.models import Participation
from goen.roster.services import mark_no_show


@transaction.atomic
def note_absences(*, member: Member, plan: Plan, people: Sequence[Participation]) -> int:
    """Note who did not come; their seats stay until the plan is mended."""
    seated = set(plan.seats.values_list("participation_id", flat=True))
    return sum(mark_no_show(participation=person, by=member.key) for person in people if person.pk in seated)


@transaction.atomic
def mend_plan(*, member: Member, plan: Plan, changes: int, rounds_held: int = 0) -> Plan:
    """Seat who is there now the way that changes ``changes`` seats; phones change at once, boards stay.

    Rounds already held stay as they were.
    """
    ways = {way.option.changes: way for way in ways_on(plan, rounds_held)}
    if changes not in ways:
        raise BadInputError("grouping.no_such_way")
    way = ways[changes]
    keep_seats(plan, roll_of(plan.event), way.option.seats.tolist())
    plan.version += 1
    plan.result = worth_now(plan)
    plan.save(update_fields=["version", "result"])
    if plan.state == Plan.State.PUBLISHED:
        write_ledger(plan)
        plan_published.send(sender=Plan, plan=plan)
        live.publish(plan.event.topic, "grouping.published", plan=plan.number)
    audit.record(member.key, "grouping.mend_plan", f"plan:{plan.pk}", changes=changes, rounds_held=rounds_held)
    return plan
