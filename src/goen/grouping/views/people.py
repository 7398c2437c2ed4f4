"""What must hold for certain people: together, apart, there only in some rounds, met before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.core.errors import GoenError
from goen.core.rosters.reading import read_upload
from goen.grouping import queries, services
from goen.grouping.access import get_event_to_group, get_participation_to_group, get_rule_to_change
from goen.grouping.forms import AttendanceForm, EarlierFileForm, RuleForm, SeatFileForm


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """List the rules about certain people, and add one."""
    member = get_event_to_group(actor_of(request), slug)
    form = RuleForm(request.POST or None, event=member.event)
    if form.is_valid():
        services.add_rule(member=member, **form.cleaned_data)
        messages.success(request, _("決まりを追加しました。次に組合せを探すときから使われます。"))
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


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """List who comes later or leaves earlier, and add somebody."""
    member = get_event_to_group(actor_of(request), slug)
    form = AttendanceForm(request.POST or None, event=member.event)
    if form.is_valid():
        count = services.set_attendance(member=member, **form.cleaned_data)
        messages.success(request, _("{n}人の出席するラウンドを登録しました。").format(n=count))
        return redirect("grouping:attendance", slug)
    rows = queries.attendances(member.event)
    context = {"member": member, "event": member.event, "form": form, "rows": rows}
    return render(request, "grouping/attendance.html", context)


@require_POST
def clear_attendance(request: HttpRequest, slug: str, participation_id: int) -> HttpResponse:
    """Note that somebody is there all day after all."""
    row, member = get_participation_to_group(actor_of(request), slug, participation_id)
    services.clear_attendance(member=member, participation=row)
    messages.success(request, _("全ラウンドに出席に戻しました。"))
    return redirect("grouping:attendance", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: HttpRequest, slug: str) -> HttpResponse:
    """Read who met in earlier years from a file, and show what was read."""
    member = get_event_to_group(actor_of(request), slug)
    form = EarlierFileForm(request.POST or None, request.FILES or None, event=member.event)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            n_pairs, left_out = services.read_earlier(
                member=member, file_name=file.name, data=read_upload(file.chunks()), year=form.cleaned_data["year"]
            )
        except GoenError as error:
            form.add_error("file", sentence(error))
        else:
            messages.success(request, _("以前の同席 {n}組を読み取りました。").format(n=n_pairs))
            if left_out:
                text = _("今回の名簿にいない人などの {n}行は使いませんでした。").format(n=left_out)
                messages.info(request, text)
            return redirect("grouping:earlier", slug)
    years = queries.earlier_years(member.event)
    context = {"member": member, "event": member.event, "form": form, "years": years}
    return render(request, "grouping/earlier.html", context)


@require_POST
def forget_earlier(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Forget what files said about a year."""
    member = get_event_to_group(actor_of(request), slug)
    count = services.forget_earlier(member=member, year=year)
    messages.success(request, _("{year}年の {n}組を消しました。").format(year=year, n=count))
    return redirect("grouping:earlier", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def read_seats(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a plan of the seats in a workbook, or list the rows that cannot be used."""
    member = get_event_to_group(actor_of(request), slug)
    form = SeatFileForm(request.POST or None, request.FILES or None)
    problems: list[queries.ListProblem] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            plan, problems = services.plan_from_file(
                member=member, file_name=file.name, data=read_upload(file.chunks())
            )
        except GoenError as error:
            form.add_error("file", sentence(error))
        else:
            if plan:
                messages.success(request, _("ファイルの席で案を作りました。"))
                return redirect("grouping:plan", slug, plan.number)
    context = {"member": member, "event": member.event, "form": form, "problems": problems}
    return render(request, "grouping/read_seats.html", context)
