"""Keys and webhooks as their pages show them."""

from goen.events.models import Event
from goen.exchange.models import Delivery, Hook, Token


def tokens_of(user_id: int) -> list[Token]:
    """Return the keys of an account that are not revoked, newest first; 1 query."""
    return list(Token.objects.filter(user_id=user_id, revoked_at=None))


def hooks_of(event: Event) -> list[Hook]:
    """Return the addresses an event tells; 1 query."""
    return list(Hook.objects.filter(event=event))


def deliveries_of(event: Event) -> list[Delivery]:
    """Return the last hundred deliveries of an event, newest first; 1 query."""
    return list(Delivery.objects.filter(hook__event=event).select_related("hook")[:100])
