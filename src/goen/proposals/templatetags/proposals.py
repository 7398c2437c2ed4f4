"""Small words for templates: the part a note is in, its label, its colour."""

from collections.abc import Mapping

from django import template

from goen.proposals.models import Proposal

register = template.Library()
_LABELS = {part.value: part.label for part in Proposal.Part}


@register.filter
def at(mapping: Mapping[str, object], key: str) -> object:
    """Return what stands under a key, or nothing."""
    return mapping.get(key, "")


@register.filter
def part_label(key: str) -> str:
    """Return the name of a part of the sheet."""
    return str(_LABELS.get(key, key))


@register.filter
def slugify_part(key: str) -> str:
    """Return the part as the style sheet writes it."""
    return key.replace("_", "-")
