"""What a page without scripts sends to a board."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.core.notes.board import MAX_TEXT


class NoteForm(forms.Form):
    """One new note."""

    text = forms.CharField(label=_("付箋の文"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3}))
    column = forms.ChoiceField(label=_("列"))
    message_id = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, columns: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = [(column["key"], column["title"]) for column in columns]  # type: ignore[attr-defined]
