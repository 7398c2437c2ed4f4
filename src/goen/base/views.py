"""Pages of the base room."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from goen.base import jobs
from goen.base.http import actor_of
from goen.base.messages import sentence_of
from goen.base.specimen import SHELLS, specimen
from goen.core.errors import RefusedError


def _job_to_see(request: HttpRequest, job_id: UUID) -> jobs.Job:
    job = jobs.find(job_id)
    actor = actor_of(request)
    if job is None or actor.user_id is None or job.owner_key not in ("", actor.key):
        raise RefusedError("base.refused")
    return job


@require_safe
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Tell how far a job is, as JSON for the progress island; 1 query."""
    row = _job_to_see(request, job_id)
    problem = sentence_of(row.error_code, row.error_params) if row.error_code else ""
    return JsonResponse(
        {
            "state": row.state,
            "done": row.done,
            "total": row.total,
            "note": row.note,
            "result": row.result,
            "problem": problem,
        }
    )


@require_POST
def cancel_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Stop a job that has not finished."""
    return JsonResponse({"cancelled": jobs.cancel(_job_to_see(request, job_id))})


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every part on one page; only where GOEN_DEBUG is set."""
    return render(request, "base/styleguide.html", specimen())


@require_safe
def styleguide_shell(request: HttpRequest, shell: str) -> HttpResponse:
    """Show one of the other shells with made-up content; only where GOEN_DEBUG is set."""
    if shell not in SHELLS:
        raise RefusedError("base.refused")
    return render(request, f"base/styleguide_{shell}.html", specimen())
