"""The open screens of this process: who listens to which topic, each behind a bounded queue.

Everything here runs in the server's event loop, except `on_news`, which may be called from any thread.
"""

import asyncio
import json
from collections import deque
from collections.abc import Iterable

from django.core.serializers.json import DjangoJSONEncoder

from goen.base.live import news

MAX_WAITING = 256
CLOSE_SLOW = 4408
CLOSE_EXPELLED = 4403


class Frame:
    """One message, encoded once for every screen it goes to.

    Parameters
    ----------
    payload : bytes or str
        Text for JSON channels, bytes for boards.
    """

    __slots__ = ("as_websocket", "payload")

    def __init__(self, payload: bytes | str) -> None:
        self.payload = payload
        key = "text" if isinstance(payload, str) else "bytes"
        self.as_websocket = {"type": "websocket.send", key: payload}

    @staticmethod
    def of(kind: str, **data: object) -> "Frame":
        """Return a JSON frame with its kind."""
        return Frame(json.dumps({"kind": kind, **data}, cls=DjangoJSONEncoder, ensure_ascii=False))


class Outbox:
    """What waits to be sent to one screen; a screen that does not keep up is closed and asks for the state anew."""

    __slots__ = ("_frames", "_waiter", "closed_with", "limit")

    def __init__(self, limit: int = MAX_WAITING) -> None:
        self._frames: deque[Frame] = deque()
        self._waiter: asyncio.Future[None] | None = None
        self.closed_with: int | None = None
        self.limit = limit

    def put(self, frame: Frame) -> None:
        """Add a frame; beyond the limit everything is dropped and the screen closed as slow."""
        if self.closed_with is not None:
            return
        if len(self._frames) >= self.limit:
            self.close(CLOSE_SLOW)
            return
        self._frames.append(frame)
        self._wake()

    def close(self, code: int) -> None:
        """Send nothing more but the end; a slow screen loses what waited, others still get it."""
        if self.closed_with is None:
            self.closed_with = code
            if code == CLOSE_SLOW:
                self._frames.clear()
            self._wake()

    async def take(self) -> list[Frame]:
        """Return all frames that wait, in order; an empty list means the end (`closed_with`)."""
        while not self._frames and self.closed_with is None:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        frames = list(self._frames)
        self._frames.clear()
        return frames

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class Hub:
    """Topics and the outboxes that listen to them."""

    def __init__(self) -> None:
        self._topics: dict[str, dict[Outbox, str]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Serve the running loop; called once per process, again only after a restart of the loop."""
        loop = asyncio.get_running_loop()
        if self._loop is None:
            news.listen(self.on_news)
        if self._loop is not loop:
            self._topics.clear()
        self._loop = loop

    def join(self, outbox: Outbox, topics: Iterable[str], member_key: str) -> None:
        """Let a screen of a member hear topics."""
        for topic in topics:
            self._topics.setdefault(topic, {})[outbox] = member_key

    def join_for_expulsion(self, outbox: Outbox, topics: Iterable[str], member_key: str) -> None:
        """Let a screen that has its own news hear of topics only that it must go."""
        self.join(outbox, [f"{topic}!" for topic in topics], member_key)

    def leave(self, outbox: Outbox, topics: Iterable[str]) -> None:
        """Forget a screen."""
        for name in [name for topic in topics for name in (topic, f"{topic}!")]:
            listening = self._topics.get(name, {})
            listening.pop(outbox, None)
            if not listening:
                self._topics.pop(name, None)

    def count(self, topic: str) -> int:
        """Return how many screens of this process hear a topic."""
        return len(self._topics.get(topic, {}))

    def on_news(self, topic: str, kind: str, data: dict[str, object]) -> None:
        """Take news from any thread into the loop."""
        if self._loop is None or self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._deliver, topic, kind, data)

    def resync_all(self) -> None:
        """Tell every screen that it may have missed something; called when the bridge was down."""
        frame = Frame.of("live.resync")
        for outbox in {outbox for listening in self._topics.values() for outbox in listening}:
            outbox.put(frame)

    def _deliver(self, topic: str, kind: str, data: dict[str, object]) -> None:
        if kind == news.EXPELLED:
            self._expel(topic, data.get("member"))
            return
        listening = self._topics.get(topic)
        if not listening:
            return
        frame = Frame.of(kind, **data)
        for outbox in list(listening):
            outbox.put(frame)

    def _expel(self, topic: str, member_key: object) -> None:
        for name in (topic, f"{topic}!"):
            for outbox, key in self._topics.get(name, {}).items():
                if key == member_key:
                    outbox.close(CLOSE_EXPELLED)


hub = Hub()
