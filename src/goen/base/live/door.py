"""Who knocks at a live path: the session cookie is read with Django's own tables, in a worker thread."""

import asyncio
import time
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from goen.base.actors import NOBODY, Actor
from goen.base.http import NEEDS_TOTP, PASSES
from goen.base.live import news

Scope = dict[str, Any]
T = TypeVar("T")
_KNOWN_S = 30.0
_MAX_KNOWN = 10_000
_threads = ThreadPoolExecutor(4, thread_name_prefix="goen-door")


async def in_thread(function: Callable[..., T], *arguments: object) -> T:
    """Run something that asks the database without stopping the loop."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _tidy, function, arguments)


def cookie(scope: Scope, name: str) -> str:
    """Return a cookie of the request, or an empty text."""
    return _cookie_in(_said(scope)[2], name)


_NAMES = {b"host": 0, b"origin": 1, b"cookie": 2}


def _said(scope: Scope) -> tuple[bytes, bytes, bytes]:
    """Return host, origin and cookies of the request; looked for once, however often they are asked for."""
    said: tuple[bytes, bytes, bytes] | None = scope.get("goen.said")
    if said is None:
        found = [b"", b"", b""]
        for key, value in scope["headers"]:
            place = _NAMES.get(key)
            if place is not None and not found[place]:
                found[place] = value
        said = scope["goen.said"] = (found[0], found[1], found[2])
    return said


@lru_cache(maxsize=8192)
def _cookie_in(raw: bytes, name: str) -> str:
    try:
        found = SimpleCookie(raw.decode("latin-1")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def is_same_site(scope: Scope) -> bool:
    """Tell whether the page that knocks was served by this host; browsers always name it for sockets and POSTs."""
    host, origin, _cookies = _said(scope)
    return _is_same(host.decode("latin-1"), origin.decode("latin-1"))


@lru_cache(maxsize=256)
def _is_same(host: str, origin: str) -> bool:
    domain, _port = split_domain_port(host)
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    return not origin or urlsplit(origin).netloc == host


def session_key(scope: Scope) -> str:
    """Return the session cookie of the request, or an empty text."""
    return cookie(scope, settings.SESSION_COOKIE_NAME)


def actor_of_session(key: str) -> Actor:
    """Return who holds a session; ≤ 2 queries, to be called in a worker thread."""
    if not key:
        return NOBODY
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    passes = {int(event): str(token) for event, token in store.get(PASSES, {}).items()}
    request = HttpRequest()
    request.session = store
    user = get_user(request)
    if user.is_authenticated and not (settings.TOTP_REQUIRED and NEEDS_TOTP in store):
        return Actor(user_id=user.pk, is_operator=bool(user.is_staff), passes=passes)
    return Actor(passes=passes)


class Known(Generic[T]):
    """Who knocked lately: remembered for a short while, or until news say that somebody's place has changed.

    Parameters
    ----------
    forget_on : collection of str
        Beginnings of news kinds after which everybody is looked at again; an expulsion always counts.
    for_s : float
        How long somebody is remembered without being looked at again.
    """

    def __init__(self, forget_on: tuple[str, ...], for_s: float = _KNOWN_S) -> None:
        self._kept: dict[Hashable, tuple[float, T]] = {}
        self._forget_on = (news.EXPELLED, *forget_on)
        self._for_s = for_s
        self._n_forgotten = 0
        news.listen(self._hear)

    async def get(self, key: Hashable, look: Callable[..., T], *arguments: object) -> T:
        """Return what is known, or look in a worker thread."""
        found = self._kept.get(key)
        if found and time.monotonic() - found[0] < self._for_s:
            return found[1]
        return await self.look_again(key, look, *arguments)

    async def look_again(self, key: Hashable, look: Callable[..., T], *arguments: object) -> T:
        """Look in a worker thread, whatever is known; not remembered where news came meanwhile, or it is refused."""
        self._kept.pop(key, None)
        n_forgotten = self._n_forgotten
        result = await in_thread(look, *arguments)
        if n_forgotten == self._n_forgotten:
            self.put(key, result)
        return result

    def put(self, key: Hashable, result: T) -> None:
        """Remember what was just looked at."""
        if len(self._kept) > _MAX_KNOWN:  # a stranger's sessions must not fill the memory
            self._kept.clear()
        self._kept[key] = (time.monotonic(), result)

    def _hear(self, _topic: str, kind: str, _data: dict[str, object]) -> None:
        if kind.startswith(self._forget_on):
            self._n_forgotten += 1
            self._kept.clear()


def language_of(scope: Scope) -> str:
    """Return the language of the page that knocks: its cookie, or Japanese."""
    chosen = cookie(scope, settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _tidy(function: Callable[..., T], arguments: tuple[object, ...]) -> T:
    close_old_connections()
    try:
        return function(*arguments)
    finally:
        close_old_connections()
