"""A bare link lets guests of honour look on and moderators keep order; never lets anybody run the event."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import make_event, make_organiser, sign_in

from goen.accounts.models import Role
from goen.core.errors import BadInputError
from goen.events import services
from goen.events.access import Member
from goen.events.models import Pass

pytestmark = pytest.mark.django_db


def test_a_link_lets_a_decision_maker_look_on_until_it_is_ended(client):
    event = make_event(slug="town")
    sign_in(client, make_organiser(event))
    client.post("/events/town/invitations/", {"role": "decision_maker"})
    link = Pass.objects.get(role="decision_maker")
    assert reverse("roster:pass", args=(link.token,)) in client.get("/events/town/members/").content.decode()

    guest = Client()
    guest.get(reverse("roster:pass", args=(link.token,)))
    assert guest.get("/events/town/run-sheet/print/").status_code == 200
    assert guest.get("/events/town/roster/").status_code == 404

    client.post(f"/events/town/invitations/{link.pk}/end/")
    assert guest.get("/events/town/run-sheet/print/").status_code == 404


@pytest.mark.parametrize("role", ["organiser", "co_organiser", "facilitator", "participant", "nobody", ""])
def test_no_bare_link_runs_an_event(role):
    event = make_event()
    member = Member(event=event, role=Role.ORGANISER, user_id=1)
    with pytest.raises(BadInputError):
        services.invite(member=member, role=role)
    assert not Pass.objects.exists()
