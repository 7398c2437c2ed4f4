"""Freezing an event: documents, tables, the log and a bundle, with hashes, in one file."""

import hashlib
from collections.abc import Callable, Iterable

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from goen.base import audit
from goen.base.bundles import write_bundle
from goen.base.models import AuditEntry
from goen.core.errors import BadInputError
from goen.events.models import Event
from goen.records.models import Archive
from goen.records.phases import AT_HOME
from goen.records.queries.log import every_entry

# Puts the file together: event, number, bundle, audit log, where the log stands.
Pack = Callable[[Event, int, bytes, Iterable[AuditEntry], tuple[int, str]], bytes]


@transaction.atomic
def freeze(*, event: Event, by: str, pack: Pack) -> Archive:
    """Keep the event as it stands now, as ``pack`` puts it together; only after the day is closed."""
    if event.status != Event.Status.CLOSED:
        raise BadInputError("records.not_closed")
    number = (Archive.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0) + 1
    audit.record(by, "records.freeze", f"event:{event.pk}", number=number)
    bundle = write_bundle(Event, event.pk, without=AT_HOME)
    head_number, head = audit.chain_head()
    content = pack(event, number, bundle, every_entry(event.pk), (head_number, head))
    archive = Archive(
        event=event,
        number=number,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        chain_head=head,
        made_by=by,
    )
    archive.file.save(f"{event.slug}-{number}.zip", ContentFile(content), save=True)
    return archive
