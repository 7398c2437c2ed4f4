"""What is broken, one thing a case: processes, the database, Redis, the clock, restarts."""

import asyncio
import os
import random
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from tests.serving import Server, free_port

from bench.drill.phones import Count, Crowd
from bench.drill.places import Postgres, Redis, SkipCaseError, home, server

N_PHONES = 8
Figures = dict[str, Any]
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")


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
    if not FAKETIME.exists():
        raise SkipCaseError("libfaketime (Debian: libfaketime)")
    with home() as folder:
        hand = folder / "clock"
        hand.write_text("+0\n")
        given = {"LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(hand), "FAKETIME_NO_CACHE": "1"}
        rng = random.Random(seed)  # noqa: S311
        with server(N_PHONES, **given, FAKETIME_DONT_FAKE_MONOTONIC="1") as app:
            async with crowd_at(app, seed=seed) as crowd:
                await repeat(crowd, n, rng, lambda: _set_hand(hand, rng.randint(-86_400, 86_400)))
                count = await crowd.count(app.address)
    return figures(n, count, [])


def _set_hand(hand: Path, seconds: int) -> None:
    new = hand.with_suffix(".new")
    new.write_text(f"{seconds:+d}\n")
    os.replace(new, hand)  # noqa: PTH105 - one step, as the library reads it at any moment
