"""Lists of proposals and where they stand."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.base.http import actor_of
from goen.core.errors import RefusedError
from goen.proposals import access, exports, queries, services

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PAGE = 50


@require_safe
def of_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where an event's proposals stand; ≤ 10 queries however many."""
    member = access.get_tracker_to_see(actor_of(request), slug)
    rows = queries.follow_ups_of_event(member.event)
    context = {
        "member": member,
        "event": member.event,
        "may_receive": member.may("proposals.receive"),
        "is_public": queries.is_published(event=member.event),
        "base": "base/layout.html" if member.user_id else "base/guest.html",
        "tab": "proposal",
    }
    return render(request, "proposals/tracker_event.html", context | _listing(request, rows))


@require_safe
def of_partnership(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where the proposals of all years stand; ≤ 10 queries however many."""
    partnership, may_publish = access.get_partnership_to_track(actor_of(request), slug)
    rows = queries.follow_ups_of_partnership(partnership)
    context = {
        "partnership": partnership,
        "may_publish": may_publish,
        "is_public": queries.is_published(partnership=partnership),
        "with_event": True,
        "nav": "partnerships",
    }
    return render(request, "proposals/tracker_partnership.html", context | _listing(request, rows))


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Show every proposal of every event the account has a role in; ≤ 6 queries however many."""
    actor = actor_of(request)
    if actor.user_id is None:
        return redirect_to_login(request.path)
    rows = queries.follow_ups_of_actor(actor)
    context = {"with_event": True, "nav": "proposals"} | _listing(request, rows)
    return render(request, "proposals/tracker_all.html", context)


@require_safe
def export_event(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give an event's list, filtered as on the page."""
    member = access.get_tracker_to_see(actor_of(request), slug)
    return _export(request, queries.follow_ups_of_event(member.event), form, f"proposals-{slug}")


@require_safe
def export_partnership(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give a partnership's list, filtered as on the page."""
    partnership, _may = access.get_partnership_to_track(actor_of(request), slug)
    return _export(request, queries.follow_ups_of_partnership(partnership), form, f"proposals-{slug}")


@require_safe
def export_everything(request: HttpRequest, form: str) -> HttpResponse:
    """Give the account's list, filtered as on the page."""
    actor = actor_of(request)
    if actor.user_id is None:
        raise RefusedError("base.refused")
    return _export(request, queries.follow_ups_of_actor(actor), form, "proposals")


@require_POST
def receive(request: HttpRequest, slug: str) -> HttpResponse:
    """Take in every written proposal of an event that is not yet."""
    member = access.get_proposals_to_receive(actor_of(request), slug)
    count = services.receive_all(member=member, event=member.event)
    if count:
        messages.success(request, _("{n} 件の提言を受け付けました。").format(n=count))
    else:
        messages.info(request, _("新しく受け付ける提言はありません。名称か文のある提言シートが対象です。"))
    return redirect("proposals:tracker", slug)


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Open or close the public page of an event."""
    member = access.get_answers_to_publish(actor_of(request), slug)
    is_opened = request.POST.get("do") != "withdraw"
    (services.publish_answers if is_opened else services.withdraw_answers)(member=member)
    messages.success(request, _published(is_opened))
    return redirect("proposals:tracker", slug)


@require_POST
def publish_partnership(request: HttpRequest, slug: str) -> HttpResponse:
    """Open or close the public page of a partnership."""
    actor = actor_of(request)
    partnership = access.get_partnership_to_publish(actor, slug)
    is_opened = request.POST.get("do") != "withdraw"
    write = services.publish_partnership if is_opened else services.withdraw_partnership
    write(actor=actor, partnership=partnership)
    messages.success(request, _published(is_opened))
    return redirect("proposals:partnership", slug)


def _published(is_opened: bool) -> str:
    return _("公開ページを出しました。") if is_opened else _("公開ページを閉じました。")


def _listing(request: HttpRequest, rows: Any) -> dict[str, object]:
    tracker = queries.tracked(rows, request.GET.dict())
    page = Paginator(tracker.rows, _PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    return {"tracker": tracker, "page": page, "asked": request.GET, "asked_query": asked.urlencode()}


def _export(request: HttpRequest, rows: Any, form: str, name: str) -> HttpResponse:
    kept: Sequence[Any] = queries.tracked(rows, request.GET.dict()).rows
    content = exports.tracker_csv(kept) if form == "csv" else exports.tracker_workbook(kept)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if form == "csv" else _XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
