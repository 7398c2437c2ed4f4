"""The two ways a screen stays open: a WebSocket, or server-sent events where a proxy strips the upgrade."""

import asyncio
import json
from base64 import b64encode
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Protocol

from django.utils import translation

from goen.base.live.door import Scope, is_same_site, language_of
from goen.base.live.hub import Frame, Outbox
from goen.base.messages import sentence
from goen.core.errors import GoenError

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
CLOSE_REFUSED = 4404
BEAT_S = 15.0
BEAT = "beat"
_BEAT_ANSWER = Frame.of("live.beat")
MAX_BODY = 1024 * 1024
_MAX_PATIENCE = 32 * 1024 * 1024


class Conversation(Protocol):
    """One open screen as its slice sees it."""

    outbox: Outbox

    async def open(self, scope: Scope) -> None:
        """Check the door and begin to listen; raises GoenError when refused."""

    async def hear(self, message: bytes | str) -> None:
        """Take one message of the screen."""

    async def close(self) -> None:
        """Forget the screen; called once, also after a refusal."""


def refusal(scope: Scope, error: GoenError) -> dict[str, object]:
    """Return what a screen is told about a refusal, in its language."""
    with translation.override(language_of(scope)):
        return {"kind": "live.refused", "code": error.code, "message": sentence(error)}


async def serve_websocket(scope: Scope, receive: Receive, send: Send, conversation: Conversation) -> None:
    """Hold one WebSocket from its first to its last message."""
    await receive()
    if not is_same_site(scope):
        await send({"type": "websocket.close", "code": CLOSE_REFUSED})
        return
    await send({"type": "websocket.accept"})
    try:
        await conversation.open(scope)
        await _talk(receive, send, conversation)
    except GoenError as error:
        with suppress(Exception):  # the screen may be gone already
            await send(Frame(json.dumps(refusal(scope, error), ensure_ascii=False)).as_websocket)
            await send({"type": "websocket.close", "code": CLOSE_REFUSED, "reason": error.code})
    finally:
        await conversation.close()


async def _talk(receive: Receive, send: Send, conversation: Conversation) -> None:
    sender = asyncio.create_task(_send_frames(send, conversation.outbox))
    try:
        while not conversation.outbox.closed_with:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                break
            if message.get("text") == BEAT:
                conversation.outbox.put(_BEAT_ANSWER)
            await conversation.hear(message.get("bytes") or message.get("text") or "")
    finally:
        sender.cancel()
        await asyncio.gather(sender, return_exceptions=True)


async def _send_frames(send: Send, outbox: Outbox) -> None:
    while frames := await outbox.take():
        for frame in frames:
            await send(frame.as_websocket)
    await send({"type": "websocket.close", "code": outbox.closed_with})


async def serve_events(scope: Scope, receive: Receive, send: Send, conversation: Conversation) -> None:
    """Hold one stream of server-sent events; the screen speaks by POST."""
    try:
        try:
            await conversation.open(scope)
        except GoenError as error:
            await answer_json(send, refusal(scope, error), HTTPStatus.NOT_FOUND)
            return
        headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-cache, no-transform")]
        headers.append((b"x-accel-buffering", b"no"))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await _stream(receive, send, conversation.outbox)
    finally:
        await conversation.close()


async def _stream(receive: Receive, send: Send, outbox: Outbox) -> None:
    gone = asyncio.create_task(_until_gone(receive))
    try:
        while not gone.done():
            await send({"type": "http.response.body", "body": await _next_lines(outbox, gone), "more_body": True})
            if outbox.closed_with is not None:
                end = f"event: end\ndata: {outbox.closed_with}\n\n".encode()
                await send({"type": "http.response.body", "body": end})
                return
    finally:
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)


async def _next_lines(outbox: Outbox, gone: "asyncio.Task[None]") -> bytes:
    taking = asyncio.create_task(outbox.take())
    await asyncio.wait({taking, gone}, timeout=BEAT_S, return_when=asyncio.FIRST_COMPLETED)
    if not taking.done():
        taking.cancel()
        return b"event: beat\ndata: 1\n\n"
    return b"".join(_line(frame) for frame in taking.result())


def _line(frame: Frame) -> bytes:
    payload = frame.payload
    if isinstance(payload, str):
        return b"data: " + payload.encode() + b"\n\n"
    return b"event: bytes\ndata: " + b64encode(payload) + b"\n\n"


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def read_body(receive: Receive, limit: int = MAX_BODY) -> bytes | None:
    """Return the body of a POST, or None when it is longer than the limit.

    What is too long is read to its end and thrown away, so that the sender hears the answer; but not for ever.
    """
    parts: list[bytes] = []
    size = 0
    while size <= _MAX_PATIENCE:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        size += len(message.get("body", b""))
        if size <= limit:
            parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts) if size <= limit else None
    return None


async def answer(send: Send, body: bytes, status: int = 200, content_type: bytes = b"application/octet-stream") -> None:
    """Send a whole answer that no cache keeps."""
    headers = [(b"content-type", content_type), (b"cache-control", b"no-store")]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def answer_json(send: Send, data: object, status: int = 200) -> None:
    """Send a JSON answer that no cache keeps."""
    await answer(send, json.dumps(data, ensure_ascii=False).encode(), status, b"application/json")


_KEPT = b'{"is_kept": true}'
_KEPT_HEAD: dict[str, Any] = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-type", b"application/json"), (b"content-length", str(len(_KEPT)).encode())],
}
_KEPT_BODY: dict[str, Any] = {"type": "http.response.body", "body": _KEPT}


async def answer_kept(send: Send) -> None:
    """Say that a write is durable; the same few bytes each time."""
    await send(_KEPT_HEAD)
    await send(_KEPT_BODY)
