"""Who may do what to an event, and when: every deed × role × moment, against the doors and every route."""

import pytest
from django.urls import reverse
from tests.factories import (
    make_event,
    make_member,
    make_participation,
    make_partnership,
    make_segment,
    make_user,
    run_segment,
    sign_in,
)

from goen.accounts.models import Role
from goen.base.actors import NOBODY, Actor
from goen.core.errors import RefusedError
from goen.events import access
from goen.events.models import Event, PartnershipMember

pytestmark = pytest.mark.django_db
ORGANISER_PAGES = ("edit", "clone", "themes", "run-sheet", "members")
MEMBER_PAGES = ("run-sheet-print", "calendar")
POSTS = {"status": {"verb": "start-day"}, "run-sheet-undo": {}, "run-sheet-fit": {}}
SEES = {Role.ORGANISER, Role.CO_ORGANISER}


@pytest.fixture
def hall():
    event = make_event(slug="hall")
    make_segment(event)
    return event


@pytest.mark.parametrize("page", ORGANISER_PAGES)
@pytest.mark.parametrize("role", [*Role, None])
def test_only_organisers_see_the_planning_pages(client, hall, page, role):
    sign_in(client, make_member(hall, role) if role else make_user())

    answer = client.get(reverse(f"events:{page}", args=("hall",)))

    assert answer.status_code == (200 if role in SEES else 404)


@pytest.mark.parametrize("role", [*Role, None])
def test_the_front_door_of_an_event_leads_each_to_their_page(client, hall, role):
    sign_in(client, make_member(hall, role) if role else make_user())

    answer = client.get(reverse("events:overview", args=("hall",)))

    assert answer.status_code == (200 if role in SEES else 302 if role else 404)
    assert role in SEES or role is None or answer.url == reverse("day:now", args=("hall",))


@pytest.mark.parametrize("page", MEMBER_PAGES)
@pytest.mark.parametrize("role", [*Role, None])
def test_everybody_in_the_event_reads_the_programme(client, hall, page, role):
    sign_in(client, make_member(hall, role) if role else make_user())

    assert client.get(reverse(f"events:{page}", args=("hall",))).status_code == (200 if role else 404)


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.DECISION_MAKER, Role.OBSERVER, Role.PARTICIPANT, None])
def test_nobody_else_changes_an_event(client, hall, name, role):
    sign_in(client, make_member(hall, role) if role else make_user())

    answer = client.post(reverse(f"events:{name}", args=("hall",)), POSTS[name])

    assert answer.status_code == 404
    hall.refresh_from_db()
    assert (hall.status, hall.revision) == (Event.Status.PLANNED, 0)


def test_the_staff_sheet_with_its_notes_is_for_organisers(client, hall):
    sign_in(client, make_member(hall, Role.PARTICIPANT))
    assert client.get(reverse("events:run-sheet-print", args=("hall",)), {"for": "staff"}).status_code == 404


def test_a_guest_with_a_pass_is_a_member_and_one_without_is_not(hall):
    row = make_participation(hall)
    holder = Actor(passes={hall.pk: row.guest_pass.token})

    assert access.get_member(holder, "hall").pass_id == row.guest_pass_id
    for actor in (NOBODY, Actor(passes={hall.pk: "guessed"}), Actor(passes={hall.pk + 1: row.guest_pass.token})):
        with pytest.raises(RefusedError):
            access.get_member(actor, "hall")


def test_a_pass_that_was_revoked_opens_nothing(hall):
    row = make_participation(hall)
    row.guest_pass.is_revoked = True
    row.guest_pass.save()
    with pytest.raises(RefusedError):
        access.get_member(Actor(passes={hall.pk: row.guest_pass.token}), "hall")


def test_refusals_tell_nothing_apart(client, hall):
    sign_in(client, make_user())
    there = client.get(reverse("events:overview", args=("hall",)), headers={"accept": "application/json"})
    not_there = client.get(reverse("events:overview", args=("none",)), headers={"accept": "application/json"})
    assert (there.status_code, there.content) == (not_there.status_code, not_there.content)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_in_the_partnership_holds_in_its_events(client, role):
    partnership = make_partnership()
    event = make_event(partnership=partnership)
    user = make_user()
    PartnershipMember.objects.create(partnership=partnership, user=user, role=role)

    assert access.get_member(Actor(user_id=user.pk), event.slug).role == role


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.ORGANISER, 200), (Role.CO_ORGANISER, 200), (Role.OBSERVER, 404), (Role.FACILITATOR, 404), (None, 404)],
)
def test_partnerships_are_changed_by_their_organisers(client, role, status):
    partnership = make_partnership()
    user = make_user()
    if role:
        PartnershipMember.objects.create(partnership=partnership, user=user, role=role)
    sign_in(client, user)

    assert client.get(reverse("events:partnership-edit", args=(partnership.slug,))).status_code == status


@pytest.mark.parametrize("name", ["new", "partnership-new"])
def test_planning_needs_an_account(client, name):
    assert client.get(reverse(f"events:{name}")).status_code == 302


@pytest.mark.parametrize(("is_public", "status"), [(True, 200), (False, 404)])
def test_only_public_events_have_a_public_page(client, is_public, status):
    make_event(slug="town", is_public=is_public)
    assert client.get(reverse("events:public", args=("town",))).status_code == status
    assert client.get(reverse("events:public-calendar", args=("town",))).status_code == status


def test_the_public_page_names_nobody(client):
    event = make_event(slug="town", is_public=True)
    make_participation(event, "縁野 結")
    run_segment(event)
    assert "縁野" not in client.get(reverse("events:public", args=("town",))).content.decode()


@pytest.mark.parametrize("asked", ["https://evil.example/", "//evil.example", "/events/other/", "/events/hall//x"])
def test_nobody_is_led_astray_after_a_change(hall, asked):
    assert access.safe_next(asked, hall) == "/events/hall/"
