"""Pages of indicators: the list, one indicator, and the way a file of figures comes in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.actors import Actor
from goen.base.http import actor_of
from goen.core.rosters.reading import read_upload
from goen.dashboards import access, exports, queries, services
from goen.dashboards.forms import AimForm, FileForm, IndicatorForm, TakeInForm
from goen.dashboards.views.event import csv_answer


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a partnership's indicators with their newest figures; 9 queries with the session."""
    actor = actor_of(request)
    partnership = access.get_partnership_to_see_figures(actor, slug)
    context = {
        "partnership": partnership,
        "lines": queries.indicators_of(partnership),
        "may_keep": access.may_keep_indicators(actor, partnership),
    }
    return render(request, "dashboards/indicators.html", context)


@require_safe
def show(request: HttpRequest, slug: str, indicator_id: int) -> HttpResponse:
    """Show an indicator: chart or map, every figure with its row, the proposals that want to move it; 10 queries with the session."""
    actor = actor_of(request)
    indicator = access.get_indicator_to_see(actor, slug, indicator_id)
    chosen = {name: request.GET.get(name, "") for name in ("period", "series")}
    context = _context(actor, indicator, queries.indicator_page(indicator, **chosen))
    return render(request, "dashboards/indicator.html", context)


@require_safe
def data(request: HttpRequest, slug: str, indicator_id: int) -> HttpResponse:
    """Give every figure of an indicator as CSV."""
    indicator = access.get_indicator_to_see(actor_of(request), slug, indicator_id)
    return csv_answer(exports.indicator_csv(indicator, queries.all_values(indicator)), f"indicator-{indicator.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a file for a new indicator."""
    partnership = access.get_partnership_to_keep_indicators(actor_of(request), slug)
    return _take_file(request, partnership, None)


@require_http_methods(["GET", "HEAD", "POST"])
def update(request: HttpRequest, slug: str, indicator_id: int) -> HttpResponse:
    """Take a newer file for an indicator."""
    indicator = access.get_indicator_to_keep(actor_of(request), slug, indicator_id)
    return _take_file(request, indicator.partnership, indicator)


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, slug: str, file_id: int) -> HttpResponse:
    """Show how a file is read, and take its figures in once a person agrees."""
    actor = actor_of(request)
    file = access.get_file_to_take_in(actor, slug, file_id)
    look = queries.look_at(file, sheet=request.GET.get("sheet", ""), header=request.GET.get("header", ""))
    form = TakeInForm(request.POST or None, file=file, look=look)
    is_good = request.method == "POST" and form.is_valid()
    if is_good and "look" not in request.POST:
        told = services.TakeIn(look, form.columns(), form.default_period(), form.fields_to_save(), form.replaces())
        indicator = services.take_in(actor=actor, file=file, told=told)
        messages.success(request, _("数値を取り込みました。"))
        return redirect("dashboards:indicator", slug, indicator.pk)
    context = {
        "partnership": file.partnership,
        "file": file,
        "look": look,
        "form": form,
        "read": look.read(form.columns(), form.default_period()),
    }
    return render(request, "dashboards/take_in.html", context, status=400 if request.POST and not is_good else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, indicator_id: int) -> HttpResponse:
    """Change what an indicator says of itself."""
    actor = actor_of(request)
    indicator = access.get_indicator_to_keep(actor, slug, indicator_id)
    form = IndicatorForm(request.POST or None, instance=access.get_indicator_to_keep(actor, slug, indicator_id))
    if request.method == "POST" and form.is_valid():
        services.change_indicator(actor=actor, indicator=indicator, fields=form.fields_to_save())
        messages.success(request, _("指標を保存しました。"))
        return redirect("dashboards:indicator", slug, indicator.pk)
    context = {"partnership": indicator.partnership, "indicator": indicator, "form": form}
    return render(request, "dashboards/indicator_form.html", context, status=400 if request.POST else 200)


@require_POST
def delete(request: HttpRequest, slug: str, indicator_id: int) -> HttpResponse:
    """Delete an indicator with its figures."""
    actor = actor_of(request)
    services.delete_indicator(actor=actor, indicator=access.get_indicator_to_keep(actor, slug, indicator_id))
    messages.success(request, _("指標を削除しました。"))
    return redirect("dashboards:indicators", slug)


@require_POST
def link(request: HttpRequest, slug: str, indicator_id: int) -> HttpResponse:
    """Say that a proposal wants to move this indicator."""
    actor = actor_of(request)
    indicator = access.get_indicator_to_keep(actor, slug, indicator_id)
    form = AimForm(request.POST, proposals=queries.proposals_to_link(indicator))
    if form.is_valid():
        words = form.cleaned_data["words"]
        services.link_proposal(actor=actor, indicator=indicator, proposal=form.cleaned_data["proposal"], words=words)
        return redirect("dashboards:indicator", slug, indicator.pk)
    context = _context(actor, indicator, queries.indicator_page(indicator)) | {"aim_form": form}
    return render(request, "dashboards/indicator.html", context, status=400)


@require_POST
def unlink(request: HttpRequest, slug: str, aim_id: int) -> HttpResponse:
    """Take the link of a proposal away."""
    actor = actor_of(request)
    aim = access.get_aim_to_remove(actor, slug, aim_id)
    indicator_id = aim.indicator_id
    services.unlink_proposal(actor=actor, aim=aim)
    return redirect("dashboards:indicator", slug, indicator_id)


def _context(actor: Actor, indicator: queries.Indicator, page: queries.IndicatorPage) -> dict[str, object]:
    may_keep = access.may_keep_indicators(actor, indicator.partnership)
    form = AimForm(proposals=queries.proposals_to_link(indicator)) if may_keep else None
    return {
        "partnership": indicator.partnership,
        "indicator": indicator,
        "page": page,
        "may_keep": may_keep,
        "aim_form": form,
    }


def _take_file(
    request: HttpRequest, partnership: queries.Partnership, indicator: queries.Indicator | None
) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        file = services.keep_file(
            actor=actor_of(request),
            partnership=partnership,
            name=upload.name,
            data=read_upload(upload.chunks()),
            indicator=indicator,
        )
        return redirect("dashboards:indicator-file", partnership.slug, file.pk)
    context = {"partnership": partnership, "indicator": indicator, "form": form}
    return render(request, "dashboards/upload.html", context, status=400 if request.method == "POST" else 200)
