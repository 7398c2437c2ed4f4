"""Addresses are told, signed and again; nowhere inside; nothing told names anybody."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import sign_in

from goen.accounts.models import User
from goen.base import audit, jobs, outbound
from goen.base.models import Job
from goen.core.errors import BadInputError
from goen.exchange import services
from goen.exchange.models import Delivery
from goen.exchange.phases import RETRIES
from goen.exchange.services.hooks import signature

pytestmark = pytest.mark.django_db


class Receiver:
    """Somebody's server that keeps what it was told and answers with ``status``."""

    def __init__(self):
        self.status, self.got = 204, []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((self.path, dict(self.headers), body))
                self.send_response(outer.status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/told"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def receiver(settings):
    settings.WEBHOOK_NETS = ["127.0.0.0/8"]
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def hook(member, receiver):
    return services.save_hook(member=member, url=receiver.url, verbs=["roster"])


def say(member, verb="roster.check_in", **details):
    audit.record(member.key, verb, "participation:1", event=member.event.pk, **details)
    jobs.run_waiting()


def test_what_happens_is_told_with_a_signature_that_holds(member, hook, receiver):
    _hook, secret = hook
    say(member, name="縁野 花子", secret_text="言わないで")
    say(member, "voices.save")
    path, headers, body = receiver.got[0]
    assert (len(receiver.got), path, headers["Goen-Event"]) == (1, "/told", "roster.check_in")
    moment = int(headers["Goen-Signature"].partition(",")[0].removeprefix("t="))
    assert headers["Goen-Signature"] == signature(secret, moment, body)
    assert json.loads(body)["data"] == {
        "event": "town",
        "object": "participation:1",
        "at": json.loads(body)["data"]["at"],
    }
    assert "縁野" not in body.decode()
    assert "言わないで" not in body.decode()
    assert Delivery.objects.get().state == Delivery.State.SENT


def test_what_was_not_taken_is_tried_again_later_and_at_last_given_up(member, hook, receiver):
    receiver.status = 500
    say(member)
    delivery = Delivery.objects.get()
    for number in range(1, len(RETRIES) + 1):
        waiting = Job.objects.filter(name="exchange.deliver", state=Job.State.WAITING).get()
        assert waiting.not_before is not None
        waiting.delete()
        services.deliver(delivery_id=delivery.pk)
        delivery.refresh_from_db()
        assert delivery.attempts == number + 1
    assert (delivery.state, delivery.status) == (Delivery.State.FAILED, 500)
    receiver.status = 200
    services.replay(delivery=delivery)
    jobs.run_waiting()
    assert Delivery.objects.first().state == Delivery.State.SENT


def test_a_redirect_is_not_followed(member, hook, receiver):
    receiver.status = 302
    say(member)
    assert [path for path, _headers, _body in receiver.got] == ["/told"]
    assert Delivery.objects.get().state == Delivery.State.WAITING


INSIDE = (
    "http://127.0.0.1/", "http://localhost/", "http://10.0.0.5/", "http://192.168.1.1/", "http://169.254.169.254/latest/",
    "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fd00::1]/", "http://0.0.0.0/", "http://2130706433/",
    "http://0x7f000001/", "http://127.1/", "http://[2002:7f00:1::]/", "http://224.0.0.1/", "http://100.64.0.1/",
)  # fmt: skip
ODD = ("ftp://example.com/", "file:///etc/passwd", "http://user:pass@93.184.216.34/", "gopher://x/", "http:///x", "x",
       "http://93.184.216.34:99999/", "http://93.184.216.34/\r\nX: y", "javascript:alert(1)")  # fmt: skip


@pytest.mark.parametrize("url", INSIDE)
def test_nothing_inside_is_ever_called(member, url, settings):
    settings.WEBHOOK_NETS = []
    with pytest.raises(BadInputError, match=r"base\.(inside_address|unknown_host)"):
        services.save_hook(member=member, url=url, verbs=[])


@pytest.mark.parametrize("url", ODD)
def test_odd_addresses_are_refused(member, url):
    with pytest.raises(BadInputError, match=r"base\.(bad_address|unknown_host)"):
        services.save_hook(member=member, url=url, verbs=[])


def test_a_name_that_moves_inside_after_the_look_is_not_followed(member, hook, receiver, settings, monkeypatch):
    settings.WEBHOOK_NETS = []
    say(member)
    assert receiver.got == []
    assert Delivery.objects.get().problem == "base.inside_address"
    outside = [(2, 1, 6, "", ("93.184.216.34", 80))]
    inside = [(2, 1, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr(outbound.socket, "getaddrinfo", lambda *_a, **_k: [*outside, *inside])
    with pytest.raises(BadInputError, match="inside_address"):
        outbound.look_at("http://example.com/")


@given(st.text(max_size=60))
def test_no_text_as_an_address_breaks_the_look(text):
    try:
        outbound.look_at(f"http://127.0.0.1/{text}" if len(text) % 2 else text)
    except BadInputError as refusal:
        assert refusal.code.startswith("base.")  # noqa: PT017 - one of ours is what is promised


def test_the_page_adds_shows_the_secret_once_tries_and_removes(client, member, receiver):
    sign_in(client, User.objects.get(pk=member.user_id))
    page = "/events/town/connections/"
    shown = client.post(page, {"url": receiver.url}).content.decode()
    secret = shown.partition("<code>")[2].partition("</code>")[0]
    again = client.get(page).content.decode()
    assert len(secret) > 30
    assert secret not in again
    hook_id = again.partition("/hooks/")[2].partition("/")[0]
    client.post(f"{page}hooks/{hook_id}/try/")
    jobs.run_waiting()
    assert receiver.got[0][1]["Goen-Event"] == "exchange.trial"
    client.post(f"{page}hooks/{hook_id}/remove/")
    assert receiver.url not in client.get(page).content.decode()
    refused = client.post(page, {"url": "http://169.254.169.254/"})
    assert refused.status_code == 400
    assert "内部のアドレス" in refused.content.decode()
