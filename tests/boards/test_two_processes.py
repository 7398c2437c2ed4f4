"""Two processes on PostgreSQL and Redis: a board edited through both is one board; killing one loses nothing."""

import asyncio
import os
import secrets
from contextlib import suppress

import psycopg
import pytest
from tests.boards.screens import Screen
from tests.serving import Server, free_port

HOST = os.environ.get("GOEN_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
REDIS = os.environ.get("GOEN_TEST_REDIS", "redis://127.0.0.1:6379/8")


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    name = f"goen_test_{secrets.token_hex(4)}"
    try:
        with psycopg.connect(f"{HOST}/postgres", autocommit=True, connect_timeout=2) as admin:
            admin.execute(f"CREATE DATABASE {name}")
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL here: {error}")
    settings = {"GOEN_DATABASE_URL": f"{HOST}/{name}", "GOEN_REDIS_URL": REDIS}
    one = Server(tmp_path_factory.mktemp("pair"), n_guests=6, settings=settings).prepare().start()
    two = Server(one.home, settings=settings, port=free_port(), stage=one.stage).start()
    yield one, two
    one.stop()
    two.stop()
    with psycopg.connect(f"{HOST}/postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def test_a_board_edited_through_two_processes_is_one_board(pair):
    one, two = pair
    board, sessions = one.stage["boards"][0], one.stage["guests"]
    left = [Screen(one.address, session, board) for session in sessions[:3]]
    right = [Screen(two.address, session, board) for session in sessions[3:]]
    everybody = left + right
    await asyncio.gather(*(screen.__aenter__() for screen in everybody))
    await asyncio.gather(*(screen.ready() for screen in everybody))
    for number in range(10):
        await asyncio.gather(*(screen.write(f"{n}-{number}") for n, screen in enumerate(everybody)))
    expected = sorted(f"{n}-{number}" for n in range(6) for number in range(10))
    await asyncio.gather(*(screen.until(lambda s=screen: s.texts() == expected, timeout=15) for screen in everybody))
    assert all(screen.sequences == sorted(screen.sequences) for screen in everybody)
    await asyncio.gather(*(screen.__aexit__() for screen in everybody))


async def test_who_was_on_the_killed_process_goes_on_at_the_other(pair):
    one, two = pair
    board, session = one.stage["boards"][0], one.stage["guests"][0]
    async with Screen(two.address, session, board) as screen:
        await screen.ready()
        kept = await screen.write("止まる前")
        await screen.until(lambda: kept in screen.acked)
        two.kill()
        with suppress(Exception):
            await screen.socket.wait_closed()
    moved = Screen(one.address, session, board)
    moved.doc, moved.author = screen.doc, screen.author
    async with moved:
        await moved.ready()
        assert "止まる前" in moved.texts()
        more = await moved.write("移った後")
        await moved.until(lambda: more in moved.acked)
    two.start()
