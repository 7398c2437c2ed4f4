"""News of events for the slices above; sent inside the transaction of the write, with ``event`` as sender's keyword."""

from django.dispatch import Signal

# Each is sent with event=Event and member=Member (who did it).
day_started = Signal()
segment_started = Signal()  # also with segment=Segment
event_closed = Signal()
