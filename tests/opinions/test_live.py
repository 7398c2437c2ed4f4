"""The hot path over the wire: asked and answered beside Django, kept through `kill -9`, closed doors stay closed."""

import http.client
import json
import sqlite3
import threading
import time
from contextlib import closing

import pytest
from tests.serving import Server

_PATH = "/live/opinions/hallcode/votes"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("votes"), n_guests=1).prepare().start()
    yield server
    server.stop()


class Resident:
    """A browser with its cookie for public consultations, and one connection."""

    def __init__(self, server):
        self.wire = http.client.HTTPConnection(server.address, timeout=20)
        self.wire.request("GET", "/opinions/hallcode/")
        answer = self.wire.getresponse()
        cookies = answer.headers.get_all("Set-Cookie")
        answer.read()
        self.cookie = next(one.partition(";")[0] for one in cookies if one.startswith("goen_visitor="))

    def ask(self, method="GET", body=None, path=_PATH, **headers):
        self.wire.request(
            method, path, json.dumps(body) if body is not None else None, {"Cookie": self.cookie, **headers}
        )
        answer = self.wire.getresponse()
        return answer.status, json.loads(answer.read() or b"null")


@pytest.fixture
def resident(server):
    one = Resident(server)
    yield one
    one.wire.close()


def rows(server, statement, *values):
    with closing(sqlite3.connect(server.home / "goen.sqlite3")) as database:
        return database.execute(statement, values).fetchall()


def test_an_answer_brings_the_next_question_and_leaves_out_what_is_in_hand(resident):
    _status, first = resident.ask()
    one, two, three = (asked["id"] for asked in first["asked"])

    status, told = resident.ask("POST", {"statement": one, "value": 1, "in_hand": [two, three]})

    assert (status, told["is_kept"], told["answered"], told["all"]) == (200, True, 1, 5)
    assert not {one, two, three} & {asked["id"] for asked in told["asked"]}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"statement": 1, "value": 7}, 409, "opinions.no_such_answer"),
        ({"statement": 1, "value": True}, 409, "opinions.no_such_answer"),
        ({"statement": "1", "value": 1}, 409, "opinions.no_such_answer"),
        ({"statement": 10**30, "value": 1}, 409, "opinions.no_such_answer"),
        ({"statement": 10**15, "value": 1}, 409, "opinions.statement_gone"),
        ({"statement": 1, "value": 1, "in_hand": ["x"]}, 409, "opinions.no_such_answer"),
        ({"statement": 1, "value": 1, "in_hand": list(range(99))}, 409, "opinions.no_such_answer"),
        ([1], 409, "opinions.no_such_answer"),
        (None, 409, "opinions.no_such_answer"),
    ],
)
def test_what_is_no_answer_is_told_in_words(resident, body, status, code):
    got, told = resident.ask("POST", body)

    assert (got, told["code"]) == (status, code)
    assert told["message"]


def test_strangers_forged_cookies_and_other_sites_are_refused(resident):
    answer = {"statement": 1, "value": 1}

    assert resident.ask("POST", answer, Origin="http://elsewhere.example")[0] == 404
    assert resident.ask("POST", answer, path="/live/opinions/nonesuch/votes")[0] == 404
    resident.cookie = "goen_visitor=somebody:forged"
    assert resident.ask("POST", answer)[1]["code"] == "opinions.no_cookie"


def answer_until_killed(resident, statements, acked, stop):
    """Answer as fast as answers are kept; ``acked`` holds statement to values from the last kept one on."""
    for n in range(100_000):
        statement, value = statements[n % len(statements)], n % 3 - 1
        acked.setdefault(statement, []).append(value)
        try:
            status, _told = resident.ask("POST", {"statement": statement, "value": value})
        except (OSError, http.client.HTTPException, ValueError):
            return
        if status == 200:
            acked[statement] = [value]
        if stop.is_set():
            return


def test_no_kept_answer_is_lost_when_the_server_is_killed_and_the_map_catches_up(server):
    residents = [Resident(server) for _n in range(4)]
    statements = [asked["id"] for asked in residents[0].ask()[1]["asked"]]
    kept, stop = [{} for _resident in residents], threading.Event()
    threads = [
        threading.Thread(target=answer_until_killed, args=(resident, statements, acked, stop))
        for resident, acked in zip(residents, kept, strict=True)
    ]
    before = {ballot for (ballot,) in rows(server, "SELECT id FROM opinions_ballot")}
    for thread in threads:
        thread.start()
    time.sleep(0.7)
    server.kill()
    stop.set()
    for thread in threads:
        thread.join()
    for one in residents:
        one.wire.close()
    server.start()

    found = rows(server, "SELECT ballot_id, statement_id, value FROM opinions_vote")
    by_ballot = {}
    for ballot, statement, value in found:
        by_ballot.setdefault(ballot, {})[statement] = value
    fresh = [answers for ballot, answers in by_ballot.items() if ballot not in before]
    assert len(found) == len({row[:2] for row in found})
    assert all(any(agrees(answers, acked) for answers in fresh) for acked in kept)
    assert any(kept)
    assert wait_for_map(server) == len(found)


def agrees(answers, acked):
    """Tell whether a ballot holds every kept answer, or one sent after it whose receipt did not come."""
    return all(answers.get(statement) in values for statement, values in acked.items() if len(values) == 1)


def wait_for_map(server):
    for _time in range(100):
        row = rows(server, "SELECT d.n_votes, d.serial, c.serial FROM opinions_drawing d JOIN opinions_consultation c")
        if row and row[0][1] == row[0][2]:
            return row[0][0]
        time.sleep(0.2)
    return None
