"""What is kept: people, periods, frozen states."""

from datetime import date

from django.db.models import QuerySet

from goen.events.models import Event
from goen.records.models import Archive, Retention
from goen.records.queries.personal import ERASED
from goen.roster.models import Participation, Person

# From this many people on, the law asks a public body for an entry in its register of personal information files.
REGISTER_FROM = 1000


def retention_of(event: Event) -> Retention | None:
    """Return how long an event's data is kept, or None before anybody decided; 1 query."""
    return Retention.objects.filter(event=event).first()


def archives_of(event: Event) -> list[Archive]:
    """Return the frozen states of an event, newest first; 1 query."""
    return list(Archive.objects.filter(event=event))


def n_people(event: Event) -> int:
    """Return how many people of an event are still named; 1 query."""
    return Participation.objects.filter(event=event).exclude(name=ERASED).count()


def n_kept_people() -> int:
    """Return how many people this installation knows by name, over all events; 1 query."""
    return Person.objects.exclude(name=ERASED).count()


def due(today: date) -> QuerySet[Retention]:
    """Return the periods that are over and not held, those to be disposed of by themselves or by hand; 1 query."""
    rows = Retention.objects.filter(keep_until__lt=today, disposed_at=None, is_on_hold=False)
    return rows.select_related("event").order_by("keep_until")
