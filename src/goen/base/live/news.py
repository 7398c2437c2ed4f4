"""What services say: publish on commit, from any thread; listeners of this process and of all others hear it."""

from collections.abc import Callable

from django.db import transaction

Listener = Callable[[str, str, dict[str, object]], None]
EXPELLED = "live.expelled"
_listeners: list[Listener] = []
_carriers: list[Listener] = []


def publish(topic: str, kind: str, **data: object) -> None:
    """Tell ``topic`` (for example ``"event:12"``) that ``kind`` (``"<slice>.<past participle>"``) happened, on commit.

    Topics of an event: ``event:<id>`` reaches everybody in it, ``event:<id>:staff`` those who run it,
    ``event:<id>:<member key>`` one member on all their screens.
    """
    transaction.on_commit(lambda: _send(topic, kind, data))


def expel(topic: str, member_key: str) -> None:
    """Close every open screen of a member (``Member.key``) in a topic, on commit; their next knock meets the door."""
    publish(topic, EXPELLED, member=member_key)


def listen(listener: Listener) -> Callable[[], None]:
    """Call ``listener(topic, kind, data)`` for all news, also of other processes; returns how to stop."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def carry(carrier: Listener) -> Callable[[], None]:
    """Call ``carrier`` for news of this process only, to take it to the others; returns how to stop."""
    _carriers.append(carrier)
    return lambda: _carriers.remove(carrier)


def hear(topic: str, kind: str, data: dict[str, object]) -> None:
    """Pass news that came from elsewhere to the listeners of this process."""
    for listener in tuple(_listeners):
        listener(topic, kind, data)


def _send(topic: str, kind: str, data: dict[str, object]) -> None:
    hear(topic, kind, data)
    for carrier in tuple(_carriers):
        carrier(topic, kind, data)
