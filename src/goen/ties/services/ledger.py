"""Writes of the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.db import transaction

from goen.events.models import Event
from goen.ties.models import Meeting


@dataclass(frozen=True)
class Table:
    """Who sat together once: a round, the table's label, and the ids of the people."""

    round_number: int
    label: str
    person_ids: tuple[int, ...]


@transaction.atomic
def write_meetings(*, event: Event, tables: Iterable[Table], at: datetime) -> int:
    """Make the ledger of an event say exactly what these tables say; returns the number of meetings; 2 queries.

    Publishing groups again replaces the event's lines, so that nobody is remembered as met who was moved away.
    """
    Meeting.objects.filter(event=event).delete()
    rows = [
        Meeting(event=event, round_number=table.round_number, group_label=table.label, low_id=low, high_id=high, at=at)
        for table in tables
        for low, high in combinations(sorted(set(table.person_ids)), 2)
    ]
    Meeting.objects.bulk_create(rows, batch_size=500)
    return len(rows)
