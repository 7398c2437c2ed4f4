"""The live channel of an event, over the wire of a real server process."""

import asyncio
import json
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from tests.serving import Server
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

_SAY = """
import sys, django
django.setup()
from goen.base import live
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("live"), n_guests=2).prepare().start()
    yield server
    server.stop()


def knock(server, session, path="/live/events/hall"):
    headers = {"Cookie": f"sessionid={session}", "Origin": f"http://{server.address}"}
    return connect(f"ws://{server.address}{path}", additional_headers=headers)


async def next_kind(socket, kind):
    while True:
        message = json.loads(await asyncio.wait_for(socket.recv(), 5))
        if message["kind"] == kind:
            return message


async def test_a_guest_is_greeted_with_their_role_and_the_clock(server):
    async with knock(server, server.stage["guests"][0]) as socket:
        hello = await next_kind(socket, "live.hello")
    assert hello["role"] == "participant"
    assert abs(hello["now_ms"] / 1000 - time.time()) < 5


async def test_a_stranger_hears_one_refusal_and_the_door_closes(server):
    async with knock(server, "nobody") as socket:
        refusal = await next_kind(socket, "live.refused")
        with pytest.raises(ConnectionClosed):
            await socket.recv()
    assert refusal["code"] == "base.refused"
    assert "権限" in refusal["message"]


async def test_a_page_of_another_site_gets_no_socket(server):
    headers = {"Cookie": f"sessionid={server.stage['guests'][0]}", "Origin": "http://evil.example"}
    with pytest.raises(Exception, match="403"):
        async with connect(f"ws://{server.address}/live/events/hall", additional_headers=headers):
            pass


async def test_a_beat_is_answered(server):
    async with knock(server, server.stage["guests"][0]) as socket:
        await socket.send("beat")
        await next_kind(socket, "live.beat")


async def test_where_the_upgrade_is_stripped_the_same_address_streams(server):
    def read():
        request = Request(f"http://{server.address}/live/events/hall")
        request.add_header("Cookie", f"sessionid={server.stage['guests'][1]}")
        with urlopen(request, timeout=5) as answer:
            assert answer.headers["content-type"] == "text/event-stream"
            return json.loads(answer.readline().removeprefix(b"data: "))

    assert (await asyncio.to_thread(read))["kind"] == "live.hello"


def test_a_refused_stream_says_why_in_json(server):
    with pytest.raises(HTTPError) as refused:
        urlopen(f"http://{server.address}/live/events/hall", timeout=5)
    with refused.value as answer:
        assert answer.code == 404
        assert json.loads(answer.read())["code"] == "base.refused"


async def test_news_of_another_process_arrives_where_redis_carries_them_and_expulsion_closes(server, tmp_path):
    carried = Server(tmp_path, n_guests=2, settings={"GOEN_REDIS_URL": "redis://127.0.0.1:6379/9"}).prepare().start()
    try:
        async with knock(carried, carried.stage["guests"][0]) as socket:
            await next_kind(socket, "live.hello")
            topic = f"event:{carried.stage['event']}"
            say(carried, f'live.publish("{topic}", "events.clock_changed", version=7)')
            assert (await next_kind(socket, "events.clock_changed"))["version"] == 7
            say(carried, f'live.expel("{topic}", "pass:1")')
            with pytest.raises(ConnectionClosed) as closed:
                await asyncio.wait_for(socket.recv(), 5)
            assert closed.value.rcvd.code == 4403
    finally:
        carried.stop()


def say(server, line):
    subprocess.run([sys.executable, "-c", _SAY + line], env=server.environment, check=True, timeout=30)


def test_the_clock_answers_without_a_session(server):
    with urlopen(f"http://{server.address}/live/clock", timeout=5) as answer:
        assert abs(json.loads(answer.read())["now_ms"] / 1000 - time.time()) < 5
