"""The door to documents: organisers only, because the workbook holds everything."""

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to
from goen.reports import queries
from goen.reports.models import Document


def get_reports_to_make(actor: Actor, slug: str) -> Member:
    """Return the organiser who may make and take the documents; ≤ 3 queries."""
    return get_event_to("reports.make", actor, slug)


def get_document_to_take(actor: Actor, slug: str, document_id: int) -> tuple[Member, Document]:
    """Return the organiser and a document of their event; ≤ 4 queries."""
    member = get_reports_to_make(actor, slug)
    document = queries.document_of(member.event, document_id)
    if document is None:
        raise RefusedError("base.refused")
    return member, document


def get_bundle_to_take(actor: Actor, slug: str, number: int) -> tuple[Member, list[Document]]:
    """Return the organiser and all documents of one making; ≤ 4 queries."""
    member = get_reports_to_make(actor, slug)
    documents = queries.bundle_of(member.event, number)
    if not documents:
        raise RefusedError("base.refused")
    return member, documents
