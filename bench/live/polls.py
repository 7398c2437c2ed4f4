"""A thousand phones answer a poll within ten seconds; then it closes, and the result reaches a thousand open screens."""

import asyncio
import json
import sqlite3
import time

from bench.live import servers
from bench.live.report import say, spread
from bench.live.servers import Running


async def close(short: bool) -> None:
    """Let every phone hold its stream and answer once; close, and time until each has the result."""
    n = 200 if short else 1000
    running = servers.goen(1, n)
    await servers.quiet(running)
    poll, sessions = running.stage["poll"], [session for session, _author in running.stage["tables"][0]]
    phones = [_Phone(running, session) for session in sessions]
    for start in range(0, n, 50):
        await asyncio.gather(*(phone.open() for phone in phones[start : start + 50]))
    await _organiser(running, "GET", "/events/hall/polls/")  # who closes a poll has opened it on this server
    cpu, begin = running.cpu_s(), time.perf_counter() + 0.2
    took = await asyncio.gather(*(phone.answer(poll, begin + k * 10 / n) for k, phone in enumerate(phones)))
    say("phones answer within 10 s", phones=n, core_share=round((running.cpu_s() - cpu) / 10, 2), **spread(list(took)))
    closed_at = time.perf_counter()
    await _organiser(running, "POST", f"/events/hall/polls/{poll}/close/")
    heard = await asyncio.gather(*(asyncio.wait_for(phone.result, 30) for phone in phones))
    counts = {json.dumps(result["counts"], sort_keys=True) for _moment, result in heard}
    say(
        "the poll closes",
        streams=n,
        results_that_differ=len(counts) - 1,
        counted=heard[0][1]["n_people"],
        kept=_kept(running),
        **spread([(moment - closed_at) * 1000 for moment, _result in heard]),
    )
    for phone in phones:
        phone.writer.close()
    running.stop()


class _Phone:
    """One phone: an open stream of the event's news, and one answer."""

    def __init__(self, running: Running, session: str) -> None:
        self.running, self.session = running, session
        self.result: asyncio.Future[tuple[float, dict]] = asyncio.get_running_loop().create_future()

    async def open(self) -> None:
        """Hold a stream of server-sent events."""
        reader, self.writer = await asyncio.open_connection("127.0.0.1", self.running.port)
        self.writer.write(_request("GET", "/live/events/hall", self.running.port, self.session))
        await reader.readuntil(b"live.hello")
        self.task = asyncio.create_task(self._listen(reader))

    async def answer(self, poll: int, due: float) -> float:
        """Answer at a fixed moment over a connection of its own; returns milliseconds from the schedule."""
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        reader, writer = await asyncio.open_connection("127.0.0.1", self.running.port)
        body = json.dumps({"poll": poll, "options": [1 + self.running.port % 2]}).encode()
        writer.write(_request("POST", "/live/questions/hall", self.running.port, self.session, body))
        answer = await reader.readuntil(b"}")
        writer.close()
        if b"200 OK" not in answer:
            raise RuntimeError(answer.decode())
        return (time.perf_counter() - due) * 1000

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"data: {") and b"questions.poll_closed" in line:
                self.result.set_result((time.perf_counter(), json.loads(line[6:])))
                return


def _request(method: str, path: str, port: int, session: str, body: bytes = b"") -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: sessionid={session}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _organiser(running: Running, method: str, path: str) -> None:
    """Do what the organiser's browser does."""
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\nAccept: application/json\r\n"
        f"Cookie: sessionid={running.stage['organiser']}; csrftoken={'a' * 32}\r\nX-CSRFToken: {'a' * 32}\r\n"
    )
    writer.write(f"{head}Content-Length: 0\r\n\r\n".encode())
    status = await reader.readline()
    writer.close()
    if b" 200 " not in status:
        raise RuntimeError(status.decode())


def _kept(running: Running) -> int:
    with sqlite3.connect(f"{running.home}/goen.sqlite3") as connection:
        return int(connection.execute("SELECT count(*) FROM questions_answer").fetchone()[0])
