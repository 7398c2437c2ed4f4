"""Files of a result."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.base import jobs
from goen.base.http import actor_of
from goen.base.messages import sentence_of
from goen.listening import access, exports, queries, services
from goen.listening.views.opened import open_result


@require_safe
def files(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Show the files made of the newest run and whether they are still current; ≤ 11 queries."""
    opened = open_result(request, slug, listening_id)
    job = jobs.unfinished(services.WRITE, run_id=opened.result.run.pk, n_topics=opened.result.n_topics)
    outputs = queries.outputs_of(opened.result.run)
    here = f"{reverse('listening:files', args=[slug, listening_id])}?n={opened.result.n_topics}"
    page = opened.page(
        outputs=outputs,
        job=job,
        is_stale=any(output.made_of != queries.made_of(opened.result) for output in outputs[:1]),
        props={"url": reverse("base:job", args=[job.pk]), "label": _("ファイルを作成中"), "next": here} if job else {},
        problem=sentence_of(job.error_code, job.error_params) if job and job.error_code else "",
    )
    return render(request, "listening/files.html", page)


@require_POST
def make(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Begin to write the files."""
    opened = open_result(request, slug, listening_id)
    shown = opened.result
    services.start_files(member=opened.member, listening=opened.listening, run=shown.run, n_topics=shown.n_topics)
    return redirect(f"{reverse('listening:files', args=[slug, listening_id])}?n={shown.n_topics}")


@require_safe
def take(request: HttpRequest, slug: str, listening_id: int, output_id: int) -> HttpResponse:
    """Hand out one file."""
    member, listening = access.get_listening(actor_of(request), slug, listening_id)
    output = access.get_output_to_take(listening, output_id)
    services.record_download(member=member, output=output)
    header = content_disposition_header(as_attachment=True, filename=output.file_name) or "attachment"
    with output.file.open() as file:
        content = file.read()
    kind = exports.CONTENT_TYPES[output.kind]
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": header})
