"""What people type about who takes part."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import Organisation
from goen.base.messages import sentence_of
from goen.core.rosters.entries import Problem
from goen.core.rosters.headers import FIELDS
from goen.core.text.kana import is_kana
from goen.events.models import Event, Theme
from goen.roster.models import WORDING, Admission, Consent, Participation
from goen.roster.services.people import Profile

N_WISHES = 3
FIELD_LABELS = {
    "": _("（使わない）"),
    "name": _("氏名"),
    "family_name": _("姓"),
    "given_name": _("名"),
    "kana": _("フリガナ"),
    "family_kana": _("姓のフリガナ"),
    "given_kana": _("名のフリガナ"),
    "organisation": _("団体"),
    "department": _("部署"),
    "title": _("役職"),
    "mail": _("メール"),
    "seniority": _("経験年数等"),
    "joined_on": _("入庁・入社の年"),
    "facilitator": _("進行役"),
    "attendance": _("出欠"),
    "wishes": _("希望テーマ（順に）"),
    **{f"wish{rank}": _("第{rank}希望") for rank in range(1, 10)},
    "note": _("備考"),
}


def field_label(field: str) -> str:
    """Return how a column's field is called."""
    return str(FIELD_LABELS[field]).format(rank=field[-1:])


def problem_text(problem: Problem) -> str:
    """Return what to tell about a cell or row of a file."""
    params = dict(problem.params)
    if "column" in params:
        params["column"] = field_label(str(params["column"]))
    return sentence_of(problem.code, params)


class RegistrationForm(forms.Form):
    """What somebody says about themselves."""

    name = forms.CharField(label=_("氏名"), max_length=80, widget=forms.TextInput({"autocomplete": "name"}))
    kana = forms.CharField(
        label=_("フリガナ"),
        max_length=120,
        help_text=_("ひらがなでもカタカナでもかまいません。"),
    )
    organisation = forms.CharField(
        label=_("団体（所属先）"),
        max_length=120,
        required=False,
        help_text=_("候補から選ぶか、そのまま入力してください。個人で参加する方は空のままで結構です。"),
        widget=forms.TextInput({"list": "organisations", "autocomplete": "organization"}),
    )
    department = forms.CharField(label=_("部署"), max_length=120, required=False)
    title = forms.CharField(
        label=_("役職"), max_length=80, required=False, widget=forms.TextInput({"autocomplete": "organization-title"})
    )
    mail = forms.EmailField(
        label=_("メールアドレス"),
        required=False,
        help_text=_("主催者からの連絡にだけ使います。"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, event: Event, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        choices = [("", _("選ばない")), *((theme.pk, f"{theme.number}　{theme.title}") for theme in themes)]
        # Somebody whose file named more wishes than the form usually asks for keeps them all.
        n_known = sum(name.startswith("wish") for name in self.initial)
        self.wish_names = [f"wish{rank}" for rank in range(1, min(max(N_WISHES, n_known), len(themes)) + 1)]
        for rank, name in enumerate(self.wish_names, start=1):
            label = str(FIELD_LABELS[name]).format(rank=rank)
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=choices, required=False, coerce=int, empty_value=None
            )

    def clean_kana(self) -> str:
        """Ask for a reading where one is given."""
        kana = str(self.cleaned_data["kana"]).strip()
        if kana and not is_kana(kana):
            raise ValidationError(_("フリガナは、ひらがなかカタカナで入力してください。"))
        return kana

    def clean(self) -> dict[str, Any]:
        """Refuse the same theme twice."""
        data = super().clean() or self.cleaned_data
        seen: set[int] = set()
        for name in self.wish_names:
            theme = data.get(name)
            if theme in seen:
                self.add_error(
                    name, _("同じテーマを二度選んでいます。別のテーマを選ぶか、「選ばない」にしてください。")
                )
            seen |= {theme} if theme else set()
        return data

    def profile(self) -> Profile:
        """Return the clean values as the services take them."""
        data = {name: value for name, value in self.cleaned_data.items() if name in Profile.__dataclass_fields__}
        wishes = (self.cleaned_data.get(name) for name in self.wish_names)
        return Profile(**data, wishes=tuple(wish for wish in wishes if wish))

    @staticmethod
    def values_of(row: Participation) -> dict[str, Any]:
        """Return a row as initial values; ≤ 1 query for the wishes."""
        plain = ("name", "kana", "department", "title", "seniority", "note", "is_facilitator")
        wishes = {f"wish{wish.rank}": wish.theme_id for wish in row.preferences.all()}
        own = {name: getattr(row, name) for name in plain}
        return {**own, **wishes, "organisation": row.organisation.name, "mail": row.person.mail}


class ConsentForm(forms.Form):
    """One box per purpose, with the words one agrees to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for purpose in Consent.Purpose:
            field = forms.BooleanField(label=purpose.label, help_text=WORDING[purpose.value], required=False)
            field.hide_requirement = True  # type: ignore[attr-defined]
            self.fields[f"consent_{purpose.value}"] = field

    def given(self) -> set[str]:
        """Return the purposes agreed to."""
        return {purpose.value for purpose in Consent.Purpose if self.cleaned_data.get(f"consent_{purpose.value}")}


class PersonForm(RegistrationForm):
    """What an organiser writes about somebody."""

    kana = forms.CharField(label=_("フリガナ"), max_length=120, required=False)
    is_facilitator = forms.BooleanField(
        label=_("進行役"), required=False, help_text=_("グループの時間配分や発言の偏りに気を配る人です。")
    )
    seniority = forms.CharField(label=_("経験年数等"), max_length=40, required=False)
    note = forms.CharField(
        label=_("備考"), max_length=300, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("配慮が必要なことなど。主催者だけが見ます。"),
    )  # fmt: skip
    field_order = ("name", "kana", "organisation", "department", "title", "mail")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].help_text = _("空のままにすると「個人」になります。")
        self.fields["mail"].help_text = ""
        self.order_fields([*self.field_order, *self.wish_names, "seniority", "is_facilitator", "note"])


class JoinForm(forms.Form):
    """Whoever stands before the code on the wall says who they are."""

    name = forms.CharField(
        label=_("お名前"),
        max_length=80,
        help_text=_("漢字でもカナでもかまいません。姓と名の両方を入力してください。"),
        widget=forms.TextInput({"autocomplete": "name", "autofocus": True}),
    )


class WalkInForm(forms.Form):
    """The least that is needed of somebody who is not on the list."""

    name = forms.CharField(label=_("お名前"), max_length=80, widget=forms.TextInput({"autocomplete": "name"}))
    kana = forms.CharField(label=_("フリガナ"), max_length=120, required=False)
    organisation = forms.CharField(
        label=_("団体（所属先）"),
        max_length=120,
        required=False,
        help_text=_("個人で参加する方は空のままで結構です。"),
        widget=forms.TextInput({"list": "organisations", "autocomplete": "organization"}),
    )

    def profile(self) -> Profile:
        """Return the clean values as the services take them."""
        return Profile(**self.cleaned_data)


class UploadForm(forms.Form):
    """A roster file."""

    file = forms.FileField(
        label=_("名簿のファイル"),
        help_text=_("Excel（.xlsx、.xls）または CSV。10 MB まで。見出しの上に題名の行があってもかまいません。"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xlsm,.xls,.csv,.tsv,.txt"}),
        error_messages={
            "empty": _("ファイルに何も書かれていません。名簿を入力して保存してから、もう一度お選びください。")
        },
    )


class MappingForm(forms.Form):
    """Which sheet, which header row, and what each column holds."""

    sheet = forms.TypedChoiceField(label=_("シート"), coerce=int)
    header = forms.TypedChoiceField(label=_("見出しの行"), coerce=int)
    organisation = forms.CharField(
        label=_("団体が空の行に入れる団体名"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"list": "organisations"}),
    )

    def __init__(self, *args: Any, table: dict[str, Any], mapping: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sheets = [(number, sheet["name"]) for number, sheet in enumerate(table["sheets"])]
        rows = table["sheets"][mapping["sheet"]]["rows"][:40]
        headers = [(-1, _("見出しなし")), *((n, _header_label(n, row)) for n, row in enumerate(rows) if any(row))]
        self.fields["sheet"].choices = sheets  # type: ignore[attr-defined]
        self.fields["header"].choices = headers  # type: ignore[attr-defined]
        for name in ("sheet", "header", "organisation"):
            self.fields[name].hide_requirement = True  # type: ignore[attr-defined]
        fields = [("", FIELD_LABELS[""]), *((field, field_label(field)) for field in FIELDS)]
        self.columns = [f"column{number}" for number in range(len(mapping["columns"]))]
        for number, name in enumerate(self.columns):
            self.fields[name] = forms.ChoiceField(label=_("列") + f" {number + 1}", choices=fields, required=False)
        self.initial = {**mapping, **dict(zip(self.columns, mapping["columns"], strict=True)), **self.initial}

    def chosen_columns(self) -> list[str]:
        """Return the field of each column; a field chosen twice (but the department) counts where it stands first."""
        columns: list[str] = []
        for name in self.columns:
            field = self.cleaned_data.get(name, "")
            columns.append("" if field in columns and field != "department" else field)
        return columns


class AdmissionForm(forms.ModelForm[Admission]):
    """On what terms people register."""

    capacity = forms.IntegerField(
        label=_("定員"),
        required=False,
        min_value=1,
        max_value=5_000,
        help_text=_("空のままにすると、定員なしになります。"),
    )
    field_order = ("capacity", "has_waitlist", "closes_at", "is_walk_in_allowed", "message")

    class Meta:
        model = Admission
        fields = ("has_waitlist", "closes_at", "is_walk_in_allowed", "message")
        widgets = {
            "closes_at": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "message": forms.Textarea({"rows": 4}),
        }


class QuotaForm(forms.Form):
    """Seats kept for one organisation."""

    organisation = forms.ModelChoiceField(Organisation.objects.all(), label=_("団体"))
    seats = forms.IntegerField(
        label=_("席の数"),
        required=False,
        min_value=0,
        max_value=5_000,
        help_text=_("空のままにすると、団体別の定員をなくします。"),
    )


def _header_label(number: int, row: Sequence[str]) -> str:
    cells = "｜".join(cell for cell in row if cell)
    return f"{number + 1}: {cells[:40]}{'…' if len(cells) > 40 else ''}"  # noqa: PLR2004 - width of a select
