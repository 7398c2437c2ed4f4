"""Plans: made, solved, proven, moved, published."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of
from goen.base.messages import sentence, sentence_of
from goen.core.errors import BadInputError
from goen.events.access import Member
from goen.grouping import queries, services
from goen.grouping.access import get_event_to_group, get_plan_to_edit
from goen.grouping.forms import CardsForm, PlanForm, table_forms
from goen.grouping.schemas import read_changes


@require_http_methods(["GET", "HEAD", "POST"])
def plans(request: HttpRequest, slug: str) -> HttpResponse:
    """List the plans, and make a new one; 10 queries."""
    member = get_event_to_group(actor_of(request), slug)
    form = PlanForm(request.POST or None, event=member.event)
    if form.is_valid():
        try:
            plan, _job = services.make_plan(member=member, settings=form.settings(), rooms=form.capacities())
        except BadInputError as error:
            form.add_error(None, sentence(error))
        else:
            return redirect("grouping:plan", slug, plan.number)
    context = {
        "member": member,
        "event": member.event,
        "form": form,
        "plans": queries.plans_of(member.event),
        "n_rules": queries.rules_of(member.event).count(),
    }
    return render(request, "grouping/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rotation(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what rotation cards promise for so many tables, and make a plan by them."""
    member = get_event_to_group(actor_of(request), slug)
    form = CardsForm(request.POST or request.GET or None, event=member.event)
    promised = form.rotation() if form.is_valid() else None
    if promised and request.method == "POST":
        try:
            plan, _job = services.make_plan(member=member, settings=form.settings())
        except BadInputError as error:
            form.add_error(None, sentence(error))
        else:
            return redirect("grouping:plan", slug, plan.number)
    context = {"member": member, "event": member.event, "form": form, "promised": promised}
    return render(request, "grouping/rotation.html", context)


@require_safe
def plan(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a plan in the editor, or how far its search is."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    context: dict[str, Any] = {"member": member, "event": member.event, "plan": row, "job": queries.open_job(row)}
    here = reverse("grouping:plan", args=(slug, number))
    if context["job"]:
        context["job_problem"] = sentence_of(context["job"].error_code, context["job"].error_params)
        context["job_props"] = {
            **_job_props(context["job"], here, _("組合せを探しています…")),
            "note": _("いまの最良 {a} 点"),
        }
    else:
        context |= _editor(row, member, here)
    return render(request, "grouping/plan.html", context)


def _editor(plan: Any, member: Member, here: str) -> dict[str, Any]:
    sheet = queries.sheet_of(plan)
    proof = queries.proof_job(plan)
    address = reverse("grouping:change", args=(member.event.slug, plan.number))
    result = sheet["result"]
    found: dict[str, Any] = {
        "result": result,
        "island_props": {"sheet": sheet, "change_url": address},
        "may_prove": sheet["is_small"] and not result["is_proven"] and not any(sheet["score"]["violations"].values()),
        "clash": queries.clash_of(plan),
        "misfits": queries.misfits_of(plan),
    }
    if proof:
        found["proof_props"] = {
            **_job_props(proof, here, _("最良かどうか、すべての組合せを調べています…")),
            "note": _("この案 {a} 点、下限 {b} 点まで確かめました"),
        }
    return found


def _job_props(job: Any, here: str, label: str) -> dict[str, str]:
    cancel = reverse("base:cancel-job", args=(job.pk,))
    return {"url": reverse("base:job", args=(job.pk,)), "label": label, "next": here, "cancel": cancel}


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
def prove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Start an exact search that says whether anything better exists."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    services.start_proof(member=member, plan=row)
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


@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Name tables, say where they stand, how many fit and what they work on."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    forms = table_forms(row, request.POST or None)
    n_valid = sum(form.is_valid() for form in forms)  # each is asked, so that each shows its own errors
    if request.method == "POST" and n_valid == len(forms):
        services.set_tables(member=member, plan=row, tables=[form.facts() for form in forms])
        messages.success(
            request, _("テーブルの設定を保存しました。定員とテーマは、次に組合せを探すときから使われます。")
        )
        return redirect("grouping:plan", slug, number)
    context = {"member": member, "event": member.event, "plan": row, "forms": forms}
    return render(request, "grouping/tables.html", context)
