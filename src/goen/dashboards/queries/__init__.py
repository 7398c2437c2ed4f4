"""Every read of the dashboards."""

from goen.dashboards.queries.event import EventFigures as EventFigures
from goen.dashboards.queries.event import chart_of as chart_of
from goen.dashboards.queries.event import event_figures as event_figures
from goen.dashboards.queries.shapes import Chart as Chart
