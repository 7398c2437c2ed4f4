"""The door to keys and webhooks, and the door a program knocks at."""

import hashlib

from django.utils import timezone

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to, may_open_partnership
from goen.exchange.models import Delivery, Hook, Token
from goen.exchange.phases import PREFIX


def get_account(actor: Actor) -> int:
    """Return the account that may have keys and bring events in; no query."""
    if actor.user_id is None or not may_open_partnership(actor):
        raise RefusedError("base.refused")
    return actor.user_id


def get_token_to_revoke(actor: Actor, token_id: int) -> Token:
    """Return a key of one's own; 1 query."""
    token = Token.objects.filter(user_id=get_account(actor), pk=token_id, revoked_at=None).first()
    if token is None:
        raise RefusedError("base.refused")
    return token


def token_of(key: str) -> Token | None:
    """Return the token of a key that is good now, or None; 1 query."""
    if not key.startswith(PREFIX) or len(key) > 100:  # noqa: PLR2004 - ours have 48 letters
        return None
    found = Token.objects.select_related("user").filter(
        key_hash=hashlib.sha256(key.encode()).hexdigest(), revoked_at=None, user__is_active=True
    )
    token = found.first()
    is_over = token is not None and token.expires_at is not None and token.expires_at < timezone.now()
    return None if is_over else token


def get_event_to_connect(actor: Actor, slug: str) -> Member:
    """Return the organiser who may tell other programs of an event, and take it along; ≤ 3 queries."""
    return get_event_to("exchange.manage", actor, slug)


def get_hook(member: Member, hook_id: int) -> Hook:
    """Return a webhook of the member's event; 1 query."""
    hook = Hook.objects.filter(event=member.event, pk=hook_id).first()
    if hook is None:
        raise RefusedError("base.refused")
    return hook


def get_delivery(member: Member, delivery_id: int) -> Delivery:
    """Return a delivery of the member's event; 1 query."""
    delivery = Delivery.objects.select_related("hook").filter(hook__event=member.event, pk=delivery_id).first()
    if delivery is None:
        raise RefusedError("base.refused")
    return delivery
