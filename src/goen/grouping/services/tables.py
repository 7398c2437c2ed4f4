"""What the tables of a plan are called, where they stand, how many fit, and what they work on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from goen.base import audit, live
from goen.events.access import Member
from goen.grouping.models import Group, Plan


@dataclass(frozen=True)
class TableFacts:
    """One table of a plan in all its rounds; ``theme_ids`` has one entry per round."""

    number: int
    name: str
    place: str
    capacity: int | None
    theme_ids: tuple[int | None, ...]


@transaction.atomic
def set_tables(*, member: Member, plan: Plan, tables: Sequence[TableFacts]) -> None:
    """Keep names, places, rooms and themes; seats stay, and phones show a published plan's new words at once."""
    facts = {table.number: table for table in tables}
    groups = [group for group in Group.objects.filter(plan=plan) if group.number in facts]
    for group in groups:
        table = facts[group.number]
        group.name, group.place, group.capacity = table.name.strip()[:60], table.place.strip()[:60], table.capacity
        group.theme_id = table.theme_ids[group.round_number - 1]
    Group.objects.bulk_update(groups, ["name", "place", "capacity", "theme"], batch_size=500)
    audit.record(member.key, "grouping.set_tables", f"plan:{plan.pk}", n_tables=len(facts))
    if plan.state == Plan.State.PUBLISHED:
        live.publish(member.event.topic, "grouping.published", plan=plan.number)
