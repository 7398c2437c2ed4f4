"""Run sheets: their arithmetic and the days Goen knows how to plan."""

from goen.core.runsheet.arithmetic import Line as Line
from goen.core.runsheet.arithmetic import Problem as Problem
from goen.core.runsheet.arithmetic import Span as Span
from goen.core.runsheet.arithmetic import expected_end as expected_end
from goen.core.runsheet.arithmetic import main_minutes as main_minutes
from goen.core.runsheet.arithmetic import planned_spans as planned_spans
from goen.core.runsheet.arithmetic import problems as problems
from goen.core.runsheet.templates import TEMPLATES as TEMPLATES
from goen.core.runsheet.templates import Template as Template
