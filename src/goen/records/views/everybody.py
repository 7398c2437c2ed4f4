"""What everybody who takes part may see of themselves, take along, and have erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from goen.base.http import actor_of
from goen.events.access import Member
from goen.records import queries, services
from goen.records.views.organisers import attachment
from goen.roster.access import get_own_participation


@never_cache
@require_safe
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything kept about the holder of the pass."""
    row = get_own_participation(actor_of(request), slug)
    member = Member(event=row.event, role=row.guest_pass.role, pass_id=row.guest_pass_id)
    context = {"member": member, "event": row.event, "row": row, "sections": queries.all_about(row), "tab": "me"}
    return render(request, "records/mine.html", context)


@never_cache
@require_safe
def mine_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand it out as a file."""
    row = get_own_participation(actor_of(request), slug)
    return attachment(queries.as_json(row), f"my-data-{slug}.json", "application/json")


@require_POST
def mine_erase(request: HttpRequest, slug: str) -> HttpResponse:
    """Erase it, for good."""
    row = get_own_participation(actor_of(request), slug)
    services.erase(participation=row, by=f"pass:{row.guest_pass_id}")
    messages.success(request, _("あなたの個人情報を消しました。この参加リンクは使えなくなりました。"))
    return redirect("events:home")
