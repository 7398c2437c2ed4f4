"""Data of an event for other programs, inside a page."""

import json
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@register.simple_tag
def json_ld(data: dict[str, object]) -> SafeString:
    """Write schema.org data as a block that no browser runs."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - "<" is escaped


@register.filter
def day_text(moment: date) -> str:
    """Return a day as the reader's language writes it, ``2026年12月3日（木）`` or ``Thu 3 December 2026``."""
    day = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return date_format(day, _("Y年n月j日（D）"))
