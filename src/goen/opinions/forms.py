"""What organisers decide about a consultation, and what they paste into it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event
from goen.opinions import phases
from goen.opinions.models import Consultation
from goen.opinions.queries import audiences_of
from goen.opinions.services.consultations import Frame


class ConsultationForm(forms.Form):
    """Title, question, whom it is open to, who sees the results."""

    title = forms.CharField(label=_("題名"), max_length=80, help_text=_("例：これからの窓口サービスについて"))
    question = forms.CharField(
        label=_("問いかけ"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("回答ページの最初に表示します。"),
    )  # fmt: skip
    audience = forms.ChoiceField(label=_("対象"), widget=forms.RadioSelect)
    results = forms.ChoiceField(
        label=_("結果（意見の地図）を見られる人"), choices=Consultation.Results.choices, widget=forms.RadioSelect,
        help_text=_("「答えた人」は、5 問以上（意見が少ないときはすべて）に答えた人です。"),
    )  # fmt: skip
    takes_statements = forms.BooleanField(label=_("回答者も意見を追加できる"), required=False)
    is_checked_first = forms.BooleanField(
        label=_("追加された意見は、主催者が確認してから載せる"), required=False,
        help_text=_("外すと、書かれた意見はすぐに載ります。あとから不掲載にできます。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, event: Event, consultation: Consultation | None = None) -> None:
        super().__init__(data, initial=_initial(consultation))
        offered = audiences_of(event)
        if consultation is not None and consultation.state != Consultation.State.DRAFT:
            offered = [choice for choice in offered if choice[0] == consultation.audience] or [
                (consultation.audience, consultation.audience)
            ]
        self.fields["audience"].choices = offered  # type: ignore[attr-defined]

    def frame(self) -> Frame:
        """Return what was decided."""
        return Frame(**{name: self.cleaned_data[name] for name in Frame.__dataclass_fields__})


class StatementsForm(forms.Form):
    """Statements of the organiser, one a line."""

    texts = forms.CharField(
        label=_("意見（1 行に 1 つ）"), widget=forms.Textarea(attrs={"rows": 6}), max_length=60_000,
        help_text=_("「賛成」「反対」で答えられる短い文にします。140 文字まで。"),
    )  # fmt: skip

    def lines(self) -> list[str]:
        """Return the lines as they were typed, so that a message can name the row."""
        return str(self.cleaned_data["texts"]).splitlines()


class ProposeForm(forms.Form):
    """One statement of somebody who answers."""

    text = forms.CharField(
        label=_("あなたの意見"), max_length=phases.TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("ほかの人が「賛成」「反対」で答えられる短い文にしてください。お名前や個人が分かることは書かないでください。"),
    )  # fmt: skip


class ImportForm(forms.Form):
    """The files of a Polis export."""

    comments = forms.FileField(
        label=_("意見のファイル（comments.csv）"), help_text=_("comment-id と comment-body の列が必要です。")
    )
    votes = forms.FileField(
        label=_("投票のファイル（votes.csv または participants-votes.csv）"), required=False,
        help_text=_("votes.csv は voter-id、comment-id、vote の列が必要です。1 が賛成、0 がパス、-1 が反対です。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse files too large to be read while somebody waits."""
        cleaned = super().clean() or {}
        for name in ("comments", "votes"):
            file = cleaned.get(name)
            if file and (file.size or 0) > phases.IMPORT_LIMIT_MB * 1024 * 1024:
                self.add_error(
                    name,
                    _("ファイルが大きすぎます。{limit} MB までにしてください。").format(limit=phases.IMPORT_LIMIT_MB),
                )
        return cleaned

    def content(self, name: str) -> bytes:
        """Return the bytes of a file, empty when there is none."""
        file: Any = self.cleaned_data.get(name)
        return bytes(file.read()) if file else b""


def _initial(consultation: Consultation | None) -> dict[str, object]:
    if consultation is None:
        return {
            "audience": phases.EVENT,
            "results": Consultation.Results.VOTERS,
            "takes_statements": True,
            "is_checked_first": True,
        }
    return {name: getattr(consultation, name) for name in Frame.__dataclass_fields__}
