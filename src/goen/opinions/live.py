"""Live paths of consultations: ``/live/opinions/<code>`` (news of the landscape) and ``…/votes`` (ask and answer)."""

import asyncio
import json
import time
from collections.abc import Mapping
from http import HTTPStatus

from django.conf import settings
from django.core import signing
from django.http import HttpResponse

from goen.base.durable import writer
from goen.base.live import news
from goen.base.live.door import Scope, actor_of_session, cookie, in_thread, is_same_site, session_key
from goen.base.live.hub import Frame, Outbox, hub
from goen.base.live.streams import Receive, Send, answer_json, read_body, refusal, serve_events, serve_websocket
from goen.core.errors import BadInputError, GoenError, RefusedError, TooMuchError
from goen.opinions import access, phases, queries, services
from goen.opinions.access import Voter

VISITOR = "goen_visitor"
_SIGNER = signing.Signer(salt="opinions.visitor")
_MAX_BODY = 2_000
_KNOWN_S, _LOOK_AGAIN_S = 30.0, 60.0
_GATHER_S = 1.0
_known: dict[tuple[str, str, str], tuple[float, Voter]] = {}


def visitor_of(cookies: Mapping[str, str]) -> str:
    """Return the token of a browser for public consultations, or an empty text; a forged cookie counts as none."""
    try:
        return _SIGNER.unsign(cookies.get(VISITOR, ""))
    except signing.BadSignature:
        return ""


def keep_visitor(response: HttpResponse, token: str, max_age_s: int) -> None:
    """Let a browser keep its token; no script can read it."""
    is_secure = settings.SESSION_COOKIE_SECURE
    signed = _SIGNER.sign(token)
    response.set_cookie(VISITOR, signed, max_age=max_age_s, httponly=True, samesite="Lax", secure=is_secure)


async def begin() -> None:
    """Get ready to serve: have every landscape drawn that a crash left behind."""
    await in_thread(services.draw_lagging)


async def landscape(scope: Scope, receive: Receive, send: Send, code: str) -> None:
    """Serve the news of a landscape: a WebSocket, server-sent events for GET."""
    conversation = LandscapeConversation(code)
    if scope["type"] == "websocket":
        await serve_websocket(scope, receive, send, conversation)
    elif scope["method"] == "GET":
        await serve_events(scope, receive, send, conversation)
    else:
        await answer_json(send, {}, HTTPStatus.METHOD_NOT_ALLOWED)


async def votes(scope: Scope, receive: Receive, send: Send, code: str) -> None:
    """Keep an answer, then say what to ask next; GET only asks."""
    try:
        if not is_same_site(scope):
            raise RefusedError("base.refused")
        voter = await _voter_at(scope, code)
        in_hand = await _cast(scope, receive, voter) if scope["method"] == "POST" else frozenset()
        asked, progress = await in_thread(_next, voter, in_hand)
        told = {"asked": [vars(one) for one in asked], "answered": progress.n_answered, "all": progress.n_all}
        await answer_json(send, {"is_kept": scope["method"] == "POST", **told})
    except GoenError as error:
        is_hidden, is_much = error.code == "base.refused", isinstance(error, TooMuchError)
        status = HTTPStatus.NOT_FOUND if is_hidden else HTTPStatus.TOO_MANY_REQUESTS if is_much else HTTPStatus.CONFLICT
        await answer_json(send, refusal(scope, error), status)


async def _cast(scope: Scope, receive: Receive, voter: Voter) -> frozenset[int]:
    """Keep one answer durably; returns the statements the phone holds ready."""
    if not voter.ballot_key:
        raise BadInputError("opinions.no_cookie")
    statement, value, in_hand = _wish(await read_body(receive, _MAX_BODY))
    if voter.consultation.is_public:
        access.doorkeeper.admit(scope["client"][0] if scope.get("client") else "", voter.ballot_key)
    vote = services.NewVote(voter.consultation.pk, voter.ballot_key, statement, value)
    await writer.submit(services.cast_votes, vote)
    redraws.touch(voter.consultation.pk)
    return in_hand


def _wish(body: bytes | None) -> tuple[int, int, frozenset[int]]:
    try:
        wish = json.loads(body or b"")
        statement, value, in_hand = wish["statement"], wish["value"], wish.get("in_hand", [])
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BadInputError("opinions.no_such_answer") from None
    ids = [statement, value, *(in_hand if isinstance(in_hand, list) else [None])]
    if any(type(one) is not int or abs(one) > 2**62 for one in ids) or len(ids) > 2 + 4 * phases.N_AHEAD:
        raise BadInputError("opinions.no_such_answer")
    return statement, value, frozenset(in_hand)


def _next(voter: Voter, in_hand: frozenset[int]) -> tuple[list[queries.Asked], queries.Progress]:
    return queries.next_statements(voter.consultation, voter.ballot_key, without=in_hand)


async def _voter_at(scope: Scope, code: str) -> Voter:
    """Return who knocks; remembered for half a minute: the batch itself looks whether the consultation is open."""
    key = (session_key(scope), visitor_of({VISITOR: cookie(scope, VISITOR)}), code)
    found = _known.get(key)
    if found and time.monotonic() - found[0] < _KNOWN_S:
        return found[1]
    voter = await in_thread(_look, *key)
    if len(_known) > 20_000:  # noqa: PLR2004 - strangers must not fill the memory
        _known.clear()
    _known[key] = (time.monotonic(), voter)
    return voter


def _look(key: str, visitor: str, code: str) -> Voter:
    return access.get_consultation_to_answer(actor_of_session(key), code, visitor)


def _look_at_results(key: str, visitor: str, code: str) -> Voter:
    return access.get_landscape_to_see(actor_of_session(key), code, visitor)


def _forget(_topic: str, kind: str, _data: dict[str, object]) -> None:
    if kind == news.EXPELLED or kind.startswith(("grouping.", "roster.", "opinions.opened", "opinions.closed")):
        _known.clear()


news.listen(_forget)


class Redraws:
    """Asks for drawings a second after the first vote that no drawing shows, and less often where drawing takes long."""

    def __init__(self) -> None:
        self._waiting: set[int] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def touch(self, consultation_id: int) -> None:
        """Have a consultation drawn soon."""
        self._waiting.add(consultation_id)
        loop = asyncio.get_running_loop()
        if self._timer is None or self._timer.when() < loop.time():
            self._timer = loop.call_later(_GATHER_S, self._fire)

    def _fire(self) -> None:
        self._timer = None
        task = asyncio.get_running_loop().create_task(self._ask(sorted(self._waiting)))
        self._waiting.clear()
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ask(self, consultation_ids: list[int]) -> None:
        await in_thread(_ask_drawings, consultation_ids)


def _ask_drawings(consultation_ids: list[int]) -> None:
    services.ask_drawings(consultation_ids=consultation_ids)


redraws = Redraws()


class LandscapeConversation:
    """One screen that hears when the landscape was drawn anew."""

    def __init__(self, code: str) -> None:
        self._code = code
        self.outbox = Outbox()
        self._topics: list[str] = []
        self._key: tuple[str, str] = ("", "")
        self._checked_at = 0.0

    async def open(self, scope: Scope) -> None:
        """Check the door, then listen."""
        self._key = session_key(scope), visitor_of({VISITOR: cookie(scope, VISITOR)})
        voter = await in_thread(_look_at_results, *self._key, self._code)
        self._topics = [voter.consultation.topic]
        hub.join(self.outbox, self._topics, voter.member.key if voter.member else "")
        self.outbox.put(Frame.of("live.hello"))
        self._checked_at = time.monotonic()

    async def hear(self, message: bytes | str) -> None:  # noqa: ARG002 - a heartbeat says nothing but that it is there
        """Take the screen's heartbeat as the moment to look at the door again."""
        if time.monotonic() - self._checked_at < _LOOK_AGAIN_S:
            return
        self._checked_at = time.monotonic()
        await in_thread(_look_at_results, *self._key, self._code)

    async def close(self) -> None:
        """Stop listening."""
        hub.leave(self.outbox, self._topics)


__all__ = ["VISITOR", "begin", "keep_visitor", "landscape", "redraws", "visitor_of", "votes"]
