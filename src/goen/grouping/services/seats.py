"""Moving people by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from goen.base import audit, live
from goen.core.errors import BadInputError, GoenError
from goen.events.access import Member
from goen.grouping.models import Group, Plan, Seat
from goen.grouping.services.plans import worth_now, write_ledger
from goen.grouping.signals import plan_published


@dataclass(frozen=True)
class Change:
    """One person's new seat, lock, or both, in one round; None leaves a thing as it is."""

    round_number: int
    participation_id: int
    group_number: int | None = None
    is_locked: bool | None = None


@transaction.atomic
def change_seats(*, member: Member, plan: Plan, changes: Sequence[Change], version: int) -> int:
    """Apply moves and locks made by hand; returns the plan's new version.

    Raises ``base.conflict`` when somebody else changed the plan since ``version``. Moves in a published plan reach
    phones at once and rewrite the ledger.
    """
    fresh = Plan.objects.select_for_update().get(pk=plan.pk)
    if fresh.version != version:
        raise GoenError("base.conflict")
    groups = {(group.round_number, group.number): group for group in Group.objects.filter(plan=plan)}
    for change in changes:
        _apply(plan, change, groups)
    fresh.version += 1
    fresh.event = member.event
    fresh.result = worth_now(fresh)
    fresh.save(update_fields=["version", "result"])
    if fresh.state == Plan.State.PUBLISHED:
        write_ledger(fresh)
        plan_published.send(sender=Plan, plan=fresh)
        live.publish(member.event.topic, "grouping.published", plan=plan.number)
    audit.record(member.key, "grouping.change_seats", f"plan:{plan.pk}", n_changes=len(changes))
    return fresh.version


def _apply(plan: Plan, change: Change, groups: dict[tuple[int, int], Group]) -> None:
    values: dict[str, object] = {}
    if change.group_number is not None:
        group = groups.get((change.round_number, change.group_number))
        if group is None:
            raise BadInputError("grouping.no_such_group", number=change.group_number)
        values["group"] = group
    if change.is_locked is not None:
        values["is_locked"] = change.is_locked
    seats = Seat.objects.filter(plan=plan, round_number=change.round_number, participation_id=change.participation_id)
    if not values or not seats.update(**values):
        raise BadInputError("grouping.no_such_seat")
