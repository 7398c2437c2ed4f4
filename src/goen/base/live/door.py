"""Who knocks at a live path: the session cookie is read with Django's own tables, in a worker thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from goen.base.actors import NOBODY, Actor
from goen.base.http import PASSES

Scope = dict[str, Any]
T = TypeVar("T")
_threads = ThreadPoolExecutor(4, thread_name_prefix="goen-door")


async def in_thread(function: Callable[..., T], *arguments: object) -> T:
    """Run something that asks the database without stopping the loop."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _tidy, function, arguments)


def header(scope: Scope, name: bytes) -> str:
    """Return a header of the request, or an empty text."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def cookie(scope: Scope, name: str) -> str:
    """Return a cookie of the request, or an empty text."""
    return _cookie_in(header(scope, b"cookie"), name)


@lru_cache(maxsize=8192)
def _cookie_in(raw: str, name: str) -> str:
    try:
        found = SimpleCookie(raw).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def is_same_site(scope: Scope) -> bool:
    """Tell whether the page that knocks was served by this host; browsers always name it for sockets and POSTs."""
    return _is_same(header(scope, b"host"), header(scope, b"origin"))


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
    if user.is_authenticated:
        return Actor(user_id=user.pk, is_operator=bool(user.is_staff), passes=passes)
    return Actor(passes=passes)


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
