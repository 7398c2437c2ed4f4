"""What was made of an event, and what is being made."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from goen.base import jobs
from goen.events.models import Event
from goen.reports.models import Document

MAKE = "reports.make"


@dataclass(frozen=True)
class Making:
    """All documents of one making, in the order of their kinds."""

    number: int
    documents: Sequence[Document]

    @property
    def size(self) -> int:
        """Bytes of all together."""
        return sum(document.size for document in self.documents)


def event_of(event_id: int) -> Event:
    """Return an event by its number, for a job; 1 query."""
    return Event.objects.select_related("partnership").get(pk=event_id)


def makings_of(event: Event) -> list[Making]:
    """Return every making, newest first; 1 query."""
    order = {kind: place for place, kind in enumerate(Document.Kind.values)}
    rows = Document.objects.filter(event=event).order_by("-number", "id")
    return [
        Making(number, sorted(documents, key=lambda document: order[document.kind]))
        for number, documents in groupby(rows, key=lambda document: document.number)
    ]


def document_of(event: Event, document_id: int) -> Document | None:
    """Return one document of an event; 1 query."""
    return Document.objects.filter(event=event, pk=document_id).first()


def bundle_of(event: Event, number: int) -> list[Document]:
    """Return the documents of one making; 1 query."""
    return list(Document.objects.filter(event=event, number=number).order_by("id"))


def making_of(event: Event) -> jobs.Job | None:
    """Return the newest making that waits, runs or failed last; None when it is done; 1 query."""
    newest = jobs.Job.objects.filter(name=MAKE, arguments__event_id=event.pk).order_by("-created_at").first()
    return newest if newest and newest.state not in (jobs.Job.State.DONE, jobs.Job.State.CANCELLED) else None
