"""Making, solving and publishing plans."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goen.base import audit, jobs, live
from goen.core.errors import BadInputError
from goen.core.grouping.bounds import lower_bound
from goen.core.grouping.problem import Problem
from goen.core.grouping.score import score_plan
from goen.core.progress import SILENT, Progress
from goen.events.access import Member
from goen.grouping.models import Group, Plan, Seat
from goen.grouping.queries import (
    PlanSettings,
    Roll,
    clash_json,
    groups_with_people,
    problem_of,
    roll_of,
    seats_of,
    worth_of,
)
from goen.grouping.signals import plan_published
from goen.ties.services import Table, write_meetings

_LETTERS = 26


@transaction.atomic
def make_plan(
    *, member: Member, settings: PlanSettings, seed: int = 1, rooms: Sequence[int | None] = ()
) -> tuple[Plan, jobs.Job]:
    """Keep a new draft with its groups and start the search for its seats as a job; ``rooms`` are capacities in order."""
    roll = roll_of(member.event)
    _check_counts(settings, roll)
    plan = new_plan(member=member, settings=settings, seed=seed, rooms=rooms)
    problem_of(plan, roll, is_strict=True)  # refuses contradictions now, while the organiser is looking
    audit.record(member.key, "grouping.make_plan", f"plan:{plan.pk}", seed=seed, settings=settings.as_json())
    return plan, _enqueue(plan, member)


@transaction.atomic
def remake_plan(*, member: Member, plan: Plan, seed: int) -> jobs.Job:
    """Search again with another seed; locked seats stay where they are."""
    _refuse_published(plan)
    Plan.objects.filter(pk=plan.pk).update(seed=seed)
    audit.record(member.key, "grouping.remake_plan", f"plan:{plan.pk}", seed=seed)
    return _enqueue(plan, member)


def new_plan(*, member: Member, settings: PlanSettings, seed: int = 1, rooms: Sequence[int | None] = ()) -> Plan:
    """Keep the next draft of the event with its groups and nobody in them."""
    last = Plan.objects.filter(event=member.event).aggregate(last=Max("number"))["last"] or 0
    plan = Plan.objects.create(
        event=member.event,
        number=last + 1,
        n_rounds=settings.n_rounds,
        settings=settings.as_json(),
        seed=seed,
        created_by_id=member.user_id,
    )
    _make_groups(plan, settings, rooms)
    return plan


def solve_plan(*, plan: Plan, progress: Progress = SILENT) -> dict[str, object]:
    """Find seats for a plan and keep them; the search runs outside any transaction."""
    roll = roll_of(plan.event)
    problem = problem_of(plan, roll)
    seats, result = _found(plan, problem, progress)
    result |= {"n_people": len(roll.people), "n_groups": problem.n_groups}
    if result["violations"]:
        result["clash"] = clash_json(problem, roll)
    with transaction.atomic():
        keep_seats(plan, roll, seats)
        Plan.objects.filter(pk=plan.pk).update(result=result, version=plan.version + 1)
        live.publish(plan.event.topic, "grouping.plan_solved", plan=plan.number)
    return result


def _found(plan: Plan, problem: Problem, progress: Progress) -> tuple[list[list[int]], dict[str, object]]:
    """Search for seats: freely, or among those that rotation cards can produce."""
    from goen.core.grouping.rotation import rotation_cards  # noqa: PLC0415 - compiled kernels load only where used
    from goen.core.grouping.solve import digest_of, solve  # noqa: PLC0415

    settings = PlanSettings.of(plan.settings)
    if settings.uses_cards:
        cards = rotation_cards(problem, seed=plan.seed)
        seats, score, bound = cards.seats, cards.score, lower_bound(problem)
        digest = digest_of(problem, plan.seed, 0)
    else:
        solution = solve(problem, seed=plan.seed, iterations=settings.iterations or None, progress=progress)
        seats, score, bound, digest = solution.seats, solution.score, solution.bound, solution.digest
    return seats.tolist(), {
        "points": score.points,
        "bound": bound.points,
        "is_proven": score.violations.total == 0 and score.total <= bound.total,
        "digest": digest,
        "violations": score.violations.total,
    }


@transaction.atomic
def publish_plan(*, member: Member, plan: Plan) -> None:
    """Make this the plan everybody goes by: phones are told, the ledger of ties is written, boards open."""
    if not Seat.objects.filter(plan=plan).exists():
        raise BadInputError("grouping.plan_empty")
    Plan.objects.filter(event=plan.event, state=Plan.State.PUBLISHED).update(state=Plan.State.RETIRED)
    plan.state, plan.published_at = Plan.State.PUBLISHED, timezone.now()
    plan.save(update_fields=["state", "published_at"])
    write_ledger(plan)
    plan_published.send(sender=Plan, plan=plan)
    audit.record(member.key, "grouping.publish_plan", f"plan:{plan.pk}", result=plan.result)
    live.publish(plan.event.topic, "grouping.published", plan=plan.number)


@transaction.atomic
def withdraw_plan(*, member: Member, plan: Plan) -> None:
    """Take a published plan back to a draft; the ledger forgets it, boards and notes stay."""
    plan.state = Plan.State.DRAFT
    plan.save(update_fields=["state"])
    write_meetings(event=plan.event, tables=(), at=plan.event.starts_at)
    audit.record(member.key, "grouping.withdraw_plan", f"plan:{plan.pk}")
    live.publish(plan.event.topic, "grouping.withdrawn", plan=plan.number)


def write_ledger(plan: Plan) -> None:
    """Make the ledger of ties say who sits together by this plan."""
    tables = [
        Table(seated.group.round_number, seated.group.label, tuple(person.person_id for person in seated.people))
        for seated in groups_with_people(plan)
    ]
    write_meetings(event=plan.event, tables=tables, at=plan.event.starts_at)


def keep_seats(plan: Plan, roll: Roll, seats: list[list[int]]) -> None:
    """Replace the plan's seats by these (group index from 0, -1 for none); locks of people who stay are kept."""
    groups = {(group.round_number, group.number): group.pk for group in Group.objects.filter(plan=plan)}
    locked = set(Seat.objects.filter(plan=plan, is_locked=True).values_list("round_number", "participation_id"))
    Seat.objects.filter(plan=plan).delete()
    Seat.objects.bulk_create(
        (
            Seat(
                plan=plan,
                group_id=groups[round_number, group + 1],
                participation=person,
                round_number=round_number,
                is_locked=(round_number, person.pk) in locked,
            )
            for round_number, row in enumerate(seats, start=1)
            for person, group in zip(roll.people, row, strict=True)
            if group >= 0
        ),
        batch_size=500,
    )


def worth_now(plan: Plan) -> dict[str, object]:
    """Return the plan's result after its seats changed; rules that were broken may be kept by now."""
    roll = roll_of(plan.event)
    problem = problem_of(plan, roll)
    score = score_plan(problem, seats_of(plan, roll))
    worth = worth_of(plan, problem, score)
    return worth if score.violations.total else worth | {"violations": 0}


def _check_counts(settings: PlanSettings, roll: Roll) -> None:
    n_people = len(roll.people)
    if n_people == 0:
        raise BadInputError("grouping.nobody")
    if settings.n_groups > n_people:
        raise BadInputError("grouping.more_groups_than_people", groups=settings.n_groups, people=n_people)


def _make_groups(plan: Plan, settings: PlanSettings, rooms: Sequence[int | None]) -> None:
    themes = [*settings.theme_ids, *[None] * settings.n_groups]
    seats = [*rooms, *[None] * settings.n_groups]
    Group.objects.bulk_create(
        Group(
            plan=plan,
            round_number=round_number,
            number=number,
            # "Three tables further" needs tables with numbers, and there are no more letters than 26.
            name=str(number) if settings.uses_cards or settings.n_groups > _LETTERS else "",
            theme_id=themes[number - 1],
            capacity=seats[number - 1],
        )
        for round_number in range(1, settings.n_rounds + 1)
        for number in range(1, settings.n_groups + 1)
    )


def _enqueue(plan: Plan, member: Member) -> jobs.Job:
    return jobs.enqueue("grouping.solve_plan", owner_key=member.key, plan_id=plan.pk)


def _refuse_published(plan: Plan) -> None:
    if plan.state == Plan.State.PUBLISHED:
        raise BadInputError("grouping.plan_is_published")
