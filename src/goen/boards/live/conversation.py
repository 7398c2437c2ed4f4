"""One screen at a board, over WebSocket or server-sent events with POST."""

import asyncio
import json
import time
from contextlib import suppress

from goen.base.live.door import Known, Scope, actor_of_session, in_thread, language_of, session_key
from goen.base.live.hub import Frame, Outbox, hub
from goen.base.live.streams import BEAT
from goen.boards import queries
from goen.boards.access import BoardMember, get_board_to_see
from goen.boards.live import frames
from goen.boards.live.room import Guest, Room
from goen.boards.live.rooms import rooms
from goen.boards.services import voter_key
from goen.core.errors import GoenError

_LOOK_AGAIN_S = 60.0
_PER_S, _BURST = 100.0, 500.0
_known: Known[BoardMember] = Known(forget_on=("grouping.", "roster.", "boards.opened"))


async def member_at(scope: Scope, slug: str, board_id: int, *, is_fresh: bool = False) -> BoardMember:
    """Return who knocks; remembered for half a minute or until somebody is expelled or moved."""
    key = (session_key(scope), slug, board_id)
    if not is_fresh:
        return await _known.get(key, _look, *key)
    at = await in_thread(_look, *key)
    _known.put(key, at)
    return at


def _look(key: str, slug: str, board_id: int) -> BoardMember:
    return get_board_to_see(actor_of_session(key), slug, board_id)


def _knock(key: str, slug: str, board_id: int) -> tuple[BoardMember, dict[str, object]]:
    """Ask everything one arrival needs in one go: thirty arrive together."""
    at = _look(key, slug, board_id)
    voter = voter_key(at.board.pk, at.member.key)
    own, counts = queries.dots_for(at.board, voter)
    return at, {
        "own_dots": own,
        "counts": counts,
        "reactions": queries.reaction_counts(board_id),
        "own_reactions": queries.own_reactions(board_id, voter),
        "photos": queries.photos_to_show(board_id, slug),
    }


class BoardConversation:
    """One open screen at a board."""

    def __init__(self, slug: str, board_id: int) -> None:
        self._slug = slug
        self._board_id = board_id
        self._room: Room | None = None
        self._guest: Guest | None = None
        self._topics: list[str] = []
        self._scope: Scope = {}
        self._tokens = _BURST
        self._counted_at = self._looked_at = time.monotonic()
        self.outbox = Outbox(limit=1024)

    async def open(self, scope: Scope) -> None:
        """Check the door, wait for the room, say hello."""
        self._scope = scope
        at, told = await in_thread(_knock, session_key(scope), self._slug, self._board_id)
        _known.put((session_key(scope), self._slug, self._board_id), at)
        self._room = await rooms.get(self._board_id)
        await self._room.look_again()
        self._guest = Guest(at, self.outbox, language_of(scope))
        self._topics = [at.member.event.topic]
        hub.join_for_expulsion(self.outbox, self._topics, at.member.key)
        self._room.join(self._guest)
        self.outbox.put(Frame.of("boards.hello", **_greeting(at, self._room), **told))

    async def hear(self, message: bytes | str) -> None:
        """Take one message; whatever it holds, only its own screen hears of a mistake."""
        if self._room is None or self._guest is None:
            return
        await self._pace()
        if isinstance(message, str):
            await self._hear_text(message)
            return
        await self._hear_bytes(self._room, self._guest, message)

    async def close(self) -> None:
        """Leave the room."""
        hub.leave(self.outbox, self._topics)
        if self._room is not None:
            self._room.leave(self.outbox)
            rooms.leave(self._room)

    async def _hear_bytes(self, room: Room, guest: Guest, message: bytes) -> None:
        try:
            sent = frames.read(message)
            if isinstance(sent, frames.SentVector):
                self.outbox.put(await room.state_for(sent.vector))
            else:
                await room.take(guest.at, guest.language, sent, self.outbox.put, self.outbox)
        except GoenError as error:
            self.outbox.put(Frame.of("boards.refused", id="", code=error.code, message="", is_final=True))

    async def _hear_text(self, text: str) -> None:
        if text == BEAT:
            if time.monotonic() - self._looked_at > _LOOK_AGAIN_S:
                self._looked_at = time.monotonic()
                await member_at(self._scope, self._slug, self._board_id, is_fresh=True)
            return
        with suppress(ValueError, AttributeError):
            note_id = json.loads(text[:200]).get("writing", "")
            if self._room and self._guest and isinstance(note_id, str):
                self._room.writes(self._guest, note_id[:40])

    async def _pace(self) -> None:
        """Slow a screen down that sends more than any hand can write; others do not notice."""
        now = time.monotonic()
        self._tokens = min(_BURST, self._tokens + (now - self._counted_at) * _PER_S) - 1
        self._counted_at = now
        if self._tokens < 0:
            await asyncio.sleep(-self._tokens / _PER_S)


def _greeting(at: BoardMember, room: Room) -> dict[str, object]:
    return {
        **room.gate.as_news(),
        "author_key": "" if room.gate.is_anonymous else at.author_key,
        "name": at.name,
        "people": room.people,
        "is_writer": at.is_writer,
        "is_moderator": at.is_moderator,
        "may_spotlight": at.member.may("events.run"),
    }
