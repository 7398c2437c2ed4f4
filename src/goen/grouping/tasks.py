"""Jobs of the grouping slice."""

from goen.base import jobs
from goen.core.progress import Progress
from goen.grouping import queries, services


@jobs.task("grouping.solve_plan")
def solve_plan(*, plan_id: int, progress: Progress) -> object:
    """Find the seats of a plan; a plan deleted meanwhile needs none."""
    plan = queries.plan_for(plan_id)
    return services.solve_plan(plan=plan, progress=progress) if plan else None


@jobs.task("grouping.prove_plan")
def prove_plan(*, plan_id: int, progress: Progress) -> object:
    """Prove a small plan, or say how far it may be from the best."""
    plan = queries.plan_for(plan_id)
    return services.prove_plan(plan=plan, progress=progress) if plan else None
