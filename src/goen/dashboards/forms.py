"""What a person says of an indicator and of the columns of its file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.core.indicators import Columns, Period, parse_period
from goen.dashboards.models import Indicator, IndicatorFile
from goen.dashboards.queries.files import Look
from goen.proposals.models import Proposal

_ROLES = (
    ("period", _("時点の列")),
    ("area", _("地域の列")),
    ("code", _("地域コードの列")),
    ("series", _("系列（項目）の列")),
    ("unit", _("単位の列")),
)
INDICATOR_FIELDS = ("name", "definition", "source", "source_url", "unit", "wanted", "as_of")


class FileForm(forms.Form):
    """A file of figures."""

    file = forms.FileField(
        label=_("ファイル"),
        help_text=_(
            "CSV または Excel（.xlsx、.xls）。文字コードは自動で見分けます。e-Stat や統計ダッシュボードから保存したファイルもそのまま使えます。"
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xls"}),
    )


class IndicatorForm(forms.ModelForm[Indicator]):
    """What must stand beside every chart of an indicator."""

    source_url = forms.URLField(label=_("出典のアドレス"), required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = Indicator
        fields = INDICATOR_FIELDS
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 3}),
            "as_of": forms.DateInput(attrs={"type": "date"}),
            "wanted": forms.RadioSelect,
        }
        help_texts = {
            "definition": _("何を、だれに、どう数えた数値か。読む人が一文で分かるように。"),
            "source": _("調査や統計の名称と、公表した団体。"),
            "unit": _("例：％、点、位、人"),
        }

    def fields_to_save(self) -> dict[str, object]:
        """Return the clean words."""
        return {name: self.cleaned_data[name] for name in INDICATOR_FIELDS}


class TakeInForm(IndicatorForm):
    """How a sheet is read, and the words of its indicator."""

    values = forms.TypedMultipleChoiceField(
        label=_("数値の列"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("複数選ぶと、列ごとの系列になります。"),
    )
    more = forms.TypedMultipleChoiceField(
        label=_("系列の名前に加える列"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("男女や年齢のように、同じ時点・地域の数値を分ける列です。「総人口 / 男」のように並べます。"),
    )
    is_wide = forms.BooleanField(label=_("列の見出しが時点（年や月）になっている"), required=False)
    default = forms.CharField(
        label=_("時点"),
        required=False,
        max_length=40,
        help_text=_("表の中に時点がないときだけ記入します。例：令和6年度、2024年10月"),
    )
    merging = forms.ChoiceField(
        label=_("いまの数値の扱い"),
        choices=[("replace", _("すべて入れ替える")), ("renew", _("同じ時点・地域・系列は更新し、ほかは残す"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, file: IndicatorFile, look: Look, **kwargs: Any) -> None:
        self.look = look
        self.file = file
        kwargs["initial"] = _first(look, file)
        kwargs["instance"] = file.indicator or Indicator(partnership=file.partnership)
        super().__init__(*args, **kwargs)
        for role, label in _ROLES:
            self.fields[f"column_{role}"] = forms.TypedChoiceField(
                label=label,
                choices=[("", _("なし")), *look.names],
                coerce=int,
                empty_value=None,
                required=False,
                initial=getattr(look.guess.columns, role),
            )
        for name in ("values", "more"):
            self.fields[name].choices = look.names  # type: ignore[attr-defined]
        if file.indicator is None:
            del self.fields["merging"]

    def clean_default(self) -> Period | None:
        """Return the period that was written, or refuse what is none."""
        text: str = self.cleaned_data["default"]
        period = parse_period(text) if text.strip() else None
        if text.strip() and period is None:
            raise forms.ValidationError(
                _("「{text}」は時点として読めません。例：令和6年度、2024年10月").format(text=text)
            )
        return period

    def columns(self) -> Columns:
        """Return what the columns mean: as confirmed, or as guessed before anybody said anything valid."""
        guessed = self.look.guess.columns
        if not self.is_bound or not hasattr(self, "cleaned_data") or "values" not in self.cleaned_data:
            return guessed
        roles = {role: self.cleaned_data.get(f"column_{role}") for role, _label in _ROLES}
        is_wide, more = self.cleaned_data["is_wide"], tuple(self.cleaned_data.get("more", ()))
        return Columns(guessed.header, values=tuple(self.cleaned_data["values"]), is_wide=is_wide, more=more, **roles)

    def replaces(self) -> bool:
        """Return whether the former figures go."""
        return str(self.cleaned_data.get("merging", "replace")) == "replace"

    def default_period(self) -> Period | None:
        """Return the period of a sheet that names none."""
        return getattr(self, "cleaned_data", {}).get("default") or None


class AimForm(forms.Form):
    """A proposal and how it wants to move the indicator."""

    proposal: forms.ModelChoiceField[Proposal] = forms.ModelChoiceField(label=_("提言"), queryset=None)
    words = forms.CharField(
        label=_("どう動かすか"),
        max_length=200,
        required=False,
        help_text=_("例：検査を知っている人を 3 年で 6 割に"),
    )

    def __init__(self, *args: Any, proposals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["proposal"]
        field.queryset = proposals  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.title}（{one.event.title}）"  # type: ignore[attr-defined]


def _first(look: Look, file: IndicatorFile) -> dict[str, object]:
    """Return what the sheet says of itself, for an indicator that is new."""
    columns, notes = look.guess.columns, look.guess.notes
    first: dict[str, object] = {"values": list(columns.values), "more": list(columns.more)}
    first |= {"is_wide": columns.is_wide, "merging": "replace"}
    if file.indicator is not None:
        return first
    units = {
        look.rows[n][columns.unit]
        for n in range(columns.header + 1, len(look.rows))
        if columns.unit is not None and columns.unit < len(look.rows[n])
    }
    unit = notes.get("unit") or (next(iter(units)) if len(units) == 1 else "")
    name = notes.get("name") or file.file_name.rsplit(".", 1)[0]
    words = {"name": name[:120], "source": notes.get("source", "")[:200], "unit": unit[:20]}
    return first | words | {"definition": notes.get("definition", "")}
