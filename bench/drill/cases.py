"""What is broken, one thing a case: processes, the database, Redis, the clock, restarts."""

import asyncio
import random
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, time
from typing import Any

from tests.serving import Server, free_port

from bench.drill.phones import Count, Crowd
from bench.drill.places import Postgres, Redis, home, server, shim

N_PHONES = 8
Figures = dict[str, Any]


def crowd_at(*servers: Server, seed: int, n: int = N_PHONES) -> Crowd:
    """Return phones at the first board of servers that share a database."""
    stage = servers[0].stage
    addresses = [one.address for one in servers]
    return Crowd(addresses, stage["guests"][:n], stage["boards"][0], seed)


async def repeat(crowd: Crowd, n: int, rng: random.Random, fault: Callable[[], None]) -> list[float]:
    """Break something n times, at moments nobody chose, while everybody writes; returns how long each outage lasted."""
    lasted = []
    for _n in range(n):
        writing = asyncio.create_task(crowd.write(1.2))
        await asyncio.sleep(0.2 + rng.random() * 0.8)
        began = monotonic()
        await asyncio.to_thread(fault)
        lasted.append(monotonic() - began)
        await writing
    return lasted


def figures(n: int, count: Count, lasted: list[float], **more: object) -> Figures:
    """Return what a case found, as it is printed."""
    return {
        "faults": n,
        "written": count.n_written,
        "acknowledged": count.n_acknowledged,
        "lost": count.n_lost,
        "doubled": count.n_doubled,
        "never_sent": count.n_never_sent,
        "phones_apart": count.n_apart,
        "longest_outage_s": round(max(lasted, default=0.0), 2),
        "is_whole": count.is_whole,
        **more,
    }


async def kill_app(n: int, seed: int, **settings: str) -> Figures:
    """Kill -9 the serving process and start it again."""
    with server(N_PHONES, **settings) as app:
        async with crowd_at(app, seed=seed) as crowd:
            lasted = await repeat(crowd, n, random.Random(seed), lambda: (app.kill(), app.start()))  # noqa: S311
            count = await crowd.count(app.address)
    return figures(n, count, lasted)


async def kill_app_on_postgres(n: int, seed: int) -> Figures:
    """Kill -9 the serving process, on PostgreSQL."""
    with home() as folder:
        database = Postgres(folder)
        try:
            return await kill_app(n, seed, GOEN_DATABASE_URL=database.url)
        finally:
            database.stop()


async def kill_database(n: int, seed: int) -> Figures:
    """Kill -9 PostgreSQL under a serving process; it recovers from its log."""
    with home() as folder:
        database = Postgres(folder)
        try:
            with server(N_PHONES, GOEN_DATABASE_URL=database.url) as app:
                async with crowd_at(app, seed=seed) as crowd:
                    rng = random.Random(seed)  # noqa: S311
                    lasted = await repeat(crowd, n, rng, lambda: (database.kill(), database.start()))
                    count = await crowd.count(app.address)
        finally:
            database.stop()
    return figures(n, count, lasted)


async def kill_redis(n: int, seed: int) -> Figures:
    """Kill -9 Redis between two processes that share a board."""
    with home() as folder:
        database, redis = Postgres(folder), Redis()
        given = {"GOEN_DATABASE_URL": database.url, "GOEN_REDIS_URL": redis.url}
        try:
            with server(N_PHONES, **given) as one:
                two = Server(one.home, settings=given, port=free_port(), stage=one.stage).start()
                try:
                    async with crowd_at(one, two, seed=seed) as crowd:
                        rng = random.Random(seed)  # noqa: S311
                        lasted = await repeat(crowd, n, rng, lambda: (redis.kill(), redis.start()))
                        count = await crowd.count(one.address)
                finally:
                    two.stop()
        finally:
            redis.kill()
            database.stop()
    return figures(n, count, lasted)


async def restart_storm(n: int, seed: int) -> Figures:
    """Stop and start again and again, in order, with forty phones that all come back at once."""
    with server(40) as app:
        async with crowd_at(app, seed=seed, n=40) as crowd:
            lasted = await repeat(crowd, n, random.Random(seed), lambda: (app.stop(), app.start()))  # noqa: S311
            count = await crowd.count(app.address)
    return figures(n, count, lasted, phones=40)


async def clock_jump(n: int, seed: int) -> Figures:
    """Set the server's clock forward and back by up to a day while everybody writes."""
    with home() as folder:
        hand = folder / "clock"
        hand.write_bytes(bytes(8))
        rng = random.Random(seed)  # noqa: S311
        # Only the wall clock is moved: libfaketime stands in every wait of a thread too, and hangs servers by itself.
        with server(N_PHONES, LD_PRELOAD=shim(folder, "clock_shim.c"), DRILL_CLOCK=str(hand)) as app:
            async with crowd_at(app, seed=seed) as crowd:
                lasted = await repeat(crowd, n, rng, lambda: _set_hand(hand, rng.randint(-86_400, 86_400)))
                count = await crowd.count(app.address)
            told = int(app.run(_NOW))
    return figures(n, count, lasted, clock_off_by_s=told - int(time()))


_NOW = "import time; print(int(time.time()))"


def _set_hand(hand: Path, seconds: int) -> None:
    with hand.open("r+b") as file:  # in place: the servers look at these very bytes
        file.write(seconds.to_bytes(8, sys.byteorder, signed=True))
