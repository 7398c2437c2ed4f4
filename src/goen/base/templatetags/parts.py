"""Parts of pages, available on every page without ``{% load %}``; docs/developer/frontend.md shows each of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import segno
from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goen.base.icons import ICONS
from goen.base.navigation import Entry, entries, stages

register = template.Library()

N_TIES = 10
_TONE_ICONS = {"info": "info", "success": "success", "warning": "warning", "error": "error", "live": "play"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return a line icon; without a label it is decoration and hidden from screen readers."""
    naming = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" focusable="false" {}><path d="{}"/></svg>', naming, ICONS[name]
    )


@register.simple_tag
def badge(text: object, tone: str = "") -> SafeString:
    """Return a status in words with a tone: success, warning, error, info, quiet, live."""
    sign = icon(_TONE_ICONS[tone]) if tone in _TONE_ICONS else ""
    return format_html('<span class="badge badge-{}">{}{}</span>', tone or "plain", sign, text)


@register.inclusion_tag("base/parts/stat.html")
def stat(label: str, value: object, unit: str = "", note: str = "", href: str = "") -> dict[str, object]:
    """Show one figure with its label, unit and what it is compared with."""
    return {"label": label, "value": value, "unit": unit, "note": note, "href": href}


@register.inclusion_tag("base/parts/empty.html")
def empty(title: str, text: str = "", href: str = "", action: str = "") -> dict[str, object]:
    """Say that nothing is here yet, why, and what to do first."""
    return {"title": title, "text": text, "href": href, "action": action}


@register.simple_block_tag
def banner(content: str, tone: str = "info", title: str = "") -> SafeString:
    """Put the content into a notification of a tone: info, success, warning, error."""
    heading = format_html('<p class="banner-title">{}</p>', title) if title else ""
    role = mark_safe(' role="alert"') if tone == "error" else ""
    return format_html(
        '<div class="banner tone-{}"{}>{}<div class="banner-body">{}{}</div></div>',
        tone,
        role,
        icon(_TONE_ICONS[tone]),
        heading,
        content,
    )


@register.simple_block_tag
def card(content: str, title: str = "", href: str = "", tied: bool = False, level: int = 2) -> SafeString:
    """Put the content into a card; with ``href`` the whole face leads there."""
    text = format_html('<a href="{}">{}</a>', href, title) if href else title
    heading = format_html('<h{0} class="card-title">{1}</h{0}>', level, text) if title else ""
    classes = "card" + (" card-link" if href else "") + (" card-tied" if tied else "")
    return format_html('<section class="{}">{}{}</section>', classes, heading, content)


@register.simple_block_tag
def disclosure(content: str, title: str, is_open: bool = False) -> SafeString:
    """Hide the content behind its title until asked for."""
    return format_html(
        '<details class="disclosure"{}><summary>{}</summary><div class="disclosure-body">{}</div></details>',
        mark_safe(" open") if is_open else "",
        title,
        content,
    )


@register.simple_block_tag
def dialog(content: str, name: str, title: str) -> SafeString:
    """Put the content into a dialog opened by any ``<button data-opens="name">``."""
    return format_html(
        '<dialog class="dialog" id="{0}" aria-labelledby="{0}-title"><h2 class="dialog-title" id="{0}-title">{1}</h2>{2}</dialog>',
        name,
        title,
        content,
    )


@register.simple_block_tag
def table(content: str, label: str, sortable: bool = False, dense: bool = False) -> SafeString:
    """Put thead and tbody into a table that scrolls by itself on narrow screens; the label names it."""
    return format_html(
        '<div class="table-scroll" role="region" aria-label="{0}" tabindex="0">'
        '<table class="table{1}" aria-label="{0}"{2}>{3}</table></div>',
        label,
        " table-dense" if dense else "",
        mark_safe(" data-sortable") if sortable else "",
        content,
    )


@register.filter
def tie_number(key: object) -> int:
    """Return a colour from 1 to 10 for a thing: its primary key, its number, or its name."""
    if isinstance(key, int):
        return (key - 1) % N_TIES + 1
    return sum(ord(letter) for letter in str(key)) % N_TIES + 1


@register.simple_tag
def chip(thing: Any, number: int | None = None) -> SafeString:
    """Show an organisation or group as a coloured letter and its name: ``{% chip organisation %}``, ``{% chip "A班" 1 %}``."""
    text = str(getattr(thing, "label", thing))
    key = number or getattr(thing, "pk", None) or text
    return format_html(
        '<span class="chip tie-{}"><span class="chip-mark" aria-hidden="true">{}</span><span>{}</span></span>',
        tie_number(key),
        (text.rsplit(maxsplit=1)[-1] if number and text else text)[:1],  # "Aグループ" and "Group A" are both marked A
        text,
    )


@register.simple_tag
def person(name: str, kana: str = "") -> SafeString:
    """Show a name with its reading above it."""
    reading = format_html('<span class="person-kana">{}</span> ', kana) if kana else ""
    return format_html('<span class="person">{}{}</span>', reading, name)


@register.inclusion_tag("base/parts/steps.html")
def steps(current: int, *labels: str) -> dict[str, object]:
    """Show where one is in a sequence: ``{% steps 2 "ファイル" "確認" "完了" %}``, counted from 1."""
    states = ["done" if n < current else "current" if n == current else "todo" for n in range(1, len(labels) + 1)]
    return {"steps": list(zip(labels, states, strict=True)), "current": current, "total": len(labels)}


@register.inclusion_tag("base/parts/crumbs.html")
def crumbs(*parts: object) -> dict[str, object]:
    """Show the way here: ``{% crumbs "交流会" list_url event.title event_url "名簿" %}``; the last is this page."""
    links = list(zip(parts[:-1:2], parts[1:-1:2], strict=True)) if len(parts) > 1 else []
    return {"links": links, "here": parts[-1]}


@register.simple_tag
def qr(text: str, caption: str = "", label: str = "") -> SafeString:
    """Show a QR code as a figure that scales; the caption stands below it."""
    svg = segno.make(text, error="m", micro=False).svg_inline(omitsize=True, border=2)
    note = format_html("<figcaption>{}</figcaption>", caption) if caption else ""
    return format_html(
        '<figure class="qr"><div role="img" aria-label="{}">{}</div>{}</figure>',
        label or caption or text,
        mark_safe(svg),  # noqa: S308 - drawn by segno: numbers only
        note,
    )


@register.simple_tag
def meter(value: float, total: float, label: str) -> SafeString:
    """Show how much of a total is reached, in words and as a bar."""
    return format_html(
        '<div class="progress"><div class="progress-head"><span>{}</span><span class="progress-percent">{} / {}</span>'
        '</div><progress class="meter" value="{}" max="{}" aria-label="{}"></progress></div>',
        label,
        value,
        total,
        value,
        total or 1,
        label,
    )


@register.simple_tag
def timer(seconds: int, label: str = "", state: str = "running") -> SafeString:
    """Show a clock's face at rest; the live island takes it over."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    return format_html(
        '<div class="timer" data-state="{}"><span class="timer-label">{}</span>'
        '<span class="timer-face" role="timer">{}</span></div>',
        state,
        label,
        f"{minutes}:{rest:02d}",
    )


def _event_of(member_or_event: Any) -> tuple[Any, str]:
    event = getattr(member_or_event, "event", member_or_event)
    return event, getattr(member_or_event, "role", "organiser")


@register.inclusion_tag("base/parts/event_nav.html")
def event_nav(member: Any, current: str = "") -> dict[str, object]:
    """Show an event's name and the pages this member sees there."""
    event, role = _event_of(member)
    grouped = stages(role, current, event.slug)
    now = next((stage for stage in grouped if stage.is_current), None)
    shown = now.entries if now else entries("event", role=role, current=current, args=[event.slug])
    return {"event": event, "stages": grouped, "entries": [] if grouped and (now is None or len(shown) == 1) else shown}


@register.inclusion_tag("base/parts/partnership_nav.html")
def partnership_nav(partnership: Any, current: str = "") -> dict[str, object]:
    """Show a partnership's name and the pages it has for those who belong to it."""
    return {"partnership": partnership, "entries": entries("partnership", current=current, args=[partnership.slug])}


@register.inclusion_tag("base/parts/guest_tabs.html")
def guest_tabs(member: Any, current: str = "") -> dict[str, Sequence[Entry]]:
    """Show the pages a guest has in an event, at the phone's foot."""
    event, role = _event_of(member)
    return {"entries": entries("guest", role=role, current=current, args=[event.slug], status=event.status)}


@register.inclusion_tag("base/parts/main_nav.html", takes_context=True)
def main_nav(context: Context) -> dict[str, object]:
    """Show the pages of the header; ``nav`` in the context names the current one, the role ``account`` is signed in."""
    role = "account" if getattr(context.get("user"), "is_authenticated", False) else ""
    return {"entries": entries("main", role=role, current=str(context.get("nav", "")))}


@register.filter
def moment_text(moment: datetime) -> str:
    """Return a moment as the reader's language writes it: ``2026年12月3日（木）14:05`` or ``Thu 3 December 2026, 14:05``."""
    return date_format(timezone.localtime(moment), _("Y年n月j日（D）H:i"))


@register.filter
def grouped(number: int) -> str:
    """Return a whole number with its thousands apart: ``100,000``."""
    return f"{number:,}"


@register.simple_tag
def dots(count: int, label: str = "") -> SafeString:
    """Show votes as dots (up to ten) and always as a number."""
    marks = mark_safe('<span class="dot"></span>' * min(count, N_TIES))  # noqa: S308 - a constant
    return format_html('<span class="dots"><span aria-hidden="true">{}</span> {}{}</span>', marks, count, label)
