"""Every write of the reports slice."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from goen.base import audit, jobs, live
from goen.events.access import Member
from goen.events.models import Event
from goen.reports.models import Document
from goen.reports.queries.documents import MAKE


@transaction.atomic
def start_making(*, member: Member) -> jobs.Job:
    """Ask for all documents of the event; pressed twice while one waits, it is one."""
    number = (Document.objects.filter(event=member.event).aggregate(last=Max("number"))["last"] or 0) + 1
    audit.record(member.key, "reports.make", f"event:{member.event.pk}", number=number)
    return jobs.enqueue(
        MAKE, owner_key=member.key, once=True, event_id=member.event.pk, number=number, made_by=member.key
    )


@transaction.atomic
def keep_document(*, event: Event, kind: str, number: int, file_name: str, content: bytes, made_by: str) -> Document:
    """Keep a made document with its hash; made again by a repeated job, it replaces its own former self only."""
    for former in Document.objects.filter(event=event, number=number, kind=kind):
        former.file.delete(save=False)
        former.delete()
    document = Document(
        event=event,
        kind=kind,
        number=number,
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        made_by=made_by,
    )
    extension = file_name.rpartition(".")[2]
    document.file.save(f"{event.pk}-{number}-{kind}.{extension}", ContentFile(content), save=True)
    return document


@transaction.atomic
def tell_made(*, event: Event, number: int) -> None:
    """Tell open screens that the documents are there."""
    live.publish(event.topic, "reports.made", number=number)


def record_download(*, member: Member, document: Document) -> None:
    """Write down who took a document."""
    audit.record(member.key, "reports.download", f"document:{document.pk}", kind=document.kind, sha256=document.sha256)
