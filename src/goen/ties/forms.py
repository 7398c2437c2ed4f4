"""What people type about their ties."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.ties import phases
from goen.ties.models import Card
from goen.ties.services.keeping import CardFields

_BETWEEN = re.compile(r"[、,，\n]+")


class CardForm(forms.Form):
    """How one can be reached, what one can tell about and looks for, and what one takes part in."""

    wants_introductions = forms.BooleanField(
        label=_("ご紹介を受ける"),
        required=False,
        help_text=_("関心の合う、別の団体の方をご紹介します。お二人とも希望したときだけ、互いの連絡先が見えます。"),
    )
    wants_pairings = forms.BooleanField(
        label=_("毎月の1対1に参加する"),
        required=False,
        help_text=_("月に 1 人、別の団体の方と 30 分話します。組になった方には連絡先が見えます。"),
    )
    contact = forms.CharField(
        label=_("連絡先"),
        required=False,
        max_length=phases.CONTACT_LIMIT,
        help_text=_("メールや内線など。互いに希望した方だけに見えます。"),
    )
    offers = forms.CharField(
        label=_("話せること"),
        required=False,
        max_length=300,
        help_text=_("「、」で区切ります。例: RPA、広報、まちづくり"),
    )
    asks = forms.CharField(
        label=_("知りたいこと"),
        required=False,
        max_length=300,
        help_text=_("「、」で区切ります。例: データ活用、移住支援"),
    )

    def __init__(self, data: Any = None, *, card: Card | None = None, contact: str = "") -> None:
        initial: dict[str, object] = {"contact": contact}
        if card is not None:
            initial = {name: getattr(card, name) for name in ("wants_introductions", "wants_pairings", "contact")}
            initial |= {name: "、".join(getattr(card, name)) for name in ("offers", "asks")}
        super().__init__(data, initial=initial)

    def fields_to_save(self) -> CardFields:
        """Return what was written."""
        given = self.cleaned_data
        return CardFields(
            contact=given["contact"],
            offers=_tags(given["offers"]),
            asks=_tags(given["asks"]),
            wants_introductions=given["wants_introductions"],
            wants_pairings=given["wants_pairings"],
        )


class WishForm(forms.Form):
    """With whom to stay in touch, and whether they may see the contact."""

    person = forms.IntegerField(min_value=1)
    shares_contact = forms.BooleanField(required=False)


class RowForm(forms.Form):
    """Which row a button is about."""

    row = forms.IntegerField(min_value=1)


class AppointmentForm(forms.Form):
    """When and where two people meet."""

    row = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    meets_at = forms.DateTimeField(label=_("日時"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    place = forms.CharField(label=_("場所・方法"), required=False, max_length=phases.PLACE_LIMIT)


class FilterForm(forms.Form):
    """Which years and whose ties the network shows; nonsense filters nothing."""

    year = forms.IntegerField(required=False)
    organisation = forms.IntegerField(required=False)


def _tags(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip() for tag in _BETWEEN.split(text) if tag.strip()))
