"""What people type about what to listen to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goen.core.listening.tables import Columns
from goen.events.models import Event
from goen.listening.models import Upload
from goen.listening.queries.sources import Choice

ENCODINGS = (
    ("", _("自動で判定する")),
    ("utf-8-sig", "UTF-8"),
    ("cp932", _("Shift_JIS（Windows）")),
    ("utf-16", "UTF-16"),
    ("euc_jp", "EUC-JP"),
)
_NONE = ("", _("（使わない）"))


class ListeningForm(forms.Form):
    """A title, what to tick, and a file."""

    title = forms.CharField(label=_("題名"), max_length=80, help_text=_("例：今年の交流会で出た声"))
    kinds = forms.MultipleChoiceField(
        label=_("交流会の中の文"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    events = forms.MultipleChoiceField(
        label=_("どの交流会から"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        help_text=_("過去の交流会も選ぶと、年ごとの移り変わりがわかります。"),
    )
    file = forms.FileField(
        label=_("意見のファイル（CSV・Excel）"),
        required=False,
        help_text=_("1 行に 1 件。本文の列は次の画面で確かめます。100 MB・100 万行まで。"),
        widget=forms.ClearableFileInput({"accept": ".csv,.tsv,.txt,.xlsx,.xls"}),
    )
    masks_personal_data = forms.BooleanField(
        label=_("個人情報を伏せる"),
        required=False,
        initial=True,
        help_text=_("電話番号、メールアドレス、住所などの形をした語を〔電話番号〕のように置き換えてから読みます。"),
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, choices: Sequence[Choice], events: Sequence[Event]
    ) -> None:
        super().__init__(data, files)
        counted = [(one.kind, _("{label} — {n} 件").format(label=one.label, n=f"{one.n_texts:,}")) for one in choices]
        self.fields["kinds"].choices = counted  # type: ignore[attr-defined]
        self.by_id = {str(event.pk): event for event in events}
        self.fields["events"].choices = [(key, event.title) for key, event in self.by_id.items()]  # type: ignore[attr-defined]
        self.fields["events"].initial = [str(events[0].pk)]
        if len(events) == 1:
            self.fields["events"].widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        """Ask for at least one source."""
        data = super().clean() or self.cleaned_data
        if not data.get("kinds") and not data.get("file") and not self.errors:
            raise ValidationError(_("まとめる文を選ぶか、ファイルを選んでください。"))
        if data.get("kinds") and not data.get("events"):
            self.add_error("events", _("どの交流会の文かを選んでください。"))
        return data

    def chosen_events(self) -> list[Event]:
        """Return the ticked events."""
        return [self.by_id[key] for key in self.cleaned_data["events"]] if self.cleaned_data["kinds"] else []


class ColumnsForm(forms.Form):
    """Which column is what."""

    text = forms.ChoiceField(label=_("本文の列"))
    author = forms.ChoiceField(
        label=_("書いた人の列"), required=False, help_text=_("人数を数えるためだけに使い、表示しません。")
    )
    when = forms.ChoiceField(label=_("日付の列"), required=False, help_text=_("あると、話題の移り変わりがわかります。"))
    id = forms.ChoiceField(label=_("番号の列"), required=False)
    attributes = forms.MultipleChoiceField(
        label=_("比べる列（団体、年代、地域など）"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, upload: Upload) -> None:
        super().__init__(data, initial=upload.columns)
        names = [(name, name) for name in upload.header]
        for key in ("author", "when", "id"):
            self.fields[key].choices = [_NONE, *names]  # type: ignore[attr-defined]
        self.fields["text"].choices = names  # type: ignore[attr-defined]
        self.fields["attributes"].choices = names  # type: ignore[attr-defined]

    def columns(self) -> Columns:
        """Return the chosen columns; one taken for something else is not compared by."""
        given = self.cleaned_data
        taken = {given["text"], given["author"], given["when"], given["id"]}
        attributes = tuple(name for name in given["attributes"] if name not in taken)
        return Columns(given["text"], given["id"], given["author"], given["when"], attributes)


class EncodingForm(forms.Form):
    """Another encoding, for a file that was read wrongly."""

    encoding = forms.ChoiceField(label=_("文字コード"), choices=ENCODINGS, required=False)


class TitleForm(forms.Form):
    """Another title."""

    title = forms.CharField(label=_("題名"), max_length=80)
