"""Proving a small plan, on request."""

from django.db import transaction

from goen.base import audit, jobs, live
from goen.core.errors import BadInputError
from goen.core.progress import SILENT, Progress
from goen.events.access import Member
from goen.grouping.models import Plan, Seat
from goen.grouping.queries import mark_of, problem_of, roll_of, seats_of
from goen.grouping.services.plans import keep_seats

SECONDS = 240
"""How long a proof may take."""


@transaction.atomic
def start_proof(*, member: Member, plan: Plan) -> jobs.Job:
    """Start an exact search as a job; whoever waits may call it off."""
    from goen.core.grouping.prove import is_small_enough  # noqa: PLC0415 - beside the solver it stands for

    if not Seat.objects.filter(plan=plan).exists():
        raise BadInputError("grouping.plan_empty")
    if not is_small_enough(problem_of(plan, roll_of(plan.event))):
        raise BadInputError("grouping.too_large_to_prove")
    audit.record(member.key, "grouping.start_proof", f"plan:{plan.pk}")
    return jobs.enqueue("grouping.prove_plan", once=True, owner_key=member.key, plan_id=plan.pk)


def prove_plan(*, plan: Plan, progress: Progress = SILENT) -> dict[str, object]:
    """Raise the plan's bound as far as possible; a better plan found on the way replaces a draft's seats."""
    from goen.core.grouping.prove import prove  # noqa: PLC0415 - the solver loads only where it is used
    from goen.core.grouping.score import score_plan  # noqa: PLC0415

    roll = roll_of(plan.event)
    problem, seats = problem_of(plan, roll), seats_of(plan, roll)
    proof = prove(problem, seats, seconds=SECONDS, progress=progress)
    score = score_plan(problem, proof.seats)
    is_better = bool((proof.seats != seats).any())
    with transaction.atomic():
        fresh = Plan.objects.select_for_update().get(pk=plan.pk)
        # Seats that people see, or that somebody moved meanwhile, stay: the bound is true for them as well.
        takes_seats = is_better and fresh.state == Plan.State.DRAFT and fresh.version == plan.version
        if takes_seats:
            keep_seats(plan, roll, proof.seats.tolist())
            fresh.version += 1
            fresh.result |= {"points": score.points, "violations": score.violations.total}
        fresh.result |= {"bound": proof.bound / score.unit, "proof": "closed" if proof.is_closed else "open"}
        fresh.result["proof_of"] = mark_of(problem)
        fresh.result["is_proven"] = proof.is_closed and (takes_seats or not is_better)
        fresh.save(update_fields=["version", "result"])
        live.publish(plan.event.topic, "grouping.plan_solved", plan=plan.number)
    return {"is_proven": fresh.result["is_proven"], "bound": fresh.result["bound"], "is_better": is_better}
