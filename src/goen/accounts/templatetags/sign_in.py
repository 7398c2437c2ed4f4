"""Ways in beside the password, for pages that are not ours to fill."""

from collections.abc import Sequence
from typing import Any

from django import template

from goen.accounts import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def sign_in_providers(context: dict[str, Any]) -> Sequence[queries.Provider]:
    """Return the identity providers the operator set up; 1 query."""
    return queries.providers(context["request"])
