"""Noise on every live path of a real server: it answers, it lives, it grows not, and writing still works after it."""

import http.client
import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.boards.screens import Screen
from tests.serving import Server
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from goen.boards.live import frames
from goen.core.errors import GoenError


@given(st.binary(max_size=400))
def test_a_frame_of_noise_is_read_or_refused(noise):
    with suppress(GoenError):
        frames.read(noise)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("noise"), n_guests=2).prepare().start()
    yield server
    server.stop()


def noises(dice):
    yield b""
    yield b"\x00" * 3000
    yield b"[" * 3000
    yield b'{"note": 1, "kind": [], "is_on": "x"}'
    yield b'{"note": "\\ud800", "number": 1e999}'
    for size in (1, 2, 3, 7, 33, 200, 2000, 70_000):
        yield dice.randbytes(size)


async def test_a_server_full_of_noise_still_takes_a_note(server):
    dice, board = random.Random(11), server.stage["boards"][0]  # noqa: S311 - examples, not secrets
    cookie = {"Cookie": f"sessionid={server.stage['guests'][0]}", "Origin": f"http://{server.address}"}
    paths = [f"/live/boards/hall/{board}", f"/live/boards/hall/{board}/dots", "/live/events/hall", "/live/clock"]
    paths += ["/live/" + "x" * 3000, "/live/boards/hall/99999999999999", "/live/opinions/hall/1", "/live/events/%00"]
    statuses = set()
    for path in paths:
        for noise in noises(dice):
            line = http.client.HTTPConnection(server.address, timeout=10)
            line.request("POST", path, body=noise, headers=cookie)
            statuses.add(line.getresponse().status)
            line.close()
        with suppress(ConnectionClosed, InvalidStatus, OSError, TimeoutError):
            async with connect(f"ws://{server.address}{path}", additional_headers=cookie, open_timeout=5) as socket:
                for noise in noises(dice):
                    await socket.send(noise)
                    await socket.send(noise.decode(errors="replace"))
    assert not {status for status in statuses if status >= 500}, (statuses, server.log()[-2000:])

    async with Screen(server.address, server.stage["guests"][1], board) as screen:
        await screen.ready()
        message_id = await screen.write("それでも書ける")
        await screen.until(lambda: message_id in screen.acked)
    assert "Traceback" not in server.log()
