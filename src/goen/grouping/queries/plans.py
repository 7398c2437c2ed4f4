"""Plans, groups and who sits in them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from goen.base import jobs
from goen.events.models import Event
from goen.grouping.models import Attendance, Group, Plan, Rule, Seat
from goen.roster.models import Participation

_ORDER = ("organisation__name", "kana", "id")


def plans_of(event: Event) -> QuerySet[Plan]:
    """Return the event's plans, newest first; 1 query."""
    return Plan.objects.filter(event=event).select_related("created_by")


def plan_for(plan_id: int) -> Plan | None:
    """Return a plan with its event, or None; 1 query."""
    return Plan.objects.select_related("event").filter(pk=plan_id).first()


def open_job(plan: Plan) -> jobs.Job | None:
    """Return the search that waits or runs for a plan, or None; 1 query."""
    return jobs.unfinished("grouping.solve_plan", plan_id=plan.pk)


def proof_job(plan: Plan) -> jobs.Job | None:
    """Return the proof that waits or runs for a plan, or None; 1 query."""
    job = jobs.unfinished("grouping.prove_plan", plan_id=plan.pk)
    return job if job and job.state != jobs.Job.State.FAILED else None


def labels_of(plan: Plan) -> dict[tuple[int, int], str]:
    """Return what every table sign says, by round and number; 1 query."""
    return {(group.round_number, group.number): group.label for group in Group.objects.filter(plan=plan)}


def attendances(event: Event) -> QuerySet[Attendance]:
    """Return who comes later or leaves earlier, with their organisations; 1 query."""
    rows = Attendance.objects.filter(participation__event=event).select_related("participation__organisation")
    return rows.order_by(*(f"participation__{name}" for name in _ORDER))


def published_plan(event: Event) -> Plan | None:
    """Return the plan everybody goes by, or None; 1 query."""
    return Plan.objects.filter(event=event, state=Plan.State.PUBLISHED).first()


@dataclass(frozen=True)
class SeatedGroup:
    """A group with its theme, and the people who sit there, facilitator first."""

    group: Group
    people: tuple[Participation, ...]


def groups_with_people(plan: Plan, round_number: int | None = None) -> list[SeatedGroup]:
    """Return the plan's groups in order, each with its people and their organisations; 2 queries."""
    groups = Group.objects.filter(plan=plan).select_related("theme")
    if round_number is not None:
        groups = groups.filter(round_number=round_number)
    people: dict[int, list[Participation]] = defaultdict(list)
    seats = Seat.objects.filter(plan=plan).select_related("participation__organisation")
    for seat in seats.order_by("-participation__is_facilitator", *(f"participation__{name}" for name in _ORDER)):
        people[seat.group_id].append(seat.participation)
    return [SeatedGroup(group, tuple(people[group.pk])) for group in groups]


def rules_of(event: Event) -> QuerySet[Rule]:
    """Return the organiser's rules with their people; 2 queries."""
    return Rule.objects.filter(event=event).prefetch_related("people__organisation").order_by("id")


def group_of(participation: Participation, round_number: int = 1) -> Group | None:
    """Return the group somebody sits in by the published plan, or None; 1 query."""
    return (
        Group.objects.filter(
            plan__state=Plan.State.PUBLISHED, round_number=round_number, seats__participation=participation
        )
        .select_related("theme", "plan")
        .first()
    )


def table_mates(group: Group) -> Sequence[Participation]:
    """Return everybody at a table with their organisation, facilitator first; 1 query."""
    rows = Participation.objects.filter(seats__group=group).select_related("organisation")
    return list(rows.order_by("-is_facilitator", *_ORDER))
