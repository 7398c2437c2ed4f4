"""What happened on a board, in words."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from goen.core.notes.history import Change

register = template.Library()


@register.simple_tag
def tell(change: Change, titles: Mapping[str, str]) -> str:
    """Return one change as a sentence."""
    names = {
        "text": change.text,
        "before": titles.get(change.before, change.before),
        "after": titles.get(change.after, change.after),
    }
    return _sentence(change.what).format(**names)


def _sentence(what: str) -> str:
    return {
        "added": _("「{text}」を{after}に追加"),
        "written": _("「{before}」を「{after}」に書き直し"),
        "moved": _("「{text}」を{before}から{after}へ移動"),
        "ordered": _("「{text}」の順番を変更"),
        "sorted": _("「{text}」の種類・見出しを変更"),
        "removed": _("「{text}」を削除"),
        "restored": _("「{text}」を元に戻した"),
        "linked": _("「{text}」を「{after}」につないだ"),
        "unlinked": _("「{text}」と「{after}」のつながりを外した"),
    }[what]
