"""Statistics as offices keep them: periods, numbers, tables, and where a municipality lies."""

from goen.core.indicators.headers import guess as guess
from goen.core.indicators.numbers import Reading as Reading
from goen.core.indicators.numbers import read_number as read_number
from goen.core.indicators.periods import Period as Period
from goen.core.indicators.periods import parse_period as parse_period
from goen.core.indicators.steps import step_bounds as step_bounds
from goen.core.indicators.steps import step_of as step_of
from goen.core.indicators.tables import Columns as Columns
from goen.core.indicators.tables import Guess as Guess
from goen.core.indicators.tables import Melted as Melted
from goen.core.indicators.tables import Observation as Observation
from goen.core.indicators.tables import Trouble as Trouble
from goen.core.indicators.tables import melt as melt
