"""What every answer carries, whatever the page: policy, framing, sniffing, cookies, caching of what is personal."""

import pytest
from django.conf import settings
from django.test import Client
from tests.factories import PASSWORD, carry_pass, make_event, make_organiser, make_participation, make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/nothing/", "/api/", "/api/v1/events", "/open-data/events.csv"]
)
def test_every_answer_carries_the_policy(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera" in headers["Permissions-Policy"]


def test_a_form_without_its_token_is_refused():
    strict = Client(enforce_csrf_checks=True)
    make_user("hanako")
    answer = strict.post("/accounts/login/", {"username": "hanako", "password": PASSWORD})
    assert answer.status_code == 403


def test_the_session_is_renewed_at_sign_in_and_ends_with_the_password(client):
    user = make_user("hanako")
    event = make_event()
    carry_pass(client, make_participation(event))
    before = client.session.session_key
    client.post("/accounts/login/", {"username": "hanako", "password": PASSWORD})
    assert client.session.session_key != before
    user.set_password("another long password")
    user.save()
    assert client.get("/accounts/profile/").status_code == 404


def test_cookies_are_closed_to_scripts_and_other_sites(client):
    make_user("hanako")
    cookie = client.post("/accounts/login/", {"username": "hanako", "password": PASSWORD}).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert settings.SESSION_COOKIE_SECURE is (settings.SECURE_PROXY_SSL_HEADER is not None)


@pytest.mark.parametrize(
    "asked", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:evil.example"]
)
def test_after_signing_in_nobody_is_led_elsewhere(client, asked):
    make_user("hanako")
    answer = client.post(f"/accounts/login/?next={asked}", {"username": "hanako", "password": PASSWORD, "next": asked})
    assert answer.status_code == 302
    assert answer.url.startswith("/")
    assert not answer.url.startswith("//")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example"])
def test_a_host_the_operator_did_not_name_is_refused(client, host):
    answer = client.get("/", headers={"host": host, "referer": f"http://{host}/"})
    assert answer.status_code == 400
    assert host not in answer.content.decode()


def test_a_title_with_markup_is_shown_as_typed_and_never_run(client):
    event = make_event(title="<script>alert(1)</script>", is_public=True)
    page = client.get(f"/e/{event.slug}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_upload_beyond_the_limit_is_refused_before_it_is_read(client):
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE <= 16 * 1024 * 1024
    answer = client.post(
        "/accounts/login/", "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1), content_type="text/plain"
    )
    assert answer.status_code in (400, 413, 200)
    many = {f"f{n}": "1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert client.post("/accounts/login/", many).status_code == 400


def test_no_browser_keeps_a_page_of_other_peoples_data(client):
    event = make_event()
    sign_in(client, make_organiser(event))
    roster = client.get(f"/events/{event.slug}/roster/")
    assert roster.status_code == 200
    assert "no-store" in roster.headers["Cache-Control"]
