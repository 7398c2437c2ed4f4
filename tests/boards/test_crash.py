"""`kill -9` under load, for real: what was acknowledged is there afterwards, once."""

import asyncio
import contextlib
import os
import secrets

import pytest
from tests.boards.screens import Screen
from tests.serving import Server
from websockets.exceptions import ConnectionClosed

# A few kills in every run; GOEN_KILLS=200 for the long drill.
N_KILLS = int(os.environ.get("GOEN_KILLS", "3"))


async def write_until_killed(screen, number, deadline):
    """Write as fast as acknowledgements allow; returns the texts that were acknowledged."""
    sent = {}
    with contextlib.suppress(ConnectionClosed, OSError, TimeoutError):
        for count in range(100_000):
            text = f"{number}-{count}-{secrets.token_hex(4)}"
            sent[await screen.write(text)] = text
            await asyncio.sleep(0.002)
            if deadline.is_set() and screen.socket.state != 1:
                break
    return {sent[message_id] for message_id in screen.acked if message_id in sent}


@pytest.mark.parametrize("kill", range(N_KILLS))
async def test_no_acknowledged_note_is_lost(crashed, kill):
    board, sessions = crashed.stage["boards"][0], crashed.stage["guests"]
    crashed.start()
    screens = [Screen(crashed.address, session, board) for session in sessions]
    await asyncio.gather(*(screen.__aenter__() for screen in screens))
    await asyncio.gather(*(screen.ready() for screen in screens))
    deadline = asyncio.Event()
    writing = [asyncio.create_task(write_until_killed(screen, n, deadline)) for n, screen in enumerate(screens)]
    # However loaded the machine, the kill comes after the first acknowledgement: else it would prove nothing.
    await screens[0].until(lambda: any(screen.acked for screen in screens), timeout=30)
    await asyncio.sleep(0.1 + secrets.randbelow(700) / 1000)
    crashed.kill()
    deadline.set()
    acknowledged = set().union(*await asyncio.gather(*writing))
    assert acknowledged

    await asyncio.to_thread(crashed.start)
    async with Screen(crashed.address, sessions[0], board) as fresh:
        await fresh.ready()
        texts = fresh.texts()
    assert acknowledged <= set(texts)
    assert len(texts) == len(set(texts))


@pytest.fixture
def crashed(tmp_path):
    # A board of its own for each kill: the notes of several would reach a board's limit, and no more be acknowledged.
    server = Server(tmp_path, n_guests=6).prepare()
    yield server
    server.stop()
