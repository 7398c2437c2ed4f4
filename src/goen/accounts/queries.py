"""Reads of accounts and organisations."""

from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.adapter import get_adapter

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


@dataclass(frozen=True)
class Provider:
    """A way in beside the password: what its button says and where it leads."""

    name: str
    url: str


def providers(request: Any) -> list[Provider]:
    """Return the identity providers the operator set up; 1 query."""
    return [Provider(str(found.name), found.get_login_url(request)) for found in get_adapter().list_providers(request)]
