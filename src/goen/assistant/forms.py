"""What people give the AI to work on."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.assistant import phases
from goen.assistant.models import Draft
from goen.boards.models import Board


class MinutesForm(forms.Form):
    """Which board."""

    board = forms.ChoiceField(label=_("付箋ボード"))

    def __init__(self, data: object = None, *, boards: Sequence[Board]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["board"].choices = [(board.pk, board.title) for board in boards]  # type: ignore[attr-defined]


class RewritingForm(forms.Form):
    """A text and what to make of it."""

    kind = forms.ChoiceField(
        label=_("どう整えるか"),
        choices=((Draft.Kind.POLISH.value, Draft.Kind.POLISH.label), (Draft.Kind.PLAIN.value, Draft.Kind.PLAIN.label)),
        widget=forms.RadioSelect,
        initial=Draft.Kind.PLAIN,
    )
    text = forms.CharField(
        label=_("もとの文"),
        max_length=phases.MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("行ごとに書き直します。数字や固有名詞が変わった行は、もとの文のままにします。"),
    )
