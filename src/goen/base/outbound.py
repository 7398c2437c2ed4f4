"""The only way a program here calls an address somebody typed: nowhere inside unless the operator named the network.

The name is resolved once and the connection goes to that very address, so that a name cannot point elsewhere between
the look and the call; redirects are not followed; the answer is read up to a limit.
"""

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings

from goen.core.errors import BadInputError

TIMEOUT_S = 8.0
_READ = 2_000


@dataclass(frozen=True)
class Target:
    """An address that was looked at: where to connect, and what to ask for there."""

    scheme: str
    host: str
    port: int
    path: str
    ip: str


def look_at(url: str) -> Target:
    """Return where an address leads; refuses all that is not http(s) to the outside or to a network the operator named."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise BadInputError("base.bad_address", url=url[:200]) from error
    is_odd = any(ord(letter) <= 32 or ord(letter) == 127 for letter in url.strip())  # noqa: PLR2004 - ASCII controls
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password or is_odd:
        raise BadInputError("base.bad_address", url=url[:200])
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise BadInputError("base.unknown_host", host=parts.hostname[:200]) from error
    if not found or not all(is_allowed(address) for address in found):
        raise BadInputError("base.inside_address", host=parts.hostname[:200])
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname, port, path, min(found))


def is_allowed(address: str) -> bool:
    """Tell whether an address may be called: a public one, or one in GOEN_WEBHOOK_NETS."""
    ip = _plain(ip_address(address.partition("%")[0]))
    if any(ip in ip_network(network, strict=False) for network in settings.WEBHOOK_NETS):
        return True
    return ip.is_global and not ip.is_multicast


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """Send bytes and return the status of the answer; raises OSError when nobody answers rightly in time."""
    connection = _Pinned(target)
    try:
        connection.request("POST", target.path, body=body, headers={**headers, "Connection": "close"})
        answer = connection.getresponse()
        answer.read(_READ)
    except http.client.HTTPException as error:
        raise OSError(type(error).__name__) from error
    finally:
        connection.close()
    return answer.status


def _plain(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address inside an IPv6 one: it is where the connection would really go."""
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return mapped or ip


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was looked at, under the name that was asked for."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=TIMEOUT_S)
        self._target = target

    def connect(self) -> None:
        """Connect to the very address that was looked at."""
        self.sock = socket.create_connection((self._target.ip, self._target.port), self.timeout)
        if self._target.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self._target.host)
