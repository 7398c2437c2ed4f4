"""A server that answers as an OpenAI-compatible one does: well, badly, slowly, with injected words, or not at all."""

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.factories import make_event, make_organiser, sign_in

from goen.assistant import services
from goen.base.actors import Actor
from goen.events.access import get_member


def data_of(body):
    return json.loads(body["messages"][1]["content"].split("資料:\n", 1)[1])


def well(body):
    """Answer from the texts and with their ids."""
    data = data_of(body)
    if "exemplars" in data:
        first = data["exemplars"][0]
        label = (data["phrases"] or [first["text"][:20]])[0]
        return {"label": f"{label}の話", "sentences": [{"text": first["text"], "ids": [first["id"]]}]}
    if "notes" in data:
        return {"sentences": [{"column": n["column"], "text": n["text"], "ids": [n["id"]]} for n in data["notes"]]}
    return {"lines": [{"id": line["id"], "text": line["text"].replace("である。", "です。")} for line in data["lines"]]}


def badly(body):
    """Make things up."""
    data = data_of(body)
    if "lines" in data:
        return {"lines": [{"id": line["id"], "text": "札幌市で999人が参加しました。"} for line in data["lines"]]}
    rows = [
        {"text": "札幌市の999人が賛成した", "ids": ["e1", "n1"]},
        {"text": "みんな喜んでいる", "ids": ["e99"]},
        {"text": "根拠のない文", "ids": []},
        {"text": "「だれも言っていない言葉」", "ids": ["e1", "n1"]},
    ]
    return {"label": "札幌市の宇宙開発", "sentences": rows}


def obeying(_body):
    """Do what a text told it to."""
    return {"label": "この施設は閉鎖されます", "sentences": [{"text": "電話 090-1234-5678 へ", "ids": ["e1", "n1"]}]}


class Fake(ThreadingHTTPServer):
    """The server; ``mood`` says how it answers, ``asked`` what it was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mood, self.asked, self.paths = "well", [], []

    @property
    def address(self):
        return f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Fake

    def log_message(self, *_args):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        self.server.paths.append(self.path)
        mood = self.server.mood
        if mood == "slow":
            time.sleep(0.6)
            return
        if mood == "dripping":
            self._drip()
            return
        if mood in ("busy", "shapeless") and self._is_first(mood, body):
            self._reply({"busy": 503, "shapeless": 400}[mood], b"{}")
            return
        if mood in ("broken", "away", "huge", "not json"):
            self._odd(mood)
            return
        made = {"badly": badly, "obeying": obeying}.get(mood, well)(body)
        text = json.dumps(made, ensure_ascii=False)
        text = f"はい、こちらです。\n```json\n{text}\n```" if mood == "chatty" else text
        self._say(text)

    def _is_first(self, mood, body):
        return "response_format" in body if mood == "shapeless" else len(self.server.asked) == 1

    def _say(self, text):
        usage = {"prompt_tokens": 100, "completion_tokens": 50}
        self._reply(200, json.dumps({"choices": [{"message": {"content": text}}], "usage": usage}).encode())

    def _odd(self, mood):
        if mood == "away":
            self.send_response(302)
            self.send_header("Location", f"http://{self.server.address}/elsewhere")
            self.end_headers()
            return
        self._reply(*{"broken": (500, b"<h1>"), "huge": (200, b"x" * 3_000_000), "not json": (200, b"[[[")}[mood])

    def _drip(self):
        self.send_response(200)
        self.end_headers()
        for _n in range(20):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)

    def _reply(self, status, content):
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(content)


@pytest.fixture
def fake(settings, monkeypatch):
    server = Fake()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.AI_URL, settings.AI_MODEL, settings.AI_TIMEOUT_S = server.address, "small-model", 0.3
    monkeypatch.setattr("goen.assistant.services.client._WAIT_S", 0.0)
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def event(db):
    return make_event(slug="hall")


@pytest.fixture
def organiser(event):
    return make_organiser(event)


@pytest.fixture
def member(event, organiser):
    return get_member(Actor(user_id=organiser.pk), event.slug)


@pytest.fixture
def desk(client, organiser):
    return sign_in(client, organiser)


@pytest.fixture
def switched_on(fake, member):
    services.switch(member=member, is_on=True)
    return fake
