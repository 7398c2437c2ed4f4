"""Who calls: a key, for the account that made it, within its scopes."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to
from goen.exchange import access, services


class KeyAuth(HttpBearer):
    """``Authorization: Bearer goen_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002 - ninja's signature
        """Return the key's row, or None for one that is not good."""
        found = access.token_of(token)
        if found is not None:
            services.note_use(token=found)
        return found


def actor(request: HttpRequest, scope: str) -> Actor:
    """Return the account behind a call, for a scope the key has; a key never carries an operator's powers."""
    token: Any = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    if scope not in token.scopes:
        raise RefusedError("exchange.not_in_scope", scope=scope)
    return Actor(user_id=token.user_id)


def member(request: HttpRequest, slug: str, scope: str, deed: str) -> Member:
    """Return who calls, in an event, for a scope of the key and a deed of the role."""
    return get_event_to(deed, actor(request, scope), slug)
