"""The one connection to the AI server: only to the operator's address, no redirects, no proxy, bounded in time and size."""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from goen.core.assistance import Request
from goen.core.errors import GoenError

MOST_BYTES = 2 * 1024 * 1024
_TRIES = 2
_WAIT_S = 1.0
_AGAIN = frozenset({429, 500, 502, 503, 504})
_UNKNOWN_SHAPE = frozenset({400, 422})


@dataclass(frozen=True)
class Answer:
    """What came back, with the tokens the server counted (0 where it does not)."""

    text: str
    n_tokens_sent: int
    n_tokens_received: int
    seconds: float


@dataclass(frozen=True)
class _Place:
    is_secure: bool
    host: str
    port: int
    path: str


def ask(request: Request) -> Answer:
    """Ask the server; raises ``assistant.unreachable``, ``.slow``, ``.refused`` or ``.unreadable``."""
    start = time.monotonic()
    body: dict[str, Any] = {
        "model": settings.AI_MODEL,
        "messages": list(request.messages),
        "temperature": 0,
        "seed": 0,
        "max_tokens": max(2 * request.n_answer_tokens, 600),
        "stream": False,
    }
    strict = {"type": "json_schema", "json_schema": {"name": request.name, "strict": True, "schema": request.schema}}
    status, content = 0, b""
    for shape in (strict, {"type": "json_object"}, None):
        status, content = _post(body | ({"response_format": shape} if shape else {}), start)
        if status not in _UNKNOWN_SHAPE:
            break
    if status != http.HTTPStatus.OK:
        raise GoenError("assistant.refused", status=status)
    return _read(content, time.monotonic() - start)


def _post(body: Mapping[str, Any], start: float) -> tuple[int, bytes]:
    """Send once, and once more where the server was busy."""
    status, content = 0, b""
    for attempt in range(_TRIES):
        status, content = _send(json.dumps(body).encode(), start)
        if status not in _AGAIN:
            break
        if attempt + 1 < _TRIES:
            time.sleep(_WAIT_S)
    return status, content


def _send(body: bytes, start: float) -> tuple[int, bytes]:
    place = place_of(settings.AI_URL)
    left = settings.AI_TIMEOUT_S - (time.monotonic() - start)
    if left <= 0:
        raise GoenError("assistant.slow", seconds=round(settings.AI_TIMEOUT_S))
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if settings.AI_KEY:
        headers["Authorization"] = f"Bearer {settings.AI_KEY}"
    connection = _connection(place, left)
    try:
        connection.request("POST", f"{place.path}/chat/completions", body, headers)
        response = connection.getresponse()
        return response.status, _content(response, start)
    except TimeoutError as error:
        raise GoenError("assistant.slow", seconds=round(settings.AI_TIMEOUT_S)) from error
    except (OSError, http.client.HTTPException) as error:
        raise GoenError("assistant.unreachable", server=f"{place.host}:{place.port}") from error
    finally:
        connection.close()


def _connection(place: _Place, timeout_s: float) -> http.client.HTTPConnection:
    if place.is_secure:
        return http.client.HTTPSConnection(
            place.host, place.port, timeout=timeout_s, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(place.host, place.port, timeout=timeout_s)


def _content(response: http.client.HTTPResponse, start: float) -> bytes:
    """Read the answer in pieces, so that one that drips or never ends is given up."""
    parts: list[bytes] = []
    size = 0
    while part := response.read1(65_536):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise GoenError("assistant.unreadable")
        if time.monotonic() - start > settings.AI_TIMEOUT_S:
            raise TimeoutError
    return b"".join(parts)


def _read(content: bytes, seconds: float) -> Answer:
    try:
        whole = json.loads(content)
        text = whole["choices"][0]["message"]["content"]
        usage = whole.get("usage") or {}
        sent, received = int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise GoenError("assistant.unreadable") from error
    if not isinstance(text, str):
        raise GoenError("assistant.unreadable")
    return Answer(text, max(sent, 0), max(received, 0), seconds)


def place_of(address: str) -> _Place:
    """Return where the operator's address leads; "host:port" means http and /v1.

    Raises
    ------
    GoenError
        ``assistant.bad_address`` for another scheme, a password in it, or an address no AI server can have.
    """
    parts = urlsplit(address if "://" in address else f"http://{address}")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise GoenError("assistant.bad_address") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise GoenError("assistant.bad_address")
    _refuse_reserved(parts.hostname, port)
    path = parts.path.rstrip("/")
    return _Place(parts.scheme == "https", parts.hostname, port, path or "/v1")


def _refuse_reserved(host: str, port: int) -> None:
    """Refuse addresses of cloud metadata (link-local), multicast and "any"."""
    try:
        found = {row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError as error:
        raise GoenError("assistant.unreachable", server=f"{host}:{port}") from error
    for one in found:
        address = ipaddress.ip_address(str(one).split("%")[0])
        if address.is_link_local or address.is_multicast or address.is_unspecified:
            raise GoenError("assistant.bad_address")
