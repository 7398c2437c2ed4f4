"""Screens without a browser, light enough to stand for a hall: notes by the schedule, latencies from the schedule."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import connect

from goen.core.notes.board import new_note

TEXT = "県産品の良さが県外の若い人に届いていないので、若手が月に一本ずつ動画で作り手を紹介する仕組みを作る"
_MARK = re.compile(rb"#(\d{7})#")


@dataclass
class Hall:
    """What all screens of a run share."""

    protocol: str
    due: dict[int, float] = field(default_factory=dict)
    heard_ms: list[float] = field(default_factory=list)
    acked_ms: list[float] = field(default_factory=list)
    n_bytes: int = 0
    n_heard: dict[int, int] = field(default_factory=dict)

    def hear(self, message: bytes, own: set[int]) -> None:
        """Note when a message with a mark arrived; some servers send it back to its writer too, which does not count."""
        found = _MARK.search(message)
        if found is None or (number := int(found[1])) in own:
            return
        self.n_bytes += len(message)
        self.n_heard[number] = self.n_heard.get(number, 0) + 1
        self.heard_ms.append((time.perf_counter() - self.due[number]) * 1000)


class Seat:
    """One screen."""

    def __init__(self, hall: Hall, url: str, session: str = "", author: str = "") -> None:
        self.hall, self.url, self.author = hall, url, author
        self.headers = {"Cookie": f"sessionid={session}"} if session else {}
        self.socket: Any = None
        self.task: asyncio.Task[None] | None = None
        self.is_ready = asyncio.Event()
        self.own: set[int] = set()

    async def open(self) -> "Seat":
        """Connect and, where the protocol has a state, wait for it."""
        self.socket = await connect(self.url, additional_headers=self.headers, max_size=None, compression=None)
        self.task = asyncio.create_task(self._listen())
        if self.hall.protocol == "goen":
            await self.socket.send(b"\x04\x00")
            await asyncio.wait_for(self.is_ready.wait(), 60)
        elif self.hall.protocol == "y":
            await self.socket.send(b"\x00\x00\x01\x00")
            await asyncio.wait_for(self.is_ready.wait(), 60)
        return self

    def stall(self) -> None:
        """Stop reading, as a phone in a pocket does; the connection stays."""
        if self.task is not None:
            self.task.cancel()
        self.socket.transport.pause_reading()

    async def close(self) -> None:
        """Leave."""
        if self.task is not None:
            self.task.cancel()
        await self.socket.close()

    async def write(self, number: int) -> None:
        """Send note ``number``, made for this protocol."""
        self.own.add(number)
        update = new_note(f"n{number}", "gap", f"#{number:07d}#{TEXT}", author_key=self.author, position=float(number))
        if self.hall.protocol == "goen":
            name = f"m{number}".encode()
            await self.socket.send(bytes([1, len(name)]) + name + update)
        elif self.hall.protocol == "y":
            await self.socket.send(b"\x00\x02" + _length(len(update)) + update)
        else:
            await self.socket.send(update)

    async def _listen(self) -> None:
        async for message in self.socket:
            if isinstance(message, str):
                continue
            if self.hall.protocol == "goen" and message[0] == 3:
                number = int(message[6:])
                self.hall.acked_ms.append((time.perf_counter() - self.hall.due[number]) * 1000)
                continue
            if (self.hall.protocol, message[0]) == ("goen", 5) or message[:2] == b"\x00\x01":
                self.is_ready.set()
            self.hall.hear(message, self.own)


def _length(n: int) -> bytes:
    parts = []
    while n > 0x7F:
        parts.append(n & 0x7F | 0x80)
        n >>= 7
    return bytes([*parts, n])


async def run_schedule(hall: Hall, writers: list[Seat], per_s: float, seconds: float) -> int:
    """Write notes at fixed moments, each by the next writer, never waiting for an answer; returns how many."""
    begin = time.perf_counter() + 0.2
    total = int(per_s * seconds)
    for number in range(total):
        hall.due[number] = begin + number / per_s
        wait = hall.due[number] - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        await writers[number % len(writers)].write(number)
    return total
