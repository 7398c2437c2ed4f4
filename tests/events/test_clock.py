"""The clock of the day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from goen.base import live
from goen.base.actors import Actor
from goen.core.errors import BadInputError
from goen.events import services
from goen.events.access import get_member
from goen.events.models import Clock, Event, Segment
from goen.events.queries import clock_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(event, django_capture_on_commit_callbacks):
    """Hear what the events slice publishes; closing a day sets others to work, whose news is theirs."""
    heard = []
    stop = live.listen(lambda *news: heard.append(news) if news[1].startswith("events.") else None)
    yield heard
    stop()


def moment_free(state):
    return {key: value for key, value in state.items() if key != "server_ms"}


def test_starting_the_day_starts_the_first_segment_once(member):
    services.start_day(member=member)
    services.start_day(member=member)

    clock = Clock.objects.get(event=member.event)
    assert member.event.status == Event.Status.LIVE
    assert clock.segment.kind == "opening"


def test_a_day_without_a_run_sheet_does_not_start(member):
    Segment.objects.all().delete()
    with pytest.raises(BadInputError, match=r"events\.no_run_sheet"):
        services.start_day(member=member)


def test_two_taps_on_next_do_not_skip_a_segment(member):
    services.start_day(member=member)
    seen = member.event.clock.segment_id
    services.next_segment(member=member, after=seen)
    services.next_segment(member=member, after=seen)
    assert Clock.objects.get().segment.kind == "discussion"


def test_extending_a_segment_that_is_over_counts_from_now(member):
    services.start_day(member=member)
    Clock.objects.update(ends_at=timezone.now() - timedelta(minutes=3))
    clock = services.extend(member=member, minutes=5)
    assert timedelta(minutes=4, seconds=58) < clock.ends_at - timezone.now() <= timedelta(minutes=5)


def test_shortening_never_goes_below_nothing(member):
    services.start_day(member=member)
    clock = services.shorten(member=member, minutes=600)
    assert abs(clock.ends_at - timezone.now()) < timedelta(seconds=2)


def test_a_pause_keeps_what_is_left(member):
    services.start_day(member=member)
    paused = services.pause(member=member)
    assert paused.ends_at is None
    assert 598 <= paused.paused_left_s <= 600
    resumed = services.resume(member=member)
    assert timedelta(minutes=9, seconds=57) < resumed.ends_at - timezone.now() <= timedelta(minutes=10)


@pytest.mark.parametrize("verb", [services.pause, services.resume])
def test_nothing_can_be_paused_before_it_runs(member, verb):
    with pytest.raises(BadInputError, match=r"events\.nothing_runs"):
        verb(member=member)


def test_old_state_and_messages_give_the_fresh_state(member, organiser, news, django_capture_on_commit_callbacks):
    steps = [
        lambda: services.start_day(member=member),
        lambda: services.next_segment(member=member),
        lambda: services.extend(member=member, minutes=5),
        lambda: services.pause(member=member),
        lambda: services.shorten(member=member, minutes=1),
        lambda: services.resume(member=member),
        lambda: services.broadcast(member=member, message="休憩は\n 15時まで"),
        lambda: services.previous_segment(member=member),
        lambda: services.close_event(member=member),
        lambda: services.reopen_event(member=member),
    ]
    for step in steps:
        with django_capture_on_commit_callbacks(execute=True):
            step()
        fresh = clock_state(get_member(Actor(user_id=organiser.pk), "exchange").event)
        assert moment_free(news[-1][2]) == moment_free(fresh)
        assert news[-1][:2] == (f"event:{member.event.pk}", "events.clock_changed")


def test_versions_only_grow(member, news, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.start_day(member=member)
        services.extend(member=member, minutes=1)
        services.close_event(member=member)
    versions = [data["version"] for _topic, _kind, data in news]
    assert versions == sorted(set(versions))


def test_the_real_times_of_the_day_are_kept(member):
    services.start_day(member=member)
    services.next_segment(member=member)
    first, second, third = Segment.objects.all()
    assert first.began_at is not None
    assert first.ended_at is not None
    assert second.began_at is not None
    assert second.ended_at is None
    assert third.began_at is None
