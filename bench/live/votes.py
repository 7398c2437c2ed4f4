"""Votes: durable ones per second over 64 connections, and a thousand phones within ten seconds."""

import asyncio
import json
import os
import time

from bench.live import servers
from bench.live.report import say, spread
from bench.live.servers import Running


class Voter(asyncio.Protocol):
    """One kept-alive connection that votes again as soon as it was answered."""

    def __init__(self, running: Running, session: str, until: float, board: int) -> None:
        self.head = (
            f"POST /live/boards/hall/{board}/dots HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n"
            f"Cookie: sessionid={session}\r\nContent-Type: application/json\r\nContent-Length: "
        )
        self.until = until
        self.took_ms: list[float] = []
        self.n_refused = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.count = 0
        self.asked_at = 0.0
        self.answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to vote."""
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        """Send one vote: one of three dots to one of a hundred notes."""
        self.count += 1
        body = json.dumps({"number": self.count % 3 + 1, "note": f"n{self.count % 100}"})
        self.asked_at = time.perf_counter()
        self.transport.write(f"{self.head}{len(body)}\r\n\r\n{body}".encode())  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        """Take the answer and vote again."""
        self.answer += data
        if not self.answer.endswith(b"}"):
            return  # the head came alone
        now = time.perf_counter()
        self.took_ms.append((now - self.asked_at) * 1000)
        self.n_refused += b"200 OK" not in self.answer[:20]
        self.answer = b""
        if now < self.until:
            self.ask()
        elif not self.done.done():
            self.done.set_result(None)
            self.transport.close()


async def steady(short: bool) -> None:
    """Count durable votes a second over 64 connections, on SQLite and, where given, PostgreSQL, beside an empty answer."""
    seconds = 3 if short else 8
    running = servers.goen(1, 64)
    sessions = [session for session, _author in running.stage["tables"][0]]
    await _steady("Goen, SQLite FULL", running, sessions, seconds)
    if url := os.environ.get("BENCH_DATABASE_URL"):
        on_postgres = servers.goen(1, 64, {"GOEN_DATABASE_URL": url})
        own = [session for session, _author in on_postgres.stage["tables"][0]]
        await _steady("Goen, PostgreSQL", on_postgres, own, seconds)
    await _steady("an empty answer, raw ASGI (the limit)", servers.bare(), sessions, seconds)


async def _steady(name: str, running: Running, sessions: list[str], seconds: float) -> None:
    board = running.stage.get("boards", [1])[0]
    loop = asyncio.get_running_loop()
    if running.home is not None:
        await servers.quiet(running)
    for warm_s in (1.0, seconds):
        until = time.perf_counter() + warm_s
        cpu = running.cpu_s()
        voters = [Voter(running, session, until, board) for session in sessions]
        await asyncio.gather(
            *(loop.create_connection(lambda v=voter: v, "127.0.0.1", running.port) for voter in voters)
        )
        await asyncio.gather(*(voter.done for voter in voters))
    took = [ms for voter in voters for ms in voter.took_ms]
    refused = sum(voter.n_refused for voter in voters)
    used = running.cpu_s() - cpu
    say(
        "durable votes",
        server=name,
        per_s=round(len(took) / seconds),
        refused=refused,
        core_share=round(used / seconds, 2),
        cpu_us_per_vote=round(used / len(took) * 1e6, 1),
        **spread(took),
    )
    running.stop()


async def burst(short: bool) -> None:
    """Let a thousand phones vote within ten seconds and count exactly."""
    n = 200 if short else 1000
    running = servers.goen(1, n)
    board = running.stage["boards"][0]
    loop = asyncio.get_running_loop()
    await servers.quiet(running)
    begin = time.perf_counter() + 0.2
    took: list[float] = []

    async def phone(k: int, session: str) -> None:
        due = begin + k * 10 / n
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        voter = Voter(running, session, 0.0, board)
        await loop.create_connection(lambda: voter, "127.0.0.1", running.port)
        await voter.done
        took.append((time.perf_counter() - due) * 1000)

    await asyncio.gather(*(phone(k, session) for k, (session, _author) in enumerate(running.stage["tables"][0])))
    say("phones vote within 10 s", phones=n, counted=_count(running), **spread(took))
    running.stop()


def _count(running: Running) -> int:
    import sqlite3

    with sqlite3.connect(f"{running.home}/goen.sqlite3") as connection:
        return int(connection.execute("SELECT count(*) FROM boards_dot").fetchone()[0])
