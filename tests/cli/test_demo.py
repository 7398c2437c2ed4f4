"""`goen demo` loads three years through the services, each in its own time."""

from datetime import date, timedelta

import pytest

from goen.base import audit
from goen.boards.models import Dot, Note
from goen.cli.demo import load, read_example
from goen.events.models import Event, Partnership
from goen.proposals.models import FollowUp
from goen.roster.models import Person
from goen.ties.models import Meeting
from goen.voices.models import Voice

# The writer of votes has a connection of its own: it must see what is committed.
pytestmark = pytest.mark.django_db(transaction=True)
# 364 days before this day lies in the same calendar year: slugs must differ all the same.
NEW_YEARS_EVE = date(2027, 12, 31)


def test_the_example_is_a_partnership_with_two_finished_years_and_this_years_event_ready():
    load(read_example(), today=NEW_YEARS_EVE)

    events = list(Partnership.objects.get().events.order_by("starts_at"))
    assert [event.status for event in events] == [Event.Status.CLOSED, Event.Status.CLOSED, Event.Status.REGISTRATION]
    assert [event.slug for event in events] == ["exchange-2025", "exchange-2026", "exchange-2027"]
    assert [event.participations.count() for event in events] == [16, 22, 30]
    assert Person.objects.count() < 16 + 22 + 30 - 20  # many come back
    for event in events[:2]:
        assert event.ends_at <= event.closed_at < event.ends_at + timedelta(minutes=5)
        written = Note.objects.filter(board__event=event)
        assert written.count() > 20
        assert all(event.starts_at < note.created_at < event.ends_at for note in written)
        assert not written.filter(author=None).exists()
        assert Voice.objects.filter(event=event, satisfaction__isnull=False).count() > 10
        assert not event.proposals.filter(title="").exists()
    stages = set(FollowUp.objects.values_list("status", flat=True))
    assert stages >= {"received", "considering", "partly", "declined", "under_way", "done"}
    assert Dot.objects.exists()
    assert Meeting.objects.filter(event=events[2]).count() == 0
    assert audit.first_broken_entry() is None
