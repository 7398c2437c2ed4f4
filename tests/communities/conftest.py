"""A closed event with people, its community, and clients of each kind."""

from types import SimpleNamespace

import pytest
from django.test import Client
from tests.factories import (
    carry_pass,
    make_event,
    make_organisation,
    make_organiser,
    make_participation,
    make_user,
    sign_in,
)

from goen.base.actors import Actor
from goen.communities import services
from goen.communities.access import get_community_to_see
from goen.communities.services.communities import Outline
from goen.communities.services.members import Profile
from goen.communities.services.posts import Draft
from goen.events.access import get_member
from goen.events.models import Event


@pytest.fixture
def event(db):
    return make_event(slug="fukushima", title="若手交流会", status=Event.Status.CLOSED)


@pytest.fixture
def people(event):
    return [make_participation(event, f"参加 {number}", "福島県") for number in range(3)]


@pytest.fixture
def organiser(event):
    return make_organiser(event)


@pytest.fixture
def community(event, people, organiser):
    """Return the event's community: the organiser has opened it, nobody has joined yet."""
    return services.open_for_event(member=get_member(Actor(user_id=organiser.pk), event.slug), by=organiser)


def guest(participation):
    """Return a participant as their phone is known."""
    return Actor(passes={participation.event_id: participation.guest_pass.token})


def visit(actor, community):
    """Return the visitor of an actor, through the door."""
    return get_community_to_see(actor, community.slug)


def join(actor, community, name="参加した人", **fields):
    """Let somebody join; returns their membership."""
    return services.join(visitor=visit(actor, community), profile=Profile(name=name, **fields))


def write(actor, community, text="こんにちは", **fields):
    """Let a member write a thread."""
    return services.write_post(visitor=visit(actor, community), draft=Draft(text), **fields)


@pytest.fixture
def members(community, people):
    """Return the actors of three participants who have joined."""
    for person in people:
        join(guest(person), community, person.name)
    return [guest(person) for person in people]


@pytest.fixture
def moderator(organiser, community):
    return Actor(user_id=organiser.pk)


@pytest.fixture
def clients(community, people, organiser):
    """Return a browser of each kind: organiser, participant (invited), a stranger with an account, nobody."""
    return SimpleNamespace(
        organiser=sign_in(Client(), organiser),
        participant=carry_pass(Client(), people[0]),
        stranger=sign_in(Client(), make_user()),
        nobody=Client(),
    )


@pytest.fixture
def open_community(db):
    """Return a community of its own that everybody may read, and its moderator."""
    user = make_user(display_name="佐藤 世話", organisation=make_organisation("みらい市"))
    outline = Outline(name="まちの広場", rules="お互いを尊重する", audience="residents", access="open")
    return SimpleNamespace(
        community=services.open_community(by=user, outline=outline), actor=Actor(user_id=user.pk), user=user
    )
