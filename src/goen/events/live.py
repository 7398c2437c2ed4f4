"""The live channel of an event: news for phones, control room and projector alike, and the clock they count by."""

import json
import time
from http import HTTPStatus

from goen.base.live.door import Known, Scope, actor_of_session, session_key
from goen.base.live.hub import Frame, Outbox, hub
from goen.base.live.streams import Receive, Send, answer, answer_json, serve_events, serve_websocket
from goen.events.access import Member, get_event_to, get_member
from goen.events.phases import MODERATORS

_KNOCK_AGAIN_S = 60.0
# A screen that stays is looked at each minute anyway: whoever holds one is known until the next look.
_members: Known[Member] = Known(forget_on=("roster.", "events."), for_s=1.5 * _KNOCK_AGAIN_S)


async def member_known(key: str, slug: str) -> Member:
    """Return whom a session belongs to in an event, without a query where their screen is open; what they may is not asked."""
    return await _members.get((key, slug), _look, key, slug)


def _look(key: str, slug: str) -> Member:
    return get_member(actor_of_session(key), slug)


def _member_at(key: str, slug: str) -> Member:
    return get_event_to("events.see", actor_of_session(key), slug)


class EventConversation:
    """One screen that hears an event."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.outbox = Outbox()
        self._topics: list[str] = []
        self._key = ""
        self._checked_at = 0.0

    async def open(self, scope: Scope) -> None:
        """Check the door, then listen to the event and to what is said to this member alone."""
        self._key = session_key(scope)
        member = await _members.look_again((self._key, self.slug), _member_at, self._key, self.slug)
        topic = member.event.topic
        self._topics = [topic, f"{topic}:{member.key}"] + ([f"{topic}:staff"] if member.role in MODERATORS else [])
        hub.join(self.outbox, self._topics, member.key)
        self.outbox.put(Frame.of("live.hello", role=member.role, now_ms=now_ms()))
        self._checked_at = time.monotonic()

    async def hear(self, message: bytes | str) -> None:  # noqa: ARG002 - a heartbeat says nothing but that it is there
        """Take the screen's heartbeat as the moment to look at the door again."""
        if time.monotonic() - self._checked_at < _KNOCK_AGAIN_S:
            return
        self._checked_at = time.monotonic()
        await _members.look_again((self._key, self.slug), _member_at, self._key, self.slug)

    async def close(self) -> None:
        """Stop listening."""
        hub.leave(self.outbox, self._topics)


def now_ms() -> float:
    """Return the server's clock in milliseconds since 1970."""
    return time.time_ns() / 1_000_000


async def clock(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Tell the time: every screen takes its offset from here."""
    await answer(send, json.dumps({"now_ms": now_ms()}).encode(), HTTPStatus.OK, b"application/json")


async def event(scope: Scope, receive: Receive, send: Send, slug: str) -> None:
    """Serve ``/live/events/<slug>``: a WebSocket, server-sent events for GET, a heartbeat for POST."""
    conversation = EventConversation(slug)
    if scope["type"] == "websocket":
        await serve_websocket(scope, receive, send, conversation)
    elif scope["method"] == "GET":
        await serve_events(scope, receive, send, conversation)
    else:
        await answer_json(send, {}, HTTPStatus.METHOD_NOT_ALLOWED)
