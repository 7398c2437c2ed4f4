"""Pages of documents."""

import io
import zipfile

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.assistant.access import get_event_to_assist
from goen.assistant.phases import MOST_LETTERS
from goen.assistant.queries import standing
from goen.assistant.services import prepare_rewriting
from goen.base.documents.guards import file_name
from goen.base.http import actor_of
from goen.base.messages import sentence_of
from goen.reports import access, exports, queries, services


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was made, newest first, and how far the running making is; 5 queries."""
    member = access.get_reports_to_make(actor_of(request), slug)
    makings = queries.makings_of(member.event)
    job = queries.making_of(member.event)
    context: dict[str, object] = {
        "member": member,
        "event": member.event,
        "newest": makings[0] if makings else None,
        "older": makings[1:],
        "job": job,
        "ai": standing(member.event) if settings.AI_URL else None,
    }
    if job is not None:
        here = reverse("reports:list", args=[slug])
        context["props"] = {"url": reverse("base:job", args=[job.pk]), "label": _("報告一式を作成中"), "next": here}
        context["problem"] = sentence_of(job.error_code, job.error_params) if job.error_code else ""
    return render(request, "reports/list.html", context)


@require_POST
def make(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin to make every document."""
    member = access.get_reports_to_make(actor_of(request), slug)
    services.start_making(member=member)
    return redirect("reports:list", slug)


@require_POST
def reword(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the press draft ready to be worded by the AI; nothing is sent before its cost was seen."""
    actor = actor_of(request)
    member = access.get_reports_to_make(actor, slug)
    get_event_to_assist(actor, slug)
    text = exports.press_text(queries.day_report(member.event))[:MOST_LETTERS]
    draft = prepare_rewriting(member=member, kind="plain" if "plain" in request.POST else "polish", text=text)
    return redirect("assistant:draft", slug, draft.pk)


@require_safe
def take(request: HttpRequest, slug: str, document_id: int) -> HttpResponse:
    """Hand out one document."""
    member, document = access.get_document_to_take(actor_of(request), slug, document_id)
    services.record_download(member=member, document=document)
    kind = exports.FILES[document.kind].content_type
    with document.file.open() as file:
        return _attachment(file.read(), document.file_name, kind)


@require_safe
def take_all(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand out one making as a ZIP, with the hashes beside the files."""
    member, documents = access.get_bundle_to_take(actor_of(request), slug, number)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for document in documents:
            services.record_download(member=member, document=document)
            with document.file.open() as file:
                bundle.writestr(document.file_name, file.read())
        sums = "".join(f"{document.sha256}  {document.file_name}\n" for document in documents)
        bundle.writestr("SHA256SUMS.txt", sums)
    name = _("報告一式_{title}_第{number}版").format(title=file_name(member.event.title), number=number)
    return _attachment(target.getvalue(), f"{name}.zip", "application/zip")


def _attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """Return bytes as a file to save; documents are small, and a stream of files blocks an asynchronous server."""
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": header})
