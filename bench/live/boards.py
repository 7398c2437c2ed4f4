"""Boards: a full hall on one board, 64 tables, and everybody opening a new board at once."""
# ruff: noqa: ASYNC110 - a measurement waits for what it counts

import asyncio
import os
import time
from collections.abc import Iterator

from bench.live import servers
from bench.live.load import Hall, Seat, run_schedule
from bench.live.report import say, spread
from bench.live.servers import Running


def goen_seats(running: Running, hall: Hall, table: int, n: int) -> list[Seat]:
    """Return unopened screens of a table."""
    url = f"ws://127.0.0.1:{running.port}/live/boards/hall/{running.stage['boards'][table]}"
    return [Seat(hall, url, session, author) for session, author in running.stage["tables"][table][:n]]


def peers() -> Iterator[tuple[str, str, Running]]:
    """Yield the peers that can be run here: name, protocol, server."""
    if folder := os.environ.get("BENCH_Y_WEBSOCKET"):
        yield "y-websocket (memory only)", "y", servers.y_websocket(folder)
    else:
        say("left out", peer="y-websocket", why="BENCH_Y_WEBSOCKET is not set")
    yield "bare broadcast (the limit)", "bare", servers.bare()


async def hall(short: bool) -> None:
    """Let 30, 200 and 500 screens share one board at 10 notes a second."""
    sizes = [30, 200] if short else [30, 200, 500]
    seconds = 5 if short else 15
    for n in sizes:
        running = servers.goen(1, n)
        await _one_board(f"hall of {n}", "Goen (durable first)", running, "goen", n, seconds)
        for name, protocol, peer in peers():
            await _one_board(f"hall of {n}", name, peer, protocol, n, seconds)


async def _one_board(case: str, name: str, running: Running, protocol: str, n: int, seconds: float) -> None:
    shared = Hall(protocol)
    seats = (
        goen_seats(running, shared, 0, n)
        if protocol == "goen"
        else [Seat(shared, f"ws://127.0.0.1:{running.port}/board") for _k in range(n)]
    )
    if running.home is not None:
        await servers.quiet(running)
    await _open_all(seats)
    await asyncio.sleep(1)
    await _measure(case, name, running, shared, seats, [seats], 10, seconds)


async def stalled(short: bool) -> None:
    """Let a fifth of the phones stop reading; the others must not notice."""
    n, seconds = (50, 5) if short else (200, 15)
    for share in (0, 5):
        running = servers.goen(1, n)
        shared = Hall("goen")
        seats = goen_seats(running, shared, 0, n)
        await _open_all(seats)
        asleep = seats[: n // share] if share else []
        for seat in asleep:
            seat.stall()
        awake = seats[len(asleep) :]
        await _measure(
            f"{len(asleep)} of {n} phones stalled", "Goen (durable first)", running, shared, seats, [awake], 10, seconds
        )


async def _open_all(seats: list[Seat]) -> None:
    for start in range(0, len(seats), 25):
        await asyncio.gather(*(seat.open() for seat in seats[start : start + 25]))


async def _measure(
    case: str,
    name: str,
    running: Running,
    shared: Hall,
    seats: list[Seat],
    tables: list[list[Seat]],
    per_s: float,
    seconds: float,
) -> None:
    cpu, clock = running.cpu_s(), time.perf_counter()
    writers = [table[k] for k in range(len(tables[0])) for table in tables]
    total = await run_schedule(shared, writers, per_s, seconds)
    expected = total * (len(tables[0]) - 1)
    await _settle(shared, expected)
    used = (running.cpu_s() - cpu) / (time.perf_counter() - clock)
    heard = sum(shared.n_heard.values())
    say(
        case,
        server=name,
        notes=total,
        **spread(shared.heard_ms),
        acknowledged=spread(shared.acked_ms) if shared.acked_ms else None,
        lost=max(0, expected - heard),
        doubled=max(0, heard - expected),
        bytes_per_note=round(shared.n_bytes / max(1, heard)),
        core_share=round(used, 3),
        rss_mb=round(running.rss_mb()),
        load=round(os.getloadavg()[0], 1),
    )
    await asyncio.gather(*(seat.close() for seat in seats), return_exceptions=True)
    running.stop()


async def _settle(shared: Hall, expected: int) -> None:
    until = time.perf_counter() + 10
    while sum(shared.n_heard.values()) < expected and time.perf_counter() < until:
        await asyncio.sleep(0.05)


async def tables(short: bool) -> None:
    """Let 64 tables of 8 write a note per person every 3 seconds."""
    n_tables, n_people, seconds = (16, 8, 6) if short else (64, 8, 15)
    per_s = n_tables * n_people / 3
    case = f"{n_tables} tables of {n_people}"
    await _tables(
        case, "Goen (durable first)", servers.goen(n_tables, n_people), "goen", (n_tables, n_people, per_s, seconds)
    )
    for name, protocol, peer in peers():
        await _tables(case, name, peer, protocol, (n_tables, n_people, per_s, seconds))


async def _tables(case: str, name: str, running: Running, protocol: str, size: tuple[int, int, float, float]) -> None:
    n_tables, n_people, per_s, seconds = size
    shared = Hall(protocol)
    if protocol == "goen":
        seated = [goen_seats(running, shared, table, n_people) for table in range(n_tables)]
    else:
        address = f"ws://127.0.0.1:{running.port}/board"
        seated = [[Seat(shared, f"{address}{table}") for _k in range(n_people)] for table in range(n_tables)]
    seats = [seat for table in seated for seat in table]
    if running.home is not None:
        await servers.quiet(running)
    await _open_all(seats)
    await asyncio.sleep(1)
    await _measure(case, name, running, shared, seats, seated, per_s, seconds)


async def storm(short: bool, n_runs: int = 200) -> None:
    """Let 30 (and 300) phones open each of many brand-new boards in the same moment; every one must be complete."""
    await _storms(30, 20 if short else n_runs, per_server=100)
    await _storms(300, 2 if short else max(10, n_runs // 10), per_server=10)


async def _storms(n_people: int, n_runs: int, per_server: int) -> None:
    incomplete, took = 0, []
    for start in range(0, n_runs, per_server):
        n_boards = min(per_server, n_runs - start)
        running = servers.goen(n_boards, n_people)
        await servers.quiet(running)
        for table in range(n_boards):
            seats = goen_seats(running, Hall("goen"), table, n_people)
            begin = time.perf_counter()
            opened = await asyncio.gather(*(seat.open() for seat in seats), return_exceptions=True)
            took.append((time.perf_counter() - begin) * 1000)
            incomplete += any(isinstance(result, BaseException) for result in opened)
            await asyncio.gather(*(seat.close() for seat in seats), return_exceptions=True)
        running.stop()
    say(f"join storm of {n_people}", server="Goen", runs=n_runs, incomplete=incomplete, **spread(took))
