"""What happens to the line: connections that die without saying so, and a proxy that strips the upgrade."""

import asyncio
import random
import statistics
import time
from contextlib import suppress
from typing import Self
from urllib.request import Request, urlopen

from tests.boards.screens import Screen
from tests.serving import Server

from bench.drill.cases import N_PHONES, Figures, crowd_at, figures
from bench.drill.phones import Count
from bench.drill.places import server
from bench.drill.reading import board_texts


class Wire:
    """A line to a server that can go silent: bytes no longer pass, and nobody is told."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._is_silent: list[asyncio.Event] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.address = f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()

    def go_silent(self) -> None:
        """Let every open connection go half open; new ones pass."""
        for silence in self._is_silent:
            silence.set()
        self._is_silent.clear()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        silence = asyncio.Event()
        self._is_silent.append(silence)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to)
        for pair in ((reader, far_writer), (far_reader, writer)):
            task = asyncio.create_task(_pour(*pair, silence))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, silence: asyncio.Event) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            if silence.is_set():
                await asyncio.sleep(3600)
            writer.write(data)
            await writer.drain()
        if not silence.is_set():
            writer.close()


async def half_open(n: int, seed: int) -> Figures:
    """Let half of the phones' lines die silently; they notice by themselves, the others notice nothing."""
    rng = random.Random(seed)  # noqa: S311
    with server(N_PHONES) as app:
        async with Wire(app.port) as wire, crowd_at(app, seed=seed) as crowd:
            for phone in crowd.phones[: N_PHONES // 2]:
                phone.addresses = [wire.address]
                with suppress(AttributeError):
                    await phone.screen.socket.close()
            for _n in range(n):
                writing = asyncio.create_task(crowd.write(1.2))
                await asyncio.sleep(0.3 + rng.random() * 0.5)
                wire.go_silent()
                await writing
                await _notice(crowd.phones[: N_PHONES // 2])
            count = await crowd.count(app.address)
            others = sorted(delay for phone in crowd.phones[N_PHONES // 2 :] for delay in phone.delays_ms)
    return figures(n, count, [], others_p99_ms=round(others[int(0.99 * (len(others) - 1))]))


async def _notice(phones: list) -> None:  # type: ignore[type-arg]
    """Do what a phone's heartbeat does: drop a line that has not answered."""
    await asyncio.sleep(1)
    for phone in phones:
        if phone.queue:
            with suppress(Exception):
                phone.screen.socket.transport.abort()


async def upgrade_stripped(n: int, seed: int) -> Figures:
    """Write by POST alone, as where a proxy strips the upgrade; every message is sent twice, as after a lost answer."""
    del seed
    with server(N_PHONES) as app:
        session, board = app.stage["guests"][0], app.stage["boards"][0]
        delays, told = await asyncio.to_thread(_post_notes, app, session, board, n)
        held = await asyncio.to_thread(board_texts, app)
    count = Count(n, len(told), len(told - set(held)), len(held) - len(set(held)), n - len(told), 0)
    median, worst = statistics.median(delays), max(delays)
    return figures(n, count, [], post_p50_ms=round(median, 1), post_max_ms=round(worst, 1))


def _post_notes(app: Server, session: str, board: int, n: int) -> tuple[list[float], set[str]]:
    screen = Screen(app.address, session, board)
    screen.author = f"p{app.stage['participations'][0]}"
    url = f"http://{app.address}/live/boards/hall/{board}"
    delays, told = [], set()
    for number in range(n):
        text, update = f"POST {number}", screen.note(f"POST {number}")
        frame = b"\x01" + bytes([8]) + f"{number:08}".encode() + update
        for _twice in range(2):
            began = time.perf_counter()
            request = Request(url, frame, {"Cookie": f"sessionid={session}", "Origin": f"http://{app.address}"})
            answer = urlopen(request, timeout=10).read()
            delays.append(1000 * (time.perf_counter() - began))
        if answer[4:5] == b"\x03":
            told.add(text)
    return delays, told
