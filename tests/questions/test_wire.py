"""Votes and ballots over the wire of a real server process: once each, however often; nothing for who may not."""

import json
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from tests.serving import Server

_MAKE = """
import django
django.setup()
from tests.factories import make_event, make_question_and_poll
from goen.events.models import Event
desk = make_question_and_poll(Event.objects.get(slug="hall"))
other = make_question_and_poll(make_event(slug="elsewhere", status="live"))
print(desk.question_id, desk.poll_id, other.question_id, other.poll_id)
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("wire"), n_guests=12).prepare()
    server.stage["asked"] = [int(number) for number in server.run(_MAKE).split()]
    server.start()
    yield server
    server.stop()


def send(server, body, session="", origin=None):
    """Post a body as it is; returns the status and the answer."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Cookie": f"sessionid={session}", "Origin": origin or f"http://{server.address}"}
    try:
        with urlopen(Request(f"http://{server.address}/live/questions/hall", data, headers), timeout=20) as answer:
            return answer.status, json.loads(answer.read())
    except HTTPError as error:
        return error.code, json.loads(error.read())


def counted(server):
    code = (
        "import django; django.setup(); from goen.questions.models import Answer, Upvote;"
        " print(Upvote.objects.count(), Answer.objects.count())"
    )
    return [int(number) for number in server.run(code).split()]


def test_a_hall_that_sends_everything_twice_counts_once(server):
    question, poll, *_other = server.stage["asked"]
    guests = server.stage["guests"]
    wishes = [(guest, {"question": question, "is_up": True}) for guest in guests]
    wishes += [(guest, {"poll": poll, "options": [k % 2 + 1]}) for k, guest in enumerate(guests)]
    with ThreadPoolExecutor(12) as hall:
        answers = list(hall.map(lambda wish: send(server, wish[1], wish[0]), wishes * 2))

    assert {status for status, _answer in answers} == {200}
    assert counted(server) == [len(guests), len(guests)]


UNREADABLE = (
    b"",
    b"{",
    b"[]",
    b"x" * 3000,
    {"question": "1", "is_up": True},
    {"question": 1},
    {"question": True, "is_up": True},
    {"poll": "1"},
    {"poll": 10**30, "options": [1]},
    {"question": 10**30, "is_up": True},
    {"poll": None, "options": [1]},
)


def test_what_cannot_be_read_or_is_not_theirs_changes_nothing(server):
    own, _poll, question, poll = server.stage["asked"]
    guest = server.stage["guests"][0]
    before = counted(server)

    for body in UNREADABLE:
        status, answer = send(server, body, guest)
        assert (status in (404, 409), bool(answer["message"])) == (True, True), body
    assert send(server, {"question": question, "is_up": True}, guest)[0] == 409
    assert send(server, {"poll": poll, "options": [1]}, guest)[0] == 404
    assert send(server, {"question": own, "is_up": True})[0] == 404
    assert send(server, {"question": own, "is_up": True}, guest, "http://evil.example")[0] == 404

    assert counted(server) == before
