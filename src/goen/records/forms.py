"""What organisers decide about records."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goen.records.exports.redacted import Redaction
from goen.records.models import Retention
from goen.records.phases import MOST_WORDS
from goen.records.queries import Filter


class RetentionForm(forms.ModelForm[Retention]):
    """Until when, and who disposes."""

    class Meta:
        model = Retention
        fields = ("keep_until", "is_automatic", "is_on_hold", "reason")
        widgets = {"keep_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "keep_until": _("文書管理の定めに合わせてください（例：1年、3年、5年）。"),
            "is_automatic": _("選ばないときは、期限が過ぎるとこの画面で知らせます。"),
            "reason": _("定めの名前や、廃棄を止める理由を書きます。"),
        }


class RedactionForm(forms.Form):
    """What must not be disclosed."""

    ground = forms.CharField(label=_("不開示の根拠"), max_length=200, help_text=_("例：個人情報（条例第7条第2号）"))
    hides_departments = forms.BooleanField(label=_("部署と役職を隠す"), required=False, initial=True)
    hides_voices = forms.BooleanField(label=_("参加者の声の文を隠す"), required=False, initial=True)
    words = forms.CharField(
        label=_("ほかに隠す言葉"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("1行に一つずつ書きます。氏名とフリガナは、書かなくても隠します。"),
    )

    def clean_words(self) -> list[str]:
        """Return the words one by one."""
        words = [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(_("隠す言葉は200行までにしてください。"))
        return words

    def redaction(self) -> Redaction:
        """Return what was chosen."""
        return Redaction(**self.cleaned_data)


class LogForm(forms.Form):
    """What a reader of the log looks for."""

    verb = forms.ChoiceField(label=_("操作"), required=False)
    actor = forms.CharField(label=_("だれが（利用者名）"), required=False, max_length=80)
    since = forms.DateField(label=_("この日から"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("この日まで"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, verbs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["verb"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what is written above
        field.choices = [("", _("すべて")), *verbs]

    def wanted(self) -> Filter:
        """Return the filter; a wrong field filters nothing."""
        if not self.is_valid():
            return Filter()
        return Filter(**self.cleaned_data)


def default_period(event: Any) -> dict[str, Any]:
    """Return what to propose: three years after the end of the fiscal year of the day."""
    day = timezone.localdate(event.starts_at)
    year = day.year + (1 if day.month >= 4 else 0)  # noqa: PLR2004 - the fiscal year begins in April
    return {"keep_until": day.replace(year=year + 3, month=3, day=31)}
