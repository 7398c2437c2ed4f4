"""The audit log: read, filtered, proved, taken along."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.accounts.access import require_operator
from goen.base import audit
from goen.base.documents.delimited import write_csv
from goen.base.http import actor_of
from goen.records import access, queries, services
from goen.records.exports.archive import log_csv_rows
from goen.records.forms import LogForm
from goen.records.queries.log import AT_ONCE, every_entry
from goen.records.views.organisers import attachment


@require_safe
def of_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was done at an event; 6 queries."""
    member = access.get_records_to_see(actor_of(request), slug)
    context = {"member": member, "event": member.event, **_page(request, member.event.pk)}
    return render(request, "records/log.html", context)


@require_safe
def of_event_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out an event's log with its hashes."""
    member = access.get_records_to_see(actor_of(request), slug)
    return _csv(member.event.pk, f"audit-{slug}.csv")


@require_POST
def verify(request: HttpRequest, slug: str) -> HttpResponse:
    """Walk the chain, and say whether it holds."""
    member = access.get_records_to_see(actor_of(request), slug)
    _verify(request, member.key, member.event.pk)
    return redirect("records:log", slug)


@require_safe
def installation(request: HttpRequest) -> HttpResponse:
    """Show operators the whole log, how many people are kept, and what is due."""
    require_operator(actor_of(request))
    context = {
        **_page(request, None),
        "n_kept": queries.n_kept_people(),
        "register_from": queries.REGISTER_FROM,
        "due": queries.due(timezone.localdate()),
        "nav": "records",
    }
    return render(request, "records/installation.html", context)


@require_safe
def installation_csv(request: HttpRequest) -> HttpResponse:
    """Hand out the whole log."""
    require_operator(actor_of(request))
    return _csv(None, "audit.csv")


@require_POST
def installation_verify(request: HttpRequest) -> HttpResponse:
    """Walk the chain, and say whether it holds."""
    actor = actor_of(request)
    require_operator(actor)
    _verify(request, actor.key, None)
    return redirect("records:installation")


def _page(request: HttpRequest, event_id: int | None) -> dict[str, object]:
    before = request.GET.get("before", "")
    form = LogForm(request.GET, verbs=queries.verbs_of(event_id))
    lines = queries.entries(event_id, form.wanted(), int(before) if before.isdecimal() and len(before) < 16 else None)  # noqa: PLR2004 - a key of 8 bytes
    query = request.GET.copy()
    if len(lines) == AT_ONCE:
        query["before"] = str(lines[-1].entry.pk)
    return {"lines": lines, "form": form, "older": query.urlencode() if len(lines) == AT_ONCE else ""}


def _csv(event_id: int | None, name: str) -> HttpResponse:
    content = write_csv(*log_csv_rows(every_entry(event_id).iterator())).content
    return attachment(content, name, "text/csv; charset=utf-8")


def _verify(request: HttpRequest, actor: str, event_id: int | None) -> None:
    broken = audit.first_broken_entry()
    services.record_verification(actor=actor, event_id=event_id, broken=broken)
    if broken is None:
        messages.success(request, _("監査記録の連鎖は、はじめから最後まで保たれています。"))
    else:
        messages.error(
            request,
            _("監査記録の %(number)d 番で連鎖が切れています。運用担当へお知らせください。") % {"number": broken},
        )
