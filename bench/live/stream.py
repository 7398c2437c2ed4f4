"""Where a proxy strips the upgrade: the same board over server-sent events and POST."""

import asyncio
import base64
import time

from bench.live import servers
from bench.live.load import Hall, Seat, run_schedule
from bench.live.report import say, spread
from bench.live.servers import Running


class EventSeat(Seat):
    """One screen without a socket: it hears by server-sent events and speaks by POST over a kept connection."""

    def __init__(self, hall: Hall, running: Running, session: str, author: str) -> None:
        board = running.stage["boards"][0]
        super().__init__(hall, f"/live/boards/hall/{board}", session, author)
        self.port, self.session = running.port, session
        self.posting = asyncio.Lock()

    async def open(self) -> "EventSeat":
        """Hold the stream, and a second connection to speak over."""
        reader, self.listening = await asyncio.open_connection("127.0.0.1", self.port)
        self.listening.write(self._head("GET", 0))
        await reader.readuntil(b"boards.hello")
        self.task = asyncio.create_task(self._hear(reader))
        self.answers, self.speaking = await asyncio.open_connection("127.0.0.1", self.port)
        self.socket = self
        return self

    async def send(self, message: bytes) -> None:
        """Post one message and take its receipt."""
        async with self.posting:
            self.speaking.write(self._head("POST", len(message)) + message)
            head = await self.answers.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            answer = await self.answers.readexactly(length)
        number = int(answer[4 + 6 :])
        self.hall.acked_ms.append((time.perf_counter() - self.hall.due[number]) * 1000)

    async def close(self) -> None:
        """Leave."""
        if self.task is not None:
            self.task.cancel()
        self.listening.close()
        self.speaking.close()

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"data: ") and not line.startswith(b"data: {"):
                self.hall.hear(base64.b64decode(line[6:]), self.own)

    def _head(self, method: str, length: int) -> bytes:
        return (
            f"{method} {self.url} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            f"Cookie: sessionid={self.session}\r\nContent-Length: {length}\r\n\r\n"
        ).encode()


async def sse(short: bool) -> None:
    """Let a table and a hall share one board without a socket, at 10 notes a second."""
    for n in (30,) if short else (30, 200):
        running = servers.goen(1, n)
        await servers.quiet(running)
        shared = Hall("goen")
        seats = [EventSeat(shared, running, session, author) for session, author in running.stage["tables"][0]]
        for start in range(0, n, 25):
            await asyncio.gather(*(seat.open() for seat in seats[start : start + 25]))
        cpu, seconds = running.cpu_s(), 5 if short else 12
        # Each POST waits for its own receipt: writers go on beside, as thirty people do.
        total = await run_schedule(shared, [_Beside(seat) for seat in seats], 10, seconds)  # type: ignore[arg-type]
        await asyncio.sleep(2)
        heard = sum(shared.n_heard.values())
        say(
            f"server-sent events, {n} screens",
            notes=total,
            **spread(shared.heard_ms),
            acknowledged=spread(shared.acked_ms),
            lost=total * (n - 1) - heard,
            core_share=round((running.cpu_s() - cpu) / (seconds + 2), 3),
        )
        await asyncio.gather(*(seat.close() for seat in seats), return_exceptions=True)
        running.stop()


class _Beside:
    """Writes without waiting for the receipt."""

    def __init__(self, seat: EventSeat) -> None:
        self.seat = seat
        self.tasks: set[asyncio.Task[None]] = set()

    async def write(self, number: int) -> None:
        """Begin to send note ``number``."""
        task = asyncio.create_task(self.seat.write(number))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
