"""The audit log: append only, each entry chained to the one before by SHA-256."""

import hashlib
import json

from django.db import transaction
from django.utils import timezone

from goen.base.models import AuditEntry

_FIRST = "0" * 64


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
            previous_hash=newest.entry_hash if newest else _FIRST,
        )
        entry.entry_hash = _hash(entry)
        entry.save(force_insert=True)


def first_broken_entry() -> int | None:
    """Return the id of the first entry that does not follow from the one before, or None when the chain holds."""
    previous = _FIRST
    for entry in AuditEntry.objects.order_by("id").iterator():
        if entry.previous_hash != previous or entry.entry_hash != _hash(entry):
            return entry.pk
        previous = entry.entry_hash
    return None


def _hash(entry: AuditEntry) -> str:
    moment = entry.at.astimezone(timezone.get_default_timezone()).isoformat()
    parts = [entry.previous_hash, moment, entry.actor, entry.verb, entry.object_key, entry.details]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
