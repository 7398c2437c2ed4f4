"""What an organiser may ask for when making groups."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event
from goen.grouping.models import Rule
from goen.grouping.queries import PlanSettings, roll_of
from goen.grouping.queries.problems import ATTRIBUTES, DEFAULT_WEIGHTS
from goen.roster.models import Participation

STRENGTHS = [(0, _("考慮しない")), (1, _("弱め")), (2, _("ふつう")), (4, _("強め"))]
_LABELS = {
    "organisation": _("団体を混ぜる"),
    "department": _("部署を混ぜる"),
    "title": _("役職を混ぜる"),
    "seniority": _("経験年数を混ぜる"),
    "past": _("以前会った人を避ける"),
    "repeat": _("当日の再会を避ける"),
    "theme": _("テーマの希望をかなえる"),
}
MAX_GROUPS, MAX_ROUNDS = 200, 8


class PlanForm(forms.Form):
    """How many groups and rounds, and how much each wish counts."""

    n_groups = forms.IntegerField(label=_("グループ数"), min_value=1, max_value=MAX_GROUPS)
    n_rounds = forms.IntegerField(
        label=_("ラウンド数"),
        min_value=1,
        max_value=MAX_ROUNDS,
        initial=1,
        help_text=_("席替えをする回数に1を足した数です。席替えなしなら1。"),
    )
    needs_facilitator = forms.BooleanField(label=_("各グループに進行役を1人以上置く"), required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.n_people = len(roll_of(event).people)
        self.themes = list(event.themes.all())
        self.fields["n_groups"].initial = len(self.themes) or max(1, round(self.n_people / 7))
        n_facilitators = Participation.objects.filter(event=event, is_facilitator=True).count()
        self.fields["needs_facilitator"].initial = n_facilitators >= (len(self.themes) or 1)
        self.fields["n_groups"].help_text = _("参加予定は{n}人です。").format(n=self.n_people)
        for name in (*ATTRIBUTES, "past", "repeat", "theme"):
            self.fields[f"weight_{name}"] = forms.TypedChoiceField(
                label=_LABELS[name],
                choices=STRENGTHS,
                coerce=int,
                initial=_nearest_strength(DEFAULT_WEIGHTS[name]),
            )

    def clean_n_groups(self) -> int:
        """Refuse more groups than people, with the numbers."""
        n_groups: int = self.cleaned_data["n_groups"]
        if self.n_people and n_groups > self.n_people:
            raise forms.ValidationError(
                _("{people}人を{groups}グループに分けることはできません。").format(
                    people=self.n_people, groups=n_groups
                )
            )
        return n_groups

    def settings(self) -> PlanSettings:
        """Return the settings of the plan; themes are given to groups in turn."""
        data = self.cleaned_data
        theme_ids = [theme.pk for theme in self.themes]
        n_groups = data["n_groups"]
        return PlanSettings(
            n_groups=n_groups,
            n_rounds=data["n_rounds"],
            needs_facilitator=data["needs_facilitator"],
            theme_ids=tuple(theme_ids[number % len(theme_ids)] for number in range(n_groups)) if theme_ids else (),
            weights={name: data[f"weight_{name}"] for name in DEFAULT_WEIGHTS},
        )


class RuleForm(forms.Form):
    """A rule about certain people."""

    kind = forms.ChoiceField(label=_("決まり"), choices=Rule.Kind.choices, widget=forms.RadioSelect)
    people = forms.ModelMultipleChoiceField(
        label=_("対象の人"),
        queryset=Participation.objects.none(),
        help_text=_("2人以上を選びます。Ctrlキーを押しながら選ぶと複数選べます。"),
    )
    reason = forms.CharField(label=_("理由（主催者だけに見えます）"), max_length=120, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        expected = Participation.objects.filter(event=event, state=Participation.State.EXPECTED)
        self.fields["people"].queryset = expected.select_related("organisation")  # type: ignore[attr-defined]
        self.fields["people"].label_from_instance = _with_organisation  # type: ignore[attr-defined]


class AbsenceForm(forms.Form):
    """Who did not come."""

    people = forms.ModelMultipleChoiceField(
        label=_("欠席の人"), queryset=Participation.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        field.queryset = Participation.objects.filter(pk__in=[p.pk for p in people]).select_related("organisation")  # type: ignore[attr-defined]
        field.label_from_instance = _with_organisation  # type: ignore[attr-defined]


def _with_organisation(person: Participation) -> str:
    return f"{person.name}（{person.organisation.label}）"


def _nearest_strength(weight: int) -> int:
    return min((value for value, _label in STRENGTHS), key=lambda value: abs(value - weight))
