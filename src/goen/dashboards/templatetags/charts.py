"""``{% chart_place chart %}``: where the browser draws a chart; the table beside it says the same without scripts."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goen.core.indicators import Period
from goen.dashboards.models import Value
from goen.dashboards.queries import Chart
from goen.dashboards.queries.ledger import year_label
from goen.dashboards.queries.shapes import figure_text

register = template.Library()


@register.simple_tag
def chart_place(chart: Chart) -> SafeString:
    """Return the place of a chart with its data; one script draws all of a page, also those that come later."""
    return format_html(
        '<div class="chart-place" data-chart="{}" role="img" aria-label="{}"></div>',
        json.dumps(chart.props, ensure_ascii=False),
        f"{chart.title}。{chart.words}",
    )


@register.filter
def figure(value: float | None) -> str:
    """Return a figure with thousands and without needless decimals."""
    return figure_text(value)


@register.filter
def period_label(value: Value) -> str:
    """Return the period a figure stands for."""
    return Period(value.start, value.grain).label


@register.filter
def fiscal(year: int) -> str:
    """Return a fiscal year as documents write it."""
    return year_label(year)
