"""Pages of the grouping slice."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goen.base.http import actor_of
from goen.base.messages import sentence_of
from goen.grouping import queries, services
from goen.grouping.access import get_event_to_group, get_plan_to_edit, get_rule_to_change
from goen.grouping.exports import plan_workbook
from goen.grouping.forms import AbsenceForm, PlanForm, RuleForm
from goen.grouping.schemas import read_changes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def plans(request: HttpRequest, slug: str) -> HttpResponse:
    """List the plans, and make a new one; 8 queries."""
    member = get_event_to_group(actor_of(request), slug)
    form = PlanForm(request.POST or None, event=member.event)
    if form.is_valid():
        plan, _job = services.make_plan(member=member, settings=form.settings())
        return redirect("grouping:plan", slug, plan.number)
    context = {
        "member": member,
        "event": member.event,
        "form": form,
        "plans": queries.plans_of(member.event),
        "rules": queries.rules_of(member.event),
    }
    return render(request, "grouping/plans.html", context)


@require_GET
def plan(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a plan in the editor, or how far its search is."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    context: dict[str, Any] = {"member": member, "event": member.event, "plan": row, "job": queries.open_job(row)}
    here = reverse("grouping:plan", args=(slug, number))
    if context["job"]:
        context["job_problem"] = sentence_of(context["job"].error_code, context["job"].error_params)
        context["job_props"] = {
            "url": reverse("base:job", args=(context["job"].pk,)),
            "label": _("組合せを探しています…"),
            "next": here,
        }
    else:
        context["island_props"] = {
            "sheet": queries.sheet_of(row),
            "change_url": reverse("grouping:change", args=(slug, number)),
        }
    return render(request, "grouping/plan.html", context)


@require_POST
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Apply moves and locks made in the editor; answers the new version."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    changes, version = read_changes(request.body)
    return JsonResponse({"version": services.change_seats(member=member, plan=row, changes=changes, version=version)})


@require_POST
def remake(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Search again; locked seats stay."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    services.remake_plan(member=member, plan=row, seed=row.seed + 1)
    return redirect("grouping:plan", slug, number)


@require_POST
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Make this the plan everybody goes by."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    services.publish_plan(member=member, plan=row)
    messages.success(request, _("グループを公開しました。参加者の画面に表示されます。"))
    return redirect("grouping:plan", slug, number)


@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a published plan back."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    services.withdraw_plan(member=member, plan=row)
    messages.success(request, _("公開を取り下げました。ボードと付箋はそのまま残っています。"))
    return redirect("grouping:plan", slug, number)


@require_GET
def seating(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Print the seating chart on A4."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    context = {"event": member.event, "plan": row, "groups": queries.groups_with_people(row)}
    return render(request, "grouping/seating.html", context)


@require_GET
def cards(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Print name cards, ten to an A4 sheet."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    groups = queries.groups_with_people(row, round_number=1)
    return render(request, "grouping/cards.html", {"event": member.event, "plan": row, "groups": groups})


@require_GET
def workbook(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Download the plan as an Excel workbook."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    data = plan_workbook(row, queries.groups_with_people(row))
    name = f"groups-{member.event.slug}-{row.number}.xlsx"
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """List the rules about certain people, and add one."""
    member = get_event_to_group(actor_of(request), slug)
    form = RuleForm(request.POST or None, event=member.event)
    if form.is_valid():
        services.add_rule(member=member, **form.cleaned_data)
        messages.success(request, _("決まりを追加しました。次に作る案から使われます。"))
        return redirect("grouping:rules", slug)
    context = {"member": member, "event": member.event, "form": form, "rules": queries.rules_of(member.event)}
    return render(request, "grouping/rules.html", context)


@require_POST
def remove_rule(request: HttpRequest, slug: str, rule_id: int) -> HttpResponse:
    """Drop a rule."""
    rule, member = get_rule_to_change(actor_of(request), slug, rule_id)
    services.remove_rule(member=member, rule=rule)
    messages.success(request, _("決まりを外しました。"))
    return redirect("grouping:rules", slug)


@require_http_methods(["GET", "POST"])
def repair(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Note who did not come, and choose how to go on: few moves, or a better plan."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    form = AbsenceForm(request.POST or None, people=queries.not_arrived(row))
    if form.is_valid():
        services.note_absences(member=member, plan=row, people=form.cleaned_data["people"])
        return redirect("grouping:repair", slug, number)
    gap = queries.gap_of(row)
    context = {
        "member": member,
        "event": member.event,
        "plan": row,
        "form": form,
        "gap": gap,
        "ways": () if gap.is_empty else queries.ways_on(row),
    }
    return render(request, "grouping/repair.html", context)


@require_POST
def mend(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take one of the ways on."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    changes = request.POST.get("changes", "")
    services.mend_plan(member=member, plan=row, changes=int(changes) if changes.isdigit() else -1)
    messages.success(request, _("グループを直しました。参加者の画面も変わりました。"))
    return redirect("grouping:plan", slug, number)


@require_GET
def fairness(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show how the plan treats people, beside random mixing and what is possible."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    found, rows = queries.fairness_of(row)
    context = {"member": member, "event": member.event, "plan": row, "found": found, "rows": rows}
    return render(request, "grouping/fairness.html", context)
