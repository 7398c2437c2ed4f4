"""A whole event, taken along and brought in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.core.errors import BadInputError
from goen.exchange import access, services
from goen.exchange.exports import bundle_of
from goen.exchange.forms import BundleForm


@require_GET
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the whole event."""
    member = access.get_event_to_connect(actor_of(request), slug)
    content = bundle_of(member.event)
    services.record_export(member=member, content=content)
    name = content_disposition_header(as_attachment=True, filename=f"goen-{slug}.zip") or "attachment"
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": name})


@require_http_methods(["GET", "POST"])
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
