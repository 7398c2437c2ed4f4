"""News for open screens: a service publishes after its commit, every listener of the topic hears it once."""

from collections.abc import Callable

from django.db import transaction

Listener = Callable[[str, str, dict[str, object]], None]
_listeners: list[Listener] = []


def publish(topic: str, kind: str, **data: object) -> None:
    """Tell ``topic`` (for example ``"event:12"``) that ``kind`` (``"<slice>.<past participle>"``) happened, on commit."""
    transaction.on_commit(lambda: _send(topic, kind, data))


def listen(listener: Listener) -> Callable[[], None]:
    """Call ``listener(topic, kind, data)`` for all news of this process; returns how to stop."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def _send(topic: str, kind: str, data: dict[str, object]) -> None:
    for listener in _listeners:
        listener(topic, kind, data)
