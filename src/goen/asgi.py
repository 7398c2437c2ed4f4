"""The door of the server: live paths go to thin endpoints, everything else to Django."""
# ruff: noqa: E402 - Django must be set up before anything that holds a model is imported

import os
import re
import threading
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goen.settings")

from django.conf import settings
from django.core.asgi import get_asgi_application
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

pages: Any = get_asgi_application()

from goen.base import jobs
from goen.base.live import bridge
from goen.base.live.door import Scope, in_thread
from goen.base.live.hub import hub
from goen.base.live.streams import Receive, Send, answer_json
from goen.boards import live as boards_live
from goen.events import live as events_live
from goen.opinions import live as opinions_live
from goen.questions import live as questions_live

_PREFIX = "/live/"
_WARM_AFTER_S = 20.0
_BOARD = re.compile(r"/live/boards/([-\w]+)/(\d{1,15})(/dots|/reactions)?/?")
_QUESTIONS = re.compile(r"/live/questions/([-\w]+)/?")
_EVENT = re.compile(r"/live/events/([-\w]+)/?")
_OPINIONS = re.compile(r"/live/opinions/([a-z0-9]{4,12})(/votes)?/?")


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one connection."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    path: str = scope["path"].removeprefix(settings.FORCE_SCRIPT_NAME or "")
    if path.startswith(_PREFIX):
        await _live(path, scope, receive, send)
    elif scope["type"] == "http":
        await pages(scope, receive, send)
    else:
        await receive()
        await send({"type": "websocket.close"})


async def _live(path: str, scope: Scope, receive: Receive, send: Send) -> None:
    if path == "/live/clock" and scope["type"] == "http":
        await events_live.clock(scope, receive, send)
    elif found := _EVENT.fullmatch(path):
        await events_live.event(scope, receive, send, found[1])
    elif (found := _BOARD.fullmatch(path)) and (scope["type"] == "http" or not found[3]):
        serve = {"/dots": boards_live.dots, "/reactions": boards_live.reactions}.get(found[3] or "", boards_live.board)
        await serve(scope, receive, send, found[1], int(found[2]))
    elif scope["type"] == "http" and (found := _QUESTIONS.fullmatch(path)):
        await questions_live.hall(scope, receive, send, found[1])
    elif (found := _OPINIONS.fullmatch(path)) and (scope["type"] == "http" or not found[2]):
        await (opinions_live.votes if found[2] else opinions_live.landscape)(scope, receive, send, found[1])
    elif scope["type"] == "http":
        await answer_json(send, {"code": "base.refused"}, 404)
    else:
        await receive()
        await send({"type": "websocket.close"})


def _warm() -> None:
    """Load the compiled kernels before the first person asks for groups or sees a landscape."""
    from goen.core.grouping.warm import warm as warm_grouping  # noqa: PLC0415 - loads slowly, beside the first answers
    from goen.core.opinions.warm import warm as warm_opinions  # noqa: PLC0415 - as above

    warm_grouping()
    warm_opinions()


def _begin_to_warm() -> None:
    """Wait until those who come back after a restart are in: loading kernels holds up every answer beside it."""
    timer = threading.Timer(_WARM_AFTER_S, _warm)
    timer.daemon, timer.name = True, "goen-warm"
    timer.start()


async def _lifespan(receive: Receive, send: Send) -> None:
    """Start what runs beside the answers: the hub, the bridge to other processes, the job workers."""
    message: dict[str, Any] = await receive()
    hub.start()
    await boards_live.begin()
    await opinions_live.begin()
    bridge.start()
    if getattr(settings, "START_WORKERS", True):
        await in_thread(jobs.start_workers)
        _begin_to_warm()
    await send({"type": "lifespan.startup.complete"})
    while message["type"] != "lifespan.shutdown":
        message = await receive()
    await bridge.stop()
    await send({"type": "lifespan.shutdown.complete"})


_answering: Any = _answer
_behind_proxy: Any = ProxyHeadersMiddleware(_answering, trusted_hosts=settings.TRUSTED_PROXIES)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one connection: remember who is at its other end before a proxy's headers replace that."""
    scope["goen.peer"] = scope["client"][0] if scope.get("client") else ""
    await _behind_proxy(scope, receive, send)
