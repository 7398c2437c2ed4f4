"""What a server process under test is given: a running event, a table of guests, an organiser, their sessions."""

import os
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from tests.factories import make_asked, make_event, make_member, make_participation, run_segment

from goen.base.actors import Actor
from goen.base.http import PASSES
from goen.boards.services import open_boards
from goen.communities import services as communities
from goen.communities.access import get_community_to_see
from goen.communities.services.members import Profile
from goen.communities.services.posts import Draft, GatheringDraft, PollDraft
from goen.events.access import get_member
from goen.events.models import Event
from goen.grouping.models import Group, Plan, Seat
from goen.showcase import services as showcase


def set_stage(n_guests: int, naming: str = Event.Naming.NAMED) -> dict:
    """Make a live event with one table of guests and a second, empty one."""
    event = run_segment(make_event(slug="hall", naming=naming))
    people = [make_participation(event, f"参加 {k:03}") for k in range(n_guests)]
    plan = Plan.objects.create(event=event, number=1, state=Plan.State.PUBLISHED)
    groups = [Group.objects.create(plan=plan, number=number) for number in (1, 2)]
    for person in people:
        Seat.objects.create(plan=plan, group=groups[0], participation=person)
    boards = open_boards(plan=plan)
    statements = (
        "夜間窓口がほしい",
        "申請は画面で済ませたい",
        "紙も残してほしい",
        "会議を減らしたい",
        "公園を増やしたい",
    )
    make_asked(event, statements, audience="public", code="hallcode")
    organiser = make_member(event)
    if os.environ.get("STAGE_GOES_ON"):
        go_on(event, people[0], organiser)
    return {
        "boards": [board.pk for board in boards],
        "slug": event.slug,
        "event": event.pk,
        "plan": plan.pk,
        "guests": [guest_session(person) for person in people],
        "participations": [person.pk for person in people],
        "organiser": user_session(organiser),
    }


def go_on(event: Event, guest, organiser) -> None:
    """Open the event's community with a thread of every kind in it, and put a page out."""
    member = get_member(Actor(user_id=organiser.pk), event.slug)
    community = communities.open_for_event(member=member, by=organiser)
    actor = Actor(passes={event.pk: guest.guest_pass.token})
    communities.join(visitor=get_community_to_see(actor, community.slug), profile=Profile(guest.name))
    visitor, start = get_community_to_see(actor, community.slug), timezone.now() + timedelta(days=3)
    communities.write_post(visitor=visitor, draft=Draft("はじめまして"), poll=PollDraft(["はい", "いいえ"]))
    gathering = GatheringDraft(start, start + timedelta(hours=1), "会議室")
    communities.write_post(visitor=visitor, draft=Draft("集まりましょう"), gathering=gathering)
    page = showcase.create_page(by=organiser, kind="event", title=event.title, event=event)
    showcase.edit_page(page=page, words={"title_en": "Hall", "lead": "出会いの一日"}, by="user:1")
    showcase.publish(page=page, by="user:1")


def guest_session(participation) -> str:
    store = _store()
    store[PASSES] = {str(participation.event_id): participation.guest_pass.token}
    store.create()
    return store.session_key


def user_session(user) -> str:
    store = _store()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key


def _store():
    return import_module(settings.SESSION_ENGINE).SessionStore()
