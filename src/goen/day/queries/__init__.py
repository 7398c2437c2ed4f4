"""What the screens of the live day show."""

from goen.day.queries.control import SCREEN_MODES as SCREEN_MODES
from goen.day.queries.control import Control as Control
from goen.day.queries.control import control as control
from goen.day.queries.now import Now as Now
from goen.day.queries.now import now as now
from goen.day.queries.screen import ScreenState as ScreenState
from goen.day.queries.screen import screen as screen
from goen.day.queries.tables import tables as tables
