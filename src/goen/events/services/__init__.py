"""Every write of the events slice, one function per verb."""

from goen.events.services.clock import broadcast as broadcast
from goen.events.services.clock import extend as extend
from goen.events.services.clock import next_segment as next_segment
from goen.events.services.clock import pause as pause
from goen.events.services.clock import previous_segment as previous_segment
from goen.events.services.clock import resume as resume
from goen.events.services.clock import shorten as shorten
from goen.events.services.clock import start_segment as start_segment
from goen.events.services.status import close_event as close_event
from goen.events.services.status import open_registration as open_registration
from goen.events.services.status import reopen_event as reopen_event
from goen.events.services.status import start_day as start_day
