"""Input of the control room, cleaned; a form never writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.events.services.clock import MESSAGE_LIMIT

_MOST_MIN = 120


class MinutesForm(forms.Form):
    """How many minutes more or less."""

    minutes = forms.IntegerField(label=_("分"), min_value=1, max_value=_MOST_MIN)


class SegmentForm(forms.Form):
    """A line of the run sheet; empty where the running one is meant."""

    segment = forms.IntegerField(required=False)


class MessageForm(forms.Form):
    """A message for every screen; empty takes it away."""

    message = forms.CharField(label=_("全画面へのお知らせ"), max_length=MESSAGE_LIMIT, required=False)
    clear = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Say nothing where the message is to go away."""
        if self.cleaned_data.get("clear"):
            self.cleaned_data["message"] = ""
        return self.cleaned_data


class CallForm(forms.Form):
    """A call for help."""

    call = forms.IntegerField()


class ModeForm(forms.Form):
    """What the projector shows."""

    mode = forms.CharField(max_length=8)
