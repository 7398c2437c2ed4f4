"""How pages of pitches and proposals name a group."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goen.base.templatetags.parts import chip
from goen.grouping.models import Group

register = template.Library()


@register.filter
def group_title(group: Group | None) -> str:
    """Return what people call a group: its own name, or its letter and the word for it; a removed one has none left."""
    if group is None:
        return _("以前のグループ")
    return group.name or _("{letter}グループ").format(letter=group.label)


@register.simple_tag
def group_chip(group: Group | None) -> SafeString:
    """Show a group in its colour."""
    return chip(group_title(group), group.number if group else None)
