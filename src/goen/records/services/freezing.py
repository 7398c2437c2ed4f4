"""Freezing an event: documents, tables, the log and a bundle, with hashes, in one file."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from goen.base import audit
from goen.base.bundles import write_bundle
from goen.core.errors import BadInputError
from goen.events.models import Event
from goen.records.exports.archive import AT_HOME, archive_zip
from goen.records.models import Archive
from goen.records.queries.log import every_entry


@transaction.atomic
def freeze(*, event: Event, by: str) -> Archive:
    """Keep the event as it stands now; only after the day is closed."""
    if event.status != Event.Status.CLOSED:
        raise BadInputError("records.not_closed")
    number = (Archive.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0) + 1
    audit.record(by, "records.freeze", f"event:{event.pk}", number=number)
    bundle = write_bundle(Event, event.pk, without=AT_HOME)
    head_number, head = audit.chain_head()
    content = archive_zip(event, number, bundle, every_entry(event.pk), (head_number, head))
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
