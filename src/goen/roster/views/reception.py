"""The reception's pages: the list to tap, the list on paper, the cards with personal QR codes."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from goen.base.http import actor_of, public_link, wants_json
from goen.core.text.kana import ROWS, kana_row
from goen.events.access import Member, get_event_to
from goen.roster import access, queries, services


def _staff(request: HttpRequest, slug: str) -> Member:
    return get_event_to("roster.check_in", actor_of(request), slug)


@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the big list: everybody, or those of a kana row, an organisation, a search; 8 queries."""
    member = _staff(request, slug)
    rows = sorted((row for row in queries.roster(member.event) if row.state != "cancelled"), key=queries.by_kana)
    counts = queries.head_counts(member.event)
    page = {
        "member": member,
        "event": member.event,
        "lines": [{"row": row, "kana_row": kana_row(row.kana)} for row in _asked(request, rows)],
        "kana_rows": [row for row in ROWS if any(kana_row(person.kana) == row for person in rows)],
        "counts": counts,
        "n_here": sum(count.n_checked_in for count in counts),
        "n_expected": sum(count.n_expected for count in counts),
        "asked": request.GET,
        "island": {"slug": slug},
    }
    return render(request, "roster/desk.html", page)


@require_POST
def tap(request: HttpRequest, slug: str, participation_id: int, verb: str) -> HttpResponse:
    """Check somebody in or out; a second tap changes nothing."""
    member = _staff(request, slug)
    row = access.get_participation_to_manage(member, participation_id)
    deed = services.check_in if verb == "in" else services.undo_check_in
    deed(participation=row, by=member.key)
    if wants_json(request):
        counts = queries.head_counts(member.event)
        figures = {str(c.organisation.pk): [c.n_checked_in, c.n_expected] for c in counts}
        moment = timezone.localtime().strftime("%H:%M")
        return JsonResponse({"id": row.pk, "is_in": verb == "in", "at": moment, "counts": figures})
    return redirect(f"{reverse('roster:check-in', args=[slug])}?{request.GET.urlencode()}#p{row.pk}")


@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the list with boxes for a day without power: A4, by organisation."""
    member = _staff(request, slug)
    page = {"member": member, "event": member.event, "rows": queries.expected(member.event)}
    return render(request, "roster/paper.html", {**page, "counts": queries.head_counts(member.event)})


@require_safe
def cards(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everybody's personal QR code with their name, ten on an A4 sheet; only for those who manage the roster."""
    member = get_event_to("roster.manage", actor_of(request), slug)
    people = [_card(request, row) for row in queries.expected(member.event)]
    sheets = [people[start : start + 10] for start in range(0, len(people), 10)]
    return render(request, "roster/cards.html", {"member": member, "event": member.event, "sheets": sheets})


@require_safe
def card(request: HttpRequest, slug: str, participation_id: int) -> HttpResponse:
    """Show one person's QR code, large, to be scanned from the reception's tablet."""
    member = _staff(request, slug)
    row = access.get_participation_to_manage(member, participation_id)
    return render(request, "roster/card.html", {"member": member, "event": member.event, **_card(request, row)})


def _card(request: HttpRequest, row: Any) -> dict[str, Any]:
    return {"row": row, "link": public_link(request, reverse("roster:pass", args=[row.guest_pass.token]))}


def _asked(request: HttpRequest, rows: list[Any]) -> list[Any]:
    shown = queries.search(rows, request.GET.get("q", ""))
    row, organisation = request.GET.get("row", ""), request.GET.get("organisation", "")
    if row:
        shown = [person for person in shown if kana_row(person.kana) == row]
    if organisation:
        shown = [person for person in shown if str(person.organisation_id) == organisation]
    if request.GET.get("show") == "waiting":
        shown = [person for person in shown if person.checked_in_at is None]
    return shown
