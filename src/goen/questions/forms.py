"""Input of questions and polls, cleaned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.questions import phases
from goen.questions.models import Poll


class QuestionForm(forms.Form):
    """One question; anonymous unless ticked."""

    text = forms.CharField(
        label=_("質問"), max_length=phases.MAX_QUESTION, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )
    is_named = forms.BooleanField(label=_("名前を添える"), required=False)
    message_id = forms.CharField(max_length=24, widget=forms.HiddenInput)


class PollForm(forms.Form):
    """A poll with one option a line."""

    prompt = forms.CharField(label=_("問い"), max_length=phases.MAX_PROMPT)
    kind = forms.ChoiceField(label=_("答え方"), choices=Poll.Kind.choices, widget=forms.RadioSelect)
    options = forms.CharField(
        label=_("選択肢"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("1 行に一つ、2 つから 10 個まで。「ことばで答える」では要りません。"),
    )

    def __init__(self, data: Any = None, *, poll: Poll | None = None) -> None:
        initial: dict[str, object] = {"kind": Poll.Kind.CHOICE}
        if poll is not None:
            initial = {"prompt": poll.prompt, "kind": poll.kind, "options": "\n".join(poll.options)}
        super().__init__(data, initial=initial)

    def values(self) -> dict[str, Any]:
        """Return what a poll is made of."""
        given = self.cleaned_data
        return {"prompt": given["prompt"], "kind": given["kind"], "options": given["options"].splitlines()}


class HideForm(forms.Form):
    """Why a question is not shown, told to its asker."""

    reason = forms.CharField(label=_("理由"), max_length=120, required=False)


class DeskForm(forms.Form):
    """How questions are taken."""

    is_open = forms.BooleanField(required=False)
    is_moderated = forms.BooleanField(required=False)
