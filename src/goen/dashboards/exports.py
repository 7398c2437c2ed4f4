"""Figures as files: the same cells as the chart, with their definition and source above."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from goen.base.documents.delimited import write_csv
from goen.core.indicators import Period
from goen.dashboards.models import Indicator, Value
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


def indicator_csv(indicator: Indicator, values: Iterable[Value]) -> bytes:
    """Return every figure of an indicator as CSV, one a row, with unit, source, file and row."""
    header = [
        _("時点"),
        _("開始日"),
        _("地域"),
        _("地域コード"),
        _("系列"),
        _("値"),
        _("単位"),
        _("出典"),
        _("ファイル"),
        _("行"),
    ]
    rows = [
        [
            Period(value.start, value.grain).label,
            f"{value.start}",
            value.area,
            value.code,
            value.series,
            value.value,
            indicator.unit,
            indicator.source,
            value.file.file_name,
            value.row,
        ]
        for value in values
    ]
    return write_csv(header, rows).content
