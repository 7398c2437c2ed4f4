"""Every read of the dashboards."""

from goen.dashboards.models import Indicator as Indicator
from goen.dashboards.queries.event import EventFigures as EventFigures
from goen.dashboards.queries.event import chart_of as chart_of
from goen.dashboards.queries.event import event_figures as event_figures
from goen.dashboards.queries.files import look_at as look_at
from goen.dashboards.queries.indicators import IndicatorPage as IndicatorPage
from goen.dashboards.queries.indicators import all_values as all_values
from goen.dashboards.queries.indicators import headline as headline
from goen.dashboards.queries.indicators import indicator_page as indicator_page
from goen.dashboards.queries.indicators import indicators_of as indicators_of
from goen.dashboards.queries.indicators import proposals_to_link as proposals_to_link
from goen.dashboards.queries.shapes import Chart as Chart
from goen.dashboards.queries.years import register_own_part as register_own_part
from goen.dashboards.queries.years import results_page as results_page
from goen.dashboards.queries.years import years_page as years_page
from goen.events.models import Partnership as Partnership
