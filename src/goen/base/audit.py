"""The audit log: append only, each entry chained to the one before by SHA-256."""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar

from django.db import transaction
from django.utils import timezone

from goen.base.models import AuditEntry

_FIRST = "0" * 64
# Where the present request is, so that every entry knows its event without being told: (event id, key of the member).
_here: ContextVar[tuple[int | None, str]] = ContextVar("goen_audit_here", default=(None, ""))
_listeners: list[Callable[[AuditEntry], None]] = []


def stand_at(event_id: int | None, actor: str = "") -> None:
    """Say at which event the present request is, and as whom; the doors do, and each request begins at none."""
    _here.set((event_id, actor))


def present() -> tuple[int | None, str]:
    """Return the event and the member the present request came to a door as."""
    return _here.get()


def listen(heard: Callable[[AuditEntry], None]) -> None:
    """Let a slice hear of every entry, inside the transaction that writes it; called from ``apps.py``."""
    if heard not in _listeners:
        _listeners.append(heard)


def record(actor: str, verb: str, object_key: str = "", **details: object) -> None:
    """Append an entry inside the caller's transaction; 2 queries and a lock on the newest entry."""
    with transaction.atomic():
        newest = AuditEntry.objects.select_for_update().order_by("-id").first()
        entry = AuditEntry(
            at=timezone.now(),
            actor=actor,
            verb=verb,
            object_key=object_key,
            details=details,
            event_id=_event_of(object_key, details),
            previous_hash=newest.entry_hash if newest else _FIRST,
        )
        entry.entry_hash = _hash(entry)
        entry.save(force_insert=True)
        for heard in _listeners:
            heard(entry)


def first_broken_entry() -> int | None:
    """Return the id of the first entry that does not follow from the one before, or None when the chain holds."""
    previous = _FIRST
    for entry in AuditEntry.objects.order_by("id").iterator():
        if entry.previous_hash != previous or entry.entry_hash != _hash(entry):
            return entry.pk
        previous = entry.entry_hash
    return None


def chain_head() -> tuple[int, str]:
    """Return number and hash of the newest entry: who keeps them can later prove that nothing before was changed."""
    newest = AuditEntry.objects.order_by("-id").first()
    return (newest.pk, newest.entry_hash) if newest else (0, _FIRST)


def _event_of(object_key: str, details: Mapping[str, object]) -> int | None:
    kind, _colon, number = object_key.partition(":")
    if kind == "event" and number.isdigit():
        return int(number)
    named = details.get("event")
    return named if isinstance(named, int) else _here.get()[0]


def _hash(entry: AuditEntry) -> str:
    moment = entry.at.astimezone(timezone.get_default_timezone()).isoformat()
    parts = [entry.previous_hash, moment, entry.actor, entry.verb, entry.object_key, entry.details]
    parts += [] if entry.event_id is None else [entry.event_id]  # entries from before events were noted have none
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
