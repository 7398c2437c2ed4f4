"""Small words for templates: the other of two, what somebody said, why they are introduced."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from goen.base.templatetags.parts import tie_number as number_of
from goen.roster.models import Person
from goen.ties.models import Introduction, Pairing

register = template.Library()


@register.filter
def other_of(row: Introduction | Pairing, person_id: int) -> Person:
    """Return the other of the two."""
    return row.high if row.low_id == person_id else row.low


@register.filter
def own_word(row: Introduction | Pairing, person_id: int) -> bool | None:
    """Return whether somebody said that the two met."""
    return row.low_met if row.low_id == person_id else row.high_met


@register.filter
def own_yes(row: Introduction, person_id: int) -> bool:
    """Return whether somebody accepted."""
    return row.low_accepts if row.low_id == person_id else row.high_accepts


@register.filter
def reasons_for(row: Introduction, person_id: int) -> list[str]:
    """Return why the two are introduced, as one of them reads it."""
    why = row.reasons
    own, theirs = why.get("first_answers", []), why.get("second_answers", [])
    if row.low_id != person_id:
        own, theirs = theirs, own
    said = []
    if theirs:
        said.append(_("あなたの知りたいこと「{tags}」を話せる方です。").format(tags=_("、").join(theirs)))
    if own:
        said.append(_("あなたが話せる「{tags}」を知りたい方です。").format(tags=_("、").join(own)))
    if why.get("themes"):
        said.append(_("同じテーマに関心があります: {titles}").format(titles=_("、").join(why["themes"])))
    if why.get("words"):
        said.append(_("どちらも「{words}」について書いています。").format(words=_("、").join(why["words"])))
    if why.get("is_missing_link"):
        said.append(_("お二人の団体の間には、まだつながりがありません。"))
    return said


@register.filter
def at(mapping: Mapping[int, str], key: int) -> str:
    """Return what stands under a key, or nothing."""
    return mapping.get(key, "")


@register.filter
def tie_number(key: int) -> int:
    """Return the colour of an organisation, as its chip has it."""
    return number_of(key)
