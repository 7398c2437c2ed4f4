"""An event with its run sheet, and the people who run it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goen.accounts.models import Role, User
from goen.events.access import Member
from goen.events.models import Event, EventMember, Segment

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def organiser(db):
    return User.objects.create_user("organiser", password="a long password 1", display_name="佐藤 花子")


@pytest.fixture
def event(organiser):
    start = datetime(2025, 1, 30, 13, 30, tzinfo=TOKYO)
    event = Event.objects.create(
        slug="exchange", title="若手交流会", starts_at=start, ends_at=start + timedelta(hours=3), venue="杉妻会館"
    )
    EventMember.objects.create(event=event, user=organiser, role=Role.ORGANISER)
    for position, (kind, minutes) in enumerate((("opening", 10), ("discussion", 60), ("pitch", 30))):
        Segment.objects.create(event=event, position=position, kind=kind, title=f"進行{position}", minutes=minutes)
    return event


@pytest.fixture
def member(event, organiser):
    return Member(event=event, role=Role.ORGANISER, user_id=organiser.pk)
