"""The live paths of boards: ``/live/boards/<slug>/<id>`` and ``…/dots``, thin endpoints beside Django."""

import json
from http import HTTPStatus
from typing import Any

from goen.base.durable import writer
from goen.base.live.door import Scope, in_thread, is_same_site, language_of
from goen.base.live.streams import (
    Receive,
    Send,
    answer,
    answer_json,
    answer_kept,
    read_body,
    refusal,
    serve_events,
    serve_websocket,
)
from goen.boards import queries, services
from goen.boards.access import BoardMember
from goen.boards.live import frames
from goen.boards.live.conversation import BoardConversation, member_at
from goen.boards.live.rooms import rooms
from goen.core.errors import BadInputError, GoenError, RefusedError
from goen.core.notes.board import MAX_UPDATE

_MAX_DOT = 400


async def begin() -> None:
    """Get ready to serve: hear news, and have every board projected that a crash left behind."""
    rooms.begin()
    await in_thread(services.project_lagging)


async def board(scope: Scope, receive: Receive, send: Send, slug: str, board_id: int) -> None:
    """Serve a board: a WebSocket, server-sent events for GET, one message per POST."""
    if scope["type"] == "websocket":
        await serve_websocket(scope, receive, send, BoardConversation(slug, board_id))
    elif scope["method"] == "GET":
        await serve_events(scope, receive, send, BoardConversation(slug, board_id))
    else:
        await _guarded(_post, (scope, receive, send), slug, board_id)


async def dots(scope: Scope, receive: Receive, send: Send, slug: str, board_id: int) -> None:
    """Serve the dots of a board: own ones and counts for GET, one numbered dot placed per POST."""
    handle = _read_dots if scope["method"] == "GET" else _place_dot
    await _guarded(handle, (scope, receive, send), slug, board_id)


async def reactions(scope: Scope, receive: Receive, send: Send, slug: str, board_id: int) -> None:
    """Serve the small signs on notes: one set or taken back per POST."""
    await _guarded(_react, (scope, receive, send), slug, board_id)


async def _guarded(handle: Any, call: tuple[Scope, Receive, Send], slug: str, board_id: int) -> None:
    scope, receive, send = call
    try:
        if not is_same_site(scope):
            raise RefusedError("base.refused")
        at = await member_at(scope, slug, board_id)
        await handle(scope, receive, send, at)
    except GoenError as error:
        status = HTTPStatus.NOT_FOUND if error.code == "base.refused" else HTTPStatus.CONFLICT
        await answer_json(send, refusal(scope, error), status)


async def _post(scope: Scope, receive: Receive, send: Send, at: BoardMember) -> None:
    message = await read_body(receive, MAX_UPDATE + 256)
    if message is None:
        raise BadInputError("boards.too_large", limit_kb=MAX_UPDATE // 1024)
    room = await rooms.get(at.board.pk)
    sent = frames.read(message)
    if isinstance(sent, frames.SentVector):
        await answer(send, frames.joined([await room.state_for(sent.vector)]))
        return
    frame = await room.answer_to(at, language_of(scope), sent)
    if isinstance(frame.payload, str):
        await answer(send, frame.payload.encode(), HTTPStatus.OK, b"application/json")
    else:
        await answer(send, frames.joined([frame]))


async def _read_dots(_scope: Scope, _receive: Receive, send: Send, at: BoardMember) -> None:
    key = services.voter_key(at.board.pk, at.member.key)
    own = await in_thread(queries.own_dots, at.board, key)
    counts = await in_thread(queries.counts_to_show, at.board.pk)
    await answer_json(send, {"own": own, "counts": counts})


async def _place_dot(_scope: Scope, receive: Receive, send: Send, at: BoardMember) -> None:
    if not at.is_writer:
        raise RefusedError("base.refused")
    wish = _wish(await read_body(receive, _MAX_DOT))
    key = services.voter_key(at.board.pk, at.member.key)
    await writer.submit(services.place_dot, services.NewDot(at.board.pk, key, wish[0], wish[1]))
    await answer_kept(send)


async def _react(_scope: Scope, receive: Receive, send: Send, at: BoardMember) -> None:
    if not at.is_writer:
        raise RefusedError("base.refused")
    try:
        wish = json.loads(await read_body(receive, _MAX_DOT) or b"")
        note_id, kind, is_on = wish["note"], wish["kind"], wish["is_on"]
    except (ValueError, TypeError, KeyError):
        raise BadInputError("boards.malformed") from None
    if not isinstance(note_id, str) or not isinstance(kind, str) or type(is_on) is not bool:
        raise BadInputError("boards.malformed")
    key = services.voter_key(at.board.pk, at.member.key)
    await writer.submit(services.react, services.NewReaction(at.board.pk, key, note_id, kind, is_on))
    await answer_kept(send)
    rooms.reacted(at.board.pk)


def _wish(body: bytes | None) -> tuple[int, str]:
    try:
        wish = json.loads(body or b"")
        number, note_id = wish["number"], wish["note"]
    except (ValueError, TypeError, KeyError):
        raise BadInputError("boards.malformed") from None
    if type(number) is not int or not isinstance(note_id, str):
        raise BadInputError("boards.malformed")
    return number, note_id
