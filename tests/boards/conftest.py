"""A board at a running event."""

import pytest
from tests.factories import make_event, make_organiser, make_participation, run_segment

from goen.base.actors import Actor
from goen.boards.access import get_board_to_see
from goen.boards.services import open_boards
from goen.events.models import Event
from goen.grouping.models import Group, Plan, Seat


@pytest.fixture
def event(db):
    return run_segment(make_event(slug="hall"))


@pytest.fixture
def anonymous_event(db):
    return run_segment(make_event(slug="hidden", naming=Event.Naming.ANONYMOUS))


def make_plan(event, n_groups=2, n_people=3, number=1):
    """Publish a plan in which the first group has n_people; returns plan and people."""
    event.plans.update(state=Plan.State.RETIRED)
    plan = Plan.objects.create(event=event, number=number, state=Plan.State.PUBLISHED)
    groups = [Group.objects.create(plan=plan, number=k) for k in range(1, n_groups + 1)]
    people = list(event.participations.all()[:n_people]) or [make_participation(event) for _k in range(n_people)]
    for person in people:
        Seat.objects.create(plan=plan, group=groups[0], participation=person)
    return plan, people


def guest(participation):
    return Actor(passes={participation.event_id: participation.guest_pass.token})


@pytest.fixture
def table(event):
    """Board of the first table, its people."""
    plan, people = make_plan(event)
    return open_boards(plan=plan)[0], people


@pytest.fixture
def writer_at(table):
    board, people = table
    return get_board_to_see(guest(people[0]), "hall", board.pk)


@pytest.fixture
def organiser(event):
    return Actor(user_id=make_organiser(event).pk)
