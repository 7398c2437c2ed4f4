"""Parts of the pages of the live day."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goen.base.templatetags.parts import chip
from goen.grouping.models import Group

register = template.Library()


@register.simple_tag
def group_title(group: Group) -> str:
    """Return what people call a group: its own name, or its letter and the word for it."""
    return group.name or _("{letter}グループ").format(letter=group.label)


@register.simple_tag
def group_chip(group: Group) -> SafeString:
    """Show a group in its colour."""
    return chip(group_title(group), group.number)
