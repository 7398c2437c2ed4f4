"""On the day, and how fair it is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of
from goen.core.text.normalise import whole_number
from goen.grouping import queries, services
from goen.grouping.access import get_plan_to_edit
from goen.grouping.forms import AbsenceForm


@require_http_methods(["GET", "HEAD", "POST"])
def repair(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Note who did not come, and choose how to go on: few moves, or a better plan."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    form = AbsenceForm(request.POST or None, people=queries.not_arrived(row))
    if form.is_valid():
        services.note_absences(member=member, plan=row, people=form.cleaned_data["people"])
        return redirect("grouping:repair", slug, number)
    gap = queries.gap_of(row)
    held = _rounds_held(request.GET.get("held", ""), row.n_rounds, queries.rounds_held(row))
    context = {
        "member": member,
        "event": member.event,
        "plan": row,
        "form": form,
        "gap": gap,
        "misfits": queries.misfits_of(row),
        "held": held,
        "held_choices": range(row.n_rounds),
        "ways": () if gap.is_empty else queries.ways_on(row, held),
    }
    return render(request, "grouping/repair.html", context)


@require_POST
def mend(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take one of the ways on."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    changes = whole_number(request.POST.get("changes", ""))
    held = _rounds_held(request.POST.get("held", ""), row.n_rounds, 0)
    services.mend_plan(member=member, plan=row, changes=-1 if changes is None else changes, rounds_held=held)
    if row.state == row.State.PUBLISHED:
        messages.success(request, _("グループを直しました。参加者の画面も変わりました。"))
    else:
        messages.success(request, _("グループを直しました。"))
    return redirect(reverse("grouping:plan", args=(slug, number)))


def _rounds_held(text: str, n_rounds: int, usual: int) -> int:
    held = whole_number(text)
    return usual if held is None else min(held, n_rounds - 1)


@require_safe
def fairness(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show how the plan treats people, beside random mixing and what is possible."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    context = {
        "member": member,
        "event": member.event,
        "plan": row,
        "page": queries.fairness_of(row, request.GET.get("by", "")),
    }
    return render(request, "grouping/fairness.html", context)
