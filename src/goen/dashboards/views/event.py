"""An event in figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goen.base.http import actor_of
from goen.core.errors import BadInputError
from goen.dashboards import access, exports, queries

CSV = "text/csv; charset=utf-8"


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an event's figures, whole or (``?part=1``) only what changes; 17 queries with the session."""
    member = access.get_event_to_see_figures(actor_of(request), slug)
    figures = queries.event_figures(member)
    context = {"member": member, "event": member.event, "figures": figures, "live": {"slug": slug}}
    return render(
        request, "dashboards/event_part.html" if request.GET.get("part") else "dashboards/event.html", context
    )


@require_safe
def data(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Give the figures of one chart as CSV."""
    member = access.get_event_to_see_figures(actor_of(request), slug)
    chart = queries.chart_of(queries.event_figures(member), key)
    if chart is None:
        raise BadInputError("dashboards.no_such_figure")
    return csv_answer(exports.chart_csv(chart), f"{slug}-{key}")


def csv_answer(content: bytes, name: str) -> HttpResponse:
    """Return a CSV to keep."""
    response = HttpResponse(content, content_type=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
