"""Reads of accounts and organisations."""

from goen.accounts.models import Organisation
from goen.core.text.names import organisation_key


def organisations() -> list[Organisation]:
    """Return every organisation, by name; 1 query."""
    return list(Organisation.objects.all())


def organisation_index() -> dict[str, Organisation]:
    """Return organisation by the keys of its name and short name; a full name wins over a short one; 1 query."""
    rows = organisations()
    index = {organisation_key(row.short_name): row for row in rows if row.short_name}
    return index | {organisation_key(row.name): row for row in rows}
