"""A whole event, taken along and brought in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.core.errors import BadInputError, TooMuchError
from goen.events.access import Member
from goen.exchange import access, services
from goen.exchange.exports import bundle_of, workbook_of
from goen.exchange.forms import BundleForm

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the whole event."""
    member = access.get_event_to_connect(actor_of(request), slug)
    return _file(member, bundle_of(member.event), f"goen-{slug}.zip", "application/zip")


@require_safe
def take_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the whole event as a workbook that passes a 無害化."""
    member = access.get_event_to_connect(actor_of(request), slug)
    try:
        content = workbook_of(member.event)
    except TooMuchError as error:
        messages.error(request, sentence(error))
        return redirect("exchange:connections", slug)
    return _file(member, content, f"goen-{slug}.xlsx", _XLSX)


def _file(member: Member, content: bytes, name: str, kind: str) -> HttpResponse:
    services.record_export(member=member, content=content)
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": header})


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Take a whole event in."""
    actor = actor_of(request)
    access.get_account(actor)
    form = BundleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            event = services.take_in(actor=actor, content=form.content())
        except BadInputError as error:
            form.add_error("file", sentence(error))
        else:
            messages.success(request, _("「%(title)s」を取り込みました。") % {"title": event.title})
            return redirect("events:overview", event.slug)
    return render(request, "exchange/bring.html", {"form": form}, status=400 if form.errors else 200)
