"""A whole event as bytes."""

from goen.base.bundles import write_bundle, write_bundle_workbook
from goen.events.models import Event
from goen.exchange.phases import AT_HOME


def bundle_of(event: Event) -> bytes:
    """Return the event with everything below it, of every slice; accounts stay at home. About two queries a table."""
    return write_bundle(Event, event.pk, without=AT_HOME)


def workbook_of(event: Event) -> bytes:
    """Return the same as one macro-free Excel workbook, for networks that let no ZIP through."""
    return write_bundle_workbook(bundle_of(event))
