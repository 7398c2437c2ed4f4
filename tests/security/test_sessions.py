"""Sessions end: after a while without a request, with a new password, and on live paths as on pages."""

import time

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from tests.factories import carry_pass, make_event, make_participation, make_user

from goen.accounts.services import change_password
from goen.base.http import NEEDS_TOTP
from goen.base.live.door import actor_of_session
from goen.exchange.models import Token
from goen.exchange.phases import SCOPES
from goen.exchange.services import make_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    client.force_login(make_user("hanako"))
    client.get("/inbox/")
    return client


def idle(client, minutes):
    session = client.session
    session["goen_seen"] = time.time() - minutes * 60
    session.save()


def test_an_account_that_asks_for_nothing_is_signed_out_and_led_back(signed_in):
    idle(signed_in, 721)

    answer = signed_in.get("/inbox/?page=2")

    assert answer["Location"] == "/accounts/login/?next=/inbox/%3Fpage%3D2"
    assert SESSION_KEY not in signed_in.session


def test_an_account_in_use_stays(signed_in):
    idle(signed_in, 719)

    assert signed_in.get("/inbox/").status_code == 200
    assert time.time() - signed_in.session["goen_seen"] < 60


def test_the_table_of_a_guest_outlives_the_account_in_the_same_browser(signed_in):
    person = make_participation(make_event(slug="exchange", status="live"))
    carry_pass(signed_in, person)
    idle(signed_in, 721)
    signed_in.get("/inbox/")

    assert signed_in.get("/events/exchange/now/").status_code == 200


def test_a_new_password_ends_every_key_of_the_account():
    hanako, other = make_user("hanako"), make_user("taro")
    for user in (hanako, other):
        make_token(user_id=user.pk, name="表計算", scopes=list(SCOPES)[:1], expires_at=None)

    change_password(user=hanako, password="新しい長い合言葉です-2026")

    assert [token.user for token in Token.objects.filter(revoked_at=None)] == [other]


def test_a_live_path_knows_nobody_who_still_owes_the_second_step(settings):
    settings.TOTP_REQUIRED = True
    client = Client()
    client.force_login(make_user("hanako"))
    session = client.session
    session[NEEDS_TOTP] = True
    session.save()

    assert actor_of_session(session.session_key).user_id is None
