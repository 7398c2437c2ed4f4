"""Figures as files: the same cells as the chart, with their definition and source above."""

from django.utils.translation import gettext as _

from goen.base.documents.delimited import write_csv
from goen.dashboards.queries import Chart


def chart_csv(chart: Chart) -> bytes:
    """Return a chart's table as CSV: header first, and what a reader must know of it in the last rows."""
    header = [chart.label_title, *(f"{one.name}（{chart.unit}）" for one in chart.series)]
    rows: list[list[object]] = [[label, *(cell.value for cell in cells)] for label, cells in chart.rows]
    notes = (
        (_("定義"), chart.definition),
        (_("出典"), chart.source),
        (_("時点"), chart.as_of),
        (_("更新"), chart.updated),
    )
    rows += [[f"{word}：{text}", *("" for _one in chart.series)] for word, text in notes if text]
    return write_csv(header, rows).content
