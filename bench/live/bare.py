"""The limit of Python: every message to everybody else in the same path, nothing kept, nothing checked."""

from typing import Any

rooms: dict[str, set[Any]] = {}


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Serve one socket, or an empty answer."""
    if scope["type"] == "http":
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"{}"})
    elif scope["type"] == "websocket":
        await _socket(scope["path"], receive, send)


async def _socket(path: str, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    room = rooms.setdefault(path, set())
    room.add(send)
    try:
        while (message := await receive())["type"] != "websocket.disconnect":
            frame = {"type": "websocket.send", "bytes": message["bytes"]}
            for other in room:
                if other is not send:
                    await other(frame)
    finally:
        room.discard(send)
