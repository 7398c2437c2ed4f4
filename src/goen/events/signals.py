"""News of events for the slices above; sent inside the transaction of the write, with ``event`` as sender's keyword."""

from django.dispatch import Signal

# Each is sent with event=Event; all but event_planned also with member=Member (who did it).
event_planned = Signal()  # also with source=Event or None: the event it was cloned from
day_started = Signal()
segment_started = Signal()  # also with segment=Segment
event_closed = Signal()
