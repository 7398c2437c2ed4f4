"""How long personal data is kept, and its disposal with a certificate."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from goen.base import audit
from goen.core.errors import BadInputError
from goen.events.access import Member
from goen.events.models import Event
from goen.records import queries
from goen.records.models import Retention
from goen.records.services.erasing import erase
from goen.roster.models import Participation, RosterImport

# Writes the certificate: event, decision, how many rows of each table went, who did it, where the audit log stands.
Certify = Callable[[Event, Retention, Mapping[str, int], str, str], bytes]


@transaction.atomic
def set_retention(*, member: Member, keep_until: date, is_automatic: bool, is_on_hold: bool, reason: str) -> Retention:
    """Decide until when personal data is kept, and whether the timer or a person disposes of it."""
    if Retention.objects.filter(event=member.event).exclude(disposed_at=None).exists():
        raise BadInputError("records.disposed")
    wanted = {"keep_until": keep_until, "is_automatic": is_automatic, "is_on_hold": is_on_hold, "reason": reason}
    retention, _is_new = Retention.objects.update_or_create(event=member.event, defaults=wanted)
    plain = {**wanted, "keep_until": keep_until.isoformat()}
    audit.record(member.key, "records.set_retention", f"event:{member.event.pk}", **plain)
    return retention


@transaction.atomic
def dispose(*, event: Event, by: str, certify: Certify) -> Retention:
    """Erase everybody of an event and keep the certificate ``certify`` writes; held or disposed data is refused."""
    retention = Retention.objects.select_for_update().filter(event=event).first()
    if retention is None:
        raise BadInputError("records.no_period")
    if retention.disposed_at is not None:
        raise BadInputError("records.disposed")
    if retention.is_on_hold:
        raise BadInputError("records.on_hold")
    counts: Counter[str] = Counter()
    for participation in Participation.objects.filter(event=event):
        counts.update(erase(participation=participation, by=by))
    counts["roster_rosterimport"] += RosterImport.objects.filter(event=event).delete()[0]
    retention.disposed_at = timezone.now()
    audit.record(by, "records.dispose", f"event:{event.pk}", counts=dict(counts), keep_until=str(retention.keep_until))
    number, head = audit.chain_head()
    content = certify(event, retention, counts, by, f"{number} / {head}")
    retention.certificate_sha256 = hashlib.sha256(content).hexdigest()
    retention.certificate.save(f"disposal-{event.pk}.pdf", ContentFile(content), save=False)
    retention.save()
    return retention


def dispose_due(*, certify: Certify) -> int:
    """Dispose of what the timer says; returns of how many events. One that fails does not keep the others."""
    today, count = timezone.localdate(), 0
    for retention in queries.due(today).filter(is_automatic=True):
        dispose(event=retention.event, by="timer", certify=certify)
        count += 1
    return count


def record_redaction(*, member: Member, options: dict[str, object], sha256: str) -> None:
    """Write down that a redacted record was made, and what of it was hidden."""
    audit.record(member.key, "records.redact", f"event:{member.event.pk}", sha256=sha256, **options)


def record_verification(*, actor: str, event_id: int | None, broken: int | None) -> None:
    """Write down that somebody looked whether the chain holds."""
    where = f"event:{event_id}" if event_id else ""
    audit.record(actor, "records.verify", where, is_whole=broken is None)
