"""Rules about certain people, who is there when, and files about earlier years."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goen.base.fields import RowsField
from goen.events.models import Event
from goen.grouping.forms.plan import MAX_ROUNDS
from goen.grouping.models import Rule
from goen.roster.models import Participation

_ACCEPTED = ".xlsx,.xlsm,.xls,.csv,.tsv,.txt"


class _PeopleField(RowsField[Participation]):
    """People to tick, each with the organisation."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"data-people": ""})
        super().__init__(queryset=Participation.objects.none(), widget=widget, **kwargs)

    def label_from_instance(self, obj: Participation) -> str:
        return f"{obj.name}（{obj.organisation.label}）"


class RuleForm(forms.Form):
    """A rule about certain people."""

    kind = forms.ChoiceField(
        label=_("決まり"), choices=Rule.Kind.choices, widget=forms.RadioSelect, initial=Rule.Kind.APART
    )
    people = _PeopleField(label=_("対象の人"), help_text=_("2人以上を選びます。"))
    reason = forms.CharField(label=_("理由（主催者だけに見えます）"), max_length=120, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = _expected(event)  # type: ignore[attr-defined]

    def clean_people(self) -> Any:
        """Refuse a rule about one person."""
        people = self.cleaned_data["people"]
        if len(people) < 2:  # noqa: PLR2004 - together or apart needs two
            raise forms.ValidationError(_("2人以上を選んでください。"))
        return people


class AttendanceForm(forms.Form):
    """In which rounds some people are there."""

    people = _PeopleField(label=_("途中から来る人・途中で帰る人"))
    first_round = forms.IntegerField(label=_("最初に出るラウンド"), min_value=1, max_value=MAX_ROUNDS, initial=1)
    last_round = forms.IntegerField(
        label=_("最後に出るラウンド"), min_value=1, max_value=MAX_ROUNDS, initial=MAX_ROUNDS
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = _expected(event)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse rounds in the wrong order."""
        data = super().clean() or self.cleaned_data
        if data.get("first_round", 0) > data.get("last_round", MAX_ROUNDS):
            self.add_error("last_round", _("最後のラウンドは、最初のラウンド以降にしてください。"))
        return data


class AbsenceForm(forms.Form):
    """Who did not come."""

    people = _PeopleField(label=_("欠席の人"))

    def __init__(self, *args: Any, people: Sequence[Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Participation.objects.filter(pk__in=[p.pk for p in people]).select_related("organisation")
        self.fields["people"].queryset = rows  # type: ignore[attr-defined]


class SeatFileForm(forms.Form):
    """A workbook of seats."""

    file = forms.FileField(
        label=_("席のファイル"),
        help_text=_(
            "「氏名」と「グループ」の列がある Excel か CSV。複数ラウンドなら「ラウンド」の列か、ラウンドごとのシート。"
        ),
        widget=forms.ClearableFileInput({"accept": _ACCEPTED}),
        error_messages={"empty": _("ファイルに何も書かれていません。")},
    )


class EarlierFileForm(forms.Form):
    """A file that says who met in an earlier year."""

    year = forms.IntegerField(label=_("開催した年（西暦）"), min_value=1901, max_value=2999)
    file = forms.FileField(
        label=_("以前の席のファイル"),
        help_text=_(
            "以前の座席の一覧（「氏名」と「グループ」の列）か、会った2人の一覧（氏名、氏名、回数）。Excel か CSV。"
        ),
        widget=forms.ClearableFileInput({"accept": _ACCEPTED}),
        error_messages={"empty": _("ファイルに何も書かれていません。")},
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = event.starts_at.year - 1


def _expected(event: Event) -> QuerySet[Participation]:
    rows = Participation.objects.filter(event=event, state=Participation.State.EXPECTED)
    return rows.select_related("organisation").order_by("organisation__name", "kana", "id")
