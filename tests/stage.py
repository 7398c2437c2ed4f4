"""What a server process under test is given: a running event, a table of guests, an organiser, their sessions."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from tests.factories import make_asked, make_event, make_member, make_participation, run_segment

from goen.base.http import PASSES
from goen.boards.services import open_boards
from goen.events.models import Event
from goen.grouping.models import Group, Plan, Seat


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
    return {
        "boards": [board.pk for board in boards],
        "slug": event.slug,
        "event": event.pk,
        "plan": plan.pk,
        "guests": [guest_session(person) for person in people],
        "participations": [person.pk for person in people],
        "organiser": user_session(make_member(event)),
    }


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
