"""What a board holds, asked by a fresh screen."""

import asyncio

from tests.boards.screens import Screen
from tests.serving import Server


def board_texts(app: Server) -> list[str]:
    """Return every note's text."""

    async def ask() -> list[str]:
        async with Screen(app.address, app.stage["guests"][0], app.stage["boards"][0]) as screen:
            await screen.ready()
            return screen.texts()

    return asyncio.run(ask())
