"""A name said at the door opens the day and nothing beyond it."""

import pytest
from tests.factories import make_event, make_participation

from goen.base.actors import Actor
from goen.base.http import BY_NAME
from goen.roster import queries, services
from goen.roster.access import persons_of

pytestmark = pytest.mark.django_db


def text(page):
    return page.content.decode()


def open_event(status="live"):
    return make_event(slug="exchange", status=status, join_code="AB2C3D")


BEYOND_THE_DAY = ("me/edit/", "inbox/", "ties/mine/", "me/data/")


def test_a_name_alone_is_good_for_the_day_and_shows_nothing_of_the_person(client):
    row = make_participation(open_event(), "髙橋 誠", "福島県")
    row.person.mail = "makoto@example.jp"
    row.person.save()
    client.post("/j/AB2C3D/", {"name": "高橋誠"})

    own = text(client.get("/events/exchange/me/"))

    assert client.get("/events/exchange/now/").status_code == 200
    assert ("お名前だけで参加しています" in own, row.guest_pass.token in own, "makoto" in own) == (True, False, False)


@pytest.mark.parametrize("page", BEYOND_THE_DAY)
def test_what_reaches_beyond_the_day_opens_with_the_personal_link_only(client, page):
    row = make_participation(open_event(), "髙橋 誠", "福島県")
    client.post("/j/AB2C3D/", {"name": "高橋誠"})

    refused = client.get(f"/events/exchange/{page}")
    client.get(f"/p/{row.guest_pass.token}/", follow=True)

    assert (refused.status_code, "個人の QR コード" in text(refused)) == (404, True)
    assert "個人の QR コード" not in text(client.get(f"/events/exchange/{page}"))


def test_with_a_name_alone_nobody_changes_anothers_consents_or_seat(client):
    row = make_participation(open_event("registration"), "髙橋 誠", "福島県")
    services.set_consents(participation=row, given={"photo": True}, by="pass:1")
    client.post("/j/AB2C3D/", {"name": "高橋誠"})

    answers = [client.post(f"/events/exchange/me/{deed}/").status_code for deed in ("consents", "cancel")]

    row.refresh_from_db()
    assert (answers, queries.given_consents(row), row.state) == ([404, 404], {"photo"}, "expected")


def test_a_name_alone_proves_nobody_to_other_events_and_communities(client):
    row = make_participation(open_event(), "髙橋 誠", "福島県")
    client.post("/j/AB2C3D/", {"name": "高橋誠"})
    said = Actor(passes={row.event_id: row.guest_pass.token}, unproven=frozenset({row.event_id}))

    assert persons_of(said) == frozenset()
    assert persons_of(Actor(passes=said.passes)) == {row.person_id}
    assert client.session[BY_NAME] == [row.event_id]
