"""A board's screen without a browser: the same protocol, a Yjs document of its own."""
# ruff: noqa: ASYNC109, ASYNC110 - a test waits for what it sees, and says how long

import asyncio
import json
import secrets
from typing import Any, Self

from pycrdt import Doc, Map, Text
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed


class Screen:
    """Opens, syncs, writes notes, remembers what was acknowledged and refused."""

    def __init__(self, address: str, session: str, board_id: int, slug: str = "hall") -> None:
        self.url = f"ws://{address}/live/boards/{slug}/{board_id}"
        self.headers = {"Cookie": f"sessionid={session}", "Origin": f"http://{address}"}
        self.doc: Doc[Any] = Doc()
        self.acked: dict[str, int] = {}
        self.refused: dict[str, dict] = {}
        self.told: list[dict] = []
        self.n_updates = 0
        self.sequences: list[int] = []
        self.author = ""
        self.synced = asyncio.Event()
        self._task: asyncio.Task | None = None
        self.socket: Any = None

    async def __aenter__(self) -> Self:
        self.socket = await connect(self.url, additional_headers=self.headers, max_size=None, compression=None)
        self._task = asyncio.create_task(self._listen())
        await self.ask()
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self.socket.close()

    async def ask(self) -> None:
        self.synced.clear()
        await self.socket.send(b"\x04" + bytes(self.doc.get_state()))

    async def ready(self, timeout: float = 20) -> "Screen":
        await asyncio.wait_for(self.synced.wait(), timeout)
        while not any(news["kind"] == "boards.hello" for news in self.told):
            await asyncio.sleep(0.005)
        return self

    def note(self, text: str, column: str = "gap", **fields: Any) -> bytes:
        """Write a note here and return the update to send."""
        before = self.doc.get_state()
        values = {"column": column, "position": 1.0, "kind": "note", "created": 1.0, **fields}
        if self.author:
            values.setdefault("author", self.author)
        self.doc.get("notes", type=Map)[secrets.token_hex(6)] = Map({**values, "text": Text(text)})
        return bytes(self.doc.get_update(before))

    async def send(self, update: bytes, message_id: str | None = None) -> str:
        message_id = message_id or secrets.token_hex(8)
        await self.socket.send(b"\x01" + bytes([len(message_id)]) + message_id.encode() + update)
        return message_id

    async def write(self, text: str, column: str = "gap", **fields: Any) -> str:
        return await self.send(self.note(text, column, **fields))

    async def until(self, condition, timeout: float = 10) -> None:
        async with asyncio.timeout(timeout):
            while not condition():
                await asyncio.sleep(0.005)

    def texts(self) -> list[str]:
        return sorted(note["text"] for note in (self.doc.get("notes", type=Map).to_py() or {}).values())

    async def _listen(self) -> None:
        try:
            async for message in self.socket:
                self._hear(message)
        except ConnectionClosed:
            pass

    def _hear(self, message: bytes | str) -> None:
        if isinstance(message, str):
            news = json.loads(message)
            self.told.append(news)
            if news["kind"] == "boards.hello":
                self.author = news["author_key"]
            if news["kind"] == "boards.refused":
                self.refused[news["id"]] = news
        elif message[0] == 2:
            self.n_updates += 1
            self.sequences.append(int.from_bytes(message[1:5]))
            self.doc.apply_update(message[5:])
        elif message[0] == 3:
            self.acked[message[5:].decode()] = int.from_bytes(message[1:5])
        elif message[0] == 5:
            n = int.from_bytes(message[5:9])
            self.doc.apply_update(message[9 + n :])
            self.synced.set()
