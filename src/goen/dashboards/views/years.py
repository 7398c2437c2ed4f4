"""A partnership over the years, and what came of it on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goen.base.http import actor_of
from goen.core.errors import BadInputError
from goen.dashboards import access, exports, queries
from goen.dashboards.views.event import csv_answer


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a partnership over the years: charts, and the events they were counted from; 12 queries with the session."""
    partnership = access.get_partnership_to_see_figures(actor_of(request), slug)
    context = {"partnership": partnership, "page": queries.years_page(partnership)}
    return render(request, "dashboards/years.html", context)


@require_safe
def data(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Give the figures of one chart as CSV."""
    partnership = access.get_partnership_to_see_figures(actor_of(request), slug)
    chart = next((chart for chart in queries.years_page(partnership).charts if chart.key == key), None)
    if chart is None:
        raise BadInputError("dashboards.no_such_figure")
    return csv_answer(exports.chart_csv(chart), f"{slug}-{key}")


@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Show on one page what a partnership produced; 19 queries with the session."""
    partnership = access.get_partnership_to_see_figures(actor_of(request), slug)
    context = {"partnership": partnership, "page": queries.results_page(partnership)}
    return render(request, "dashboards/results.html", context)
