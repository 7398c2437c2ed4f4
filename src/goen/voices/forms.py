"""The survey as a form: everything may be left blank, nothing is published unless somebody says so."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.voices import phases
from goen.voices.models import Quote, Voice

_RATINGS = (
    (5, _("5 とても満足")),
    (4, _("4 満足")),
    (3, _("3 ふつう")),
    (2, _("2 やや不満")),
    (1, _("1 不満")),
)
_AGAIN = (("yes", _("参加したい")), ("no", _("参加しない")))


class VoiceForm(forms.Form):
    """Rating, whether to come again, and up to four answers with a consent each."""

    satisfaction = forms.TypedChoiceField(
        label=_("今日の満足度"),
        choices=_RATINGS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    wants_again = forms.ChoiceField(
        label=_("次の機会にも参加したいですか"), choices=_AGAIN, required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, voice: Voice | None = None) -> None:
        super().__init__(data, initial=_initial(voice))
        for question in Quote.Question:
            self.fields[f"text_{question.value}"] = forms.CharField(
                label=question.label,
                required=False,
                max_length=phases.TEXT_LIMIT,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.fields[f"publication_{question.value}"] = forms.ChoiceField(
                label=_("この文の公開"),
                choices=Quote.Publication.choices,
                initial=Quote.Publication.NONE,
                required=False,
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[str, tuple[str, str]]:
        """Return question → (text, publication)."""
        given = self.cleaned_data
        return {
            question.value: (
                given[f"text_{question.value}"],
                given[f"publication_{question.value}"] or Quote.Publication.NONE,
            )
            for question in Quote.Question
        }

    def again(self) -> bool | None:
        """Return whether they want to come again; None when they did not say."""
        return {"yes": True, "no": False}.get(self.cleaned_data["wants_again"])


def _initial(voice: Voice | None) -> dict[str, object]:
    if voice is None:
        return {}
    initial: dict[str, object] = {"satisfaction": voice.satisfaction}
    initial["wants_again"] = {True: "yes", False: "no"}.get(voice.wants_again) if voice.wants_again is not None else ""
    for quote in voice.quotes.all():
        initial[f"text_{quote.question}"] = quote.text
        initial[f"publication_{quote.question}"] = quote.publication
    return initial
