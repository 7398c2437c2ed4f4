"""All rooms of this process: each started once, however many knock together, and unloaded when nobody is left."""

import asyncio
import logging

from django.conf import settings
from django.db import DatabaseError

from goen.base.live import bridge, news
from goen.base.live.door import in_thread
from goen.base.live.hub import Frame
from goen.boards import queries, services
from goen.boards.live.room import CHANNEL, CHANNEL_REACTED, Room
from goen.core.errors import TooMuchError

IDLE_S = 60.0
# Rows follow a first change soon; a board that is written to all the time is looked at less often.
PROJECT_AFTER_S = 1.5
PROJECT_EVERY_S = 6.0
_log = logging.getLogger(__name__)


class Rooms:
    """Rooms by board."""

    def __init__(self) -> None:
        self._starting: dict[int, asyncio.Task[Room]] = {}
        self._changed: set[int] = set()
        self._projected_at: dict[int, float] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._projecting: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Serve the running loop: listen for news and for other processes."""
        if self._loop is None:
            news.listen(self._on_news)
            bridge.subscribe(CHANNEL, self._on_bridge, after_gap=self._on_gap)
            bridge.subscribe(CHANNEL_REACTED, self._on_reacted, after_gap=lambda: None)
        self._loop = asyncio.get_running_loop()

    async def get(self, board_id: int) -> Room:
        """Return the room of a board, started; everybody who knocks meanwhile waits for the same start."""
        task = self._starting.get(board_id)
        if task is None:
            room = Room(board_id, on_change=self._on_change)
            task = asyncio.get_running_loop().create_task(room.start())
            self._starting[board_id] = task
        try:
            return await asyncio.shield(task)
        except Exception as error:
            if self._starting.get(board_id) is task:
                del self._starting[board_id]
            _log.exception("a board could not be loaded")
            raise TooMuchError("boards.try_later") from error

    def leave(self, room: Room) -> None:
        """Unload a room some time after the last screen has left."""
        if room.is_idle:
            asyncio.get_running_loop().call_later(IDLE_S, self._unload, room)

    def reacted(self, board_id: int) -> None:
        """Have the signs of a board counted for its screens soon; many signs are one count."""
        for room in self.open_rooms():
            if room.board_id == board_id:
                room.count_soon()
        if settings.REDIS_URL:
            bridge.post(CHANNEL_REACTED, board_id.to_bytes(8))

    def open_rooms(self) -> list[Room]:
        """Return the rooms that are ready."""
        tasks = self._starting.values()
        return [task.result() for task in tasks if task.done() and not task.cancelled() and not task.exception()]

    def _unload(self, room: Room) -> None:
        if room.is_idle:
            self._starting.pop(room.board_id, None)
            self._projected_at.pop(room.board_id, None)

    def _on_change(self, board_id: int) -> None:
        self._changed.add(board_id)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(PROJECT_AFTER_S, self._project)

    def _project(self) -> None:
        self._timer, loop = None, asyncio.get_running_loop()
        now = loop.time()
        due = sorted(
            one for one in self._changed if now - self._projected_at.get(one, -PROJECT_EVERY_S) >= PROJECT_EVERY_S
        )
        self._changed.difference_update(due)
        if self._changed:
            self._timer = loop.call_later(PROJECT_AFTER_S, self._project)
        if due:
            self._projected_at |= dict.fromkeys(due, now)
            self._projecting = loop.create_task(self._ask_projection(due))

    async def _ask_projection(self, board_ids: list[int]) -> None:
        """Ask for note rows; where the database is away, ask again with the next round."""
        try:
            await in_thread(services.ask_projection, board_ids)
        except DatabaseError:
            _log.warning("note rows wait: the database is away")
            for board_id in board_ids:
                self._on_change(board_id)

    def _on_news(self, topic: str, kind: str, _data: dict[str, object]) -> None:
        """Hear, from any thread, what may open or close a board, or was written past its room."""
        is_ours = kind.startswith(("events.", "boards.")) and kind != "boards.projected"
        if is_ours and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._hear, topic, kind)

    def _hear(self, topic: str, kind: str) -> None:
        for room in self.open_rooms():
            if kind == "boards.updated" and topic == f"board:{room.board_id}":
                room.spawn(room.catch_up())
            elif topic == f"event:{room.gate.event_id}" and kind != "boards.updated":
                room.spawn(_refresh(room, kind))

    def _on_bridge(self, payload: bytes) -> None:
        board_id, sequence = int.from_bytes(payload[:8]), int.from_bytes(payload[8:16])
        for room in self.open_rooms():
            if room.board_id == board_id:
                room.take_from_elsewhere(sequence, payload[16:])

    def _on_reacted(self, payload: bytes) -> None:
        for room in self.open_rooms():
            if room.board_id == int.from_bytes(payload):
                room.count_soon()

    def _on_gap(self) -> None:
        for room in self.open_rooms():
            room.spawn(room.catch_up())


async def _refresh(room: Room, kind: str) -> None:
    await room.refresh()
    if kind == "boards.photos_changed":
        photos = await in_thread(queries.photos_to_show, room.board_id, room.gate.slug)
        room.tell(Frame.of("boards.photos", photos=photos))
    if kind.startswith("boards.vot") or kind == "boards.dots_changed":
        counts = await in_thread(queries.counts_to_show, room.board_id)
        room.tell(Frame.of("boards.dots", counts=counts))


rooms = Rooms()
