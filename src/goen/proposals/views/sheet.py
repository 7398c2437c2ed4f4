"""Pages of proposals."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goen.base.http import actor_of, wants_json
from goen.base.messages import sentence
from goen.core.errors import GoenError
from goen.events.access import Member
from goen.pitches.queries import current_pitch, now_state, pitches_of
from goen.proposals import access, queries, services
from goen.proposals.queries import Proposal
from goen.proposals.schemas import SheetInput, draw_sheet, read_sheet

_CONFLICT = 409


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every group's sheet at a glance; ≤ 9 queries."""
    member = access.get_proposals_to_see(actor_of(request), slug)
    services.open_missing_sheets(event=member.event)
    proposals = queries.proposals_of(member.event)
    cards = [{"proposal": each, "parts": queries.parts_of(each)} for each in proposals]
    context = {"member": member, "event": member.event, "cards": cards, "tab": "proposal"}
    context["own_group_id"] = queries.own_group_id(member)
    context["earlier"] = queries.earlier_proposals_of(member.event) if member.is_organiser else []
    return render(request, "proposals/list.html", context)


@require_safe
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead a guest to their own table's sheet, others to the list."""
    member = access.get_proposals_to_see(actor_of(request), slug)
    services.open_missing_sheets(event=member.event)
    group_id = queries.own_group_id(member)
    own = queries.proposal_of_group(group_id) if group_id else None
    return redirect("proposals:sheet", slug, own.pk) if own else redirect("proposals:list", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, slug: str, proposal_id: int) -> HttpResponse:
    """Show a sheet, or take what was written on it; ≤ 10 queries to show."""
    if request.method == "POST":
        return _write(request, slug, proposal_id)
    member, proposal = access.get_proposal_to_see(actor_of(request), slug, proposal_id)
    return render(request, "proposals/sheet.html", _sheet_context(member, proposal))


@require_safe
def version(request: HttpRequest, slug: str, proposal_id: int) -> HttpResponse:
    """Tell the sheet's version, so that a table-mate's change is noticed."""
    _member, proposal = access.get_proposal_to_see(actor_of(request), slug, proposal_id)
    return JsonResponse({"version": proposal.version})


@require_safe
def slides(request: HttpRequest, slug: str, proposal_id: int) -> HttpResponse:
    """Show a sheet as slides for the projector."""
    member, proposal = access.get_proposal_to_see(actor_of(request), slug, proposal_id)
    context = {"member": member, "event": member.event, "proposal": proposal, "parts": _by_key(proposal)}
    return render(request, "proposals/slides.html", context)


@require_safe
def paper(request: HttpRequest, slug: str, proposal_id: int) -> HttpResponse:
    """Show a sheet as one A4 page."""
    member, proposal = access.get_proposal_to_see(actor_of(request), slug, proposal_id)
    context = {"member": member, "event": member.event, "proposal": proposal, "parts": queries.parts_of(proposal)}
    return render(request, "proposals/paper.html", context)


@require_safe
def stage(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the hall sees during presentations: the running pitch's slides and its countdown."""
    member = access.get_proposals_to_see(actor_of(request), slug)
    now = current_pitch(member.event)
    proposal = queries.proposal_of_group(now.pitch.group_id) if now else None
    context = {
        "member": member,
        "event": member.event,
        "now": now,
        "proposal": proposal,
        "order": pitches_of(member.event),
    }
    context["parts"] = _by_key(proposal) if proposal else {}
    context["timer"] = {
        "slug": slug,
        "url": reverse("pitches:now", args=[slug]),
        "now": now_state(member.event),
        "hall": True,
    }
    return render(request, "proposals/stage.html", context)


def _write(request: HttpRequest, slug: str, proposal_id: int) -> HttpResponse:
    member, proposal = access.get_proposal_to_write(actor_of(request), slug, proposal_id)
    sent = read_sheet(request.POST.dict())
    problem, conflicts = "", {}
    try:
        conflicts = services.save_words(member=member, proposal=proposal, changes=sent.changes)
        _act(member, proposal, sent)
    except GoenError as error:
        problem = sentence(error)
    if wants_json(request):
        return _saved(slug, proposal_id, conflicts, problem)
    if not problem and not conflicts:
        return redirect("proposals:sheet", slug, proposal_id)
    fresh = queries.proposal_of(member.event, proposal_id)
    context = _sheet_context(member, fresh or proposal, sent, conflicts) | {"problem": problem}
    return render(request, "proposals/sheet.html", context, status=_CONFLICT)


def _saved(slug: str, proposal_id: int, conflicts: dict[str, str], problem: str) -> HttpResponse:
    """Answer the page's own script; a conflict is no refusal: everything else was saved."""
    at = timezone.localtime().strftime("%H:%M")
    answer = {"saved_at": at, "conflicts": conflicts, "problem": problem, "slug": slug, "proposal": proposal_id}
    return JsonResponse(answer)


def _act(member: Member, proposal: Proposal, sent: SheetInput) -> None:
    """Do what the pressed button says, after the words were saved."""
    common: dict[str, Any] = {"member": member, "proposal": proposal}
    if sent.verb == "take":
        services.take_note(**common, note_id=sent.key, part=sent.part)
    elif sent.verb in ("up", "down"):
        services.move_item(**common, item_id=sent.number, step=-1 if sent.verb == "up" else 1)
    elif sent.verb == "drop":
        services.drop_item(**common, item_id=sent.number)
    elif sent.verb in ("add", "save"):
        parts = [sent.part] if sent.verb == "add" else list(sent.new)
        for part in parts:
            services.add_sentence(**common, part=part, text=sent.new.get(part, ""))


def _sheet_context(
    member: Member, proposal: Proposal, sent: SheetInput | None = None, conflicts: dict[str, str] | None = None
) -> dict[str, object]:
    words = {"title": proposal.title, "summary": proposal.summary}
    return {
        "member": member,
        "event": member.event,
        "proposal": proposal,
        "sheet": draw_sheet(words, queries.parts_of(proposal), sent, conflicts),
        "columns": queries.columns_of(proposal),
        "taken": queries.taken_from(proposal),
        "may_write": access.may_write(member, proposal),
        "conflicts": conflicts,
        "tab": "proposal",
    }


def _by_key(proposal: Proposal) -> dict[str, queries.SheetPart]:
    return {part.key: part for part in queries.parts_of(proposal)}
