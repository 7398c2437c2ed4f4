"""An event ready for grouping: thirty people, four themes."""

import pytest
from tests.factories import make_event, make_organiser, make_roster, make_themes

from goen.base.actors import Actor
from goen.events.access import get_member
from goen.grouping import services
from goen.grouping.models import Plan
from goen.grouping.queries import PlanSettings


@pytest.fixture
def event(db):
    return make_event()


@pytest.fixture
def themes(event):
    return make_themes(event)


@pytest.fixture
def roster(event):
    return make_roster(event)


@pytest.fixture
def organiser(event):
    return make_organiser(event)


@pytest.fixture
def member(event, organiser):
    return get_member(Actor(user_id=organiser.pk), event.slug)


@pytest.fixture
def solved(member, roster, themes, django_capture_on_commit_callbacks):
    """Make a plan of four groups whose search is done."""
    settings = PlanSettings(n_groups=4, theme_ids=tuple(theme.pk for theme in themes), iterations=60_000)
    with django_capture_on_commit_callbacks(execute=True):
        plan, _job = services.make_plan(member=member, settings=settings)
    plan = Plan.objects.get(pk=plan.pk)
    plan.event = member.event
    return plan
