"""Every read of the events slice."""

from goen.events.queries.clock import clock_of as clock_of
from goen.events.queries.clock import clock_state as clock_state
