"""What an organiser may ask for when making groups."""

import re
import unicodedata
from collections import Counter
from math import ceil
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.events.models import Event
from goen.grouping.queries import PlanSettings, Roll, attribute_values, roll_of, rotation_of
from goen.grouping.queries.settings import DEFAULT_WEIGHTS
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
    "theme_again": _("ラウンドごとに違うテーマにする"),
}
_ATTRIBUTE_NAMES = {
    "organisation": _("団体"),
    "department": _("部署"),
    "title": _("役職"),
    "seniority": _("経験年数"),
}
MEMORIES = [
    ("fading", _("3年まで。昨年は重く、その前は軽く（ふつう）")),
    ("last", _("昨年だけ")),
    ("long", _("5年まで。古いほど軽く")),
    ("level", _("何年前でも同じ重さ")),
]
MAX_GROUPS, MAX_ROUNDS, MAX_WEIGHT = 200, 8, 1000
_MOST_VALUES = 60
_MOST_AT_TABLE = 9
"""Above this a table falls into two conversations."""


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
    size_low = forms.IntegerField(label=_("1グループの最少人数"), min_value=1, max_value=500, required=False)
    size_high = forms.IntegerField(
        label=_("1グループの最多人数"),
        min_value=1,
        max_value=500,
        required=False,
        help_text=_("どちらも空欄なら、できるだけ同じ人数にします。"),
    )
    rooms = forms.CharField(
        label=_("テーブルごとの定員"),
        required=False,
        max_length=1000,
        help_text=_("A、B、C…の順に「8, 8, 6, 6」のように書きます。定員のないテーブルは「-」。"),
    )
    alone = forms.MultipleChoiceField(
        label=_("1人だけにしない"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("選んだ人たちは、グループの中で1人だけになることをできるだけ避けます。"),
    )
    memory = forms.ChoiceField(label=_("以前会った人をいつまで覚えるか"), choices=MEMORIES, initial="fading")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.roll = roll_of(event)
        self.n_people = len(self.roll.people)
        self.themes = list(event.themes.all())
        n_groups = _usual_groups(self.n_people, len(self.themes))
        self.fields["n_groups"].initial = n_groups
        n_facilitators = Participation.objects.filter(event=event, is_facilitator=True).count()
        self.fields["needs_facilitator"].initial = n_facilitators >= n_groups
        self.fields["n_groups"].help_text = _("参加予定は{n}人です。").format(n=self.n_people)
        self.fields["alone"].choices = _values_held_by_several(self.roll)  # type: ignore[attr-defined]
        for name, text in _LABELS.items():
            initial = _nearest_strength(DEFAULT_WEIGHTS[name])
            self.fields[f"weight_{name}"] = forms.TypedChoiceField(
                label=text, choices=STRENGTHS, coerce=int, initial=initial, required=False, empty_value=None
            )
            self.fields[f"points_{name}"] = forms.IntegerField(
                label=text, min_value=0, max_value=MAX_WEIGHT, required=False
            )

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        """The choices of strength, in order."""
        return [self[f"weight_{name}"] for name in _LABELS]

    @property
    def point_fields(self) -> list[forms.BoundField]:
        """The same as plain numbers, for experts."""
        return [self[f"points_{name}"] for name in _LABELS]

    @property
    def size_errors(self) -> bool:
        """Whether sizes or rooms were refused, so that they are shown."""
        return any(self[name].errors for name in ("size_low", "size_high", "rooms"))

    @property
    def point_errors(self) -> bool:
        """Whether a number was refused, so that it is shown."""
        return any(field.errors for field in self.point_fields)

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

    def clean_rooms(self) -> list[int | None]:
        """Read capacities in the order of the tables."""
        parts = re.split(r"[,、\s]+", unicodedata.normalize("NFKC", self.cleaned_data["rooms"]).strip())
        rooms: list[int | None] = []
        for part in filter(None, parts):
            if part in {"-", "ー", "−", "–"}:
                rooms.append(None)
            elif part.isdecimal() and 0 < int(part) <= 500:  # noqa: PLR2004 - as the sizes above
                rooms.append(int(part))
            else:
                raise forms.ValidationError(
                    _("「{text}」は定員として読み取れません。「8, 8, 6」のように書いてください。").format(text=part)
                )
        return rooms

    def clean(self) -> dict[str, Any]:
        """Refuse sizes without an order and more rooms than groups."""
        data = super().clean() or self.cleaned_data
        low, high = data.get("size_low"), data.get("size_high")
        if low and high and low > high:
            self.add_error("size_high", _("最多人数は最少人数以上にしてください。"))
        if len(data.get("rooms") or ()) > data.get("n_groups", MAX_GROUPS):
            self.add_error("rooms", _("定員がグループの数より多く書かれています。"))
        return data

    def settings(self) -> PlanSettings:
        """Return the settings of the plan; themes are given to groups in turn."""
        data = self.cleaned_data
        theme_ids = [theme.pk for theme in self.themes]
        n_groups = data["n_groups"]
        low, high = data["size_low"] or 0, data["size_high"] or 0
        return PlanSettings(
            n_groups=n_groups,
            n_rounds=data["n_rounds"],
            needs_facilitator=data["needs_facilitator"],
            theme_ids=tuple(theme_ids[number % len(theme_ids)] for number in range(n_groups)) if theme_ids else (),
            weights={name: self._weight(name) for name in DEFAULT_WEIGHTS},
            size_low=low if low or high else 0,
            size_high=high or (self.n_people if low else 0),
            alone=tuple(_split(value) for value in data["alone"]),
            memory=data["memory"],
        )

    def capacities(self) -> list[int | None]:
        """Return capacities in the order of the tables."""
        found: list[int | None] = self.cleaned_data["rooms"]
        return found

    def _weight(self, name: str) -> int:
        points, strength = self.cleaned_data[f"points_{name}"], self.cleaned_data[f"weight_{name}"]
        chosen = strength if points is None else points
        return DEFAULT_WEIGHTS[name] if chosen is None else int(chosen)


class CardsForm(forms.Form):
    """A rotation: how many tables, how many rounds."""

    n_groups = forms.IntegerField(label=_("テーブルの数"), min_value=2, max_value=MAX_GROUPS)
    n_rounds = forms.IntegerField(label=_("ラウンド数"), min_value=2, max_value=MAX_ROUNDS, initial=3)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.n_people = len(roll_of(event).people)
        self.fields["n_groups"].initial = max(2, round(self.n_people / 8))

    def clean(self) -> dict[str, Any]:
        """Refuse more tables than people."""
        data = super().clean() or self.cleaned_data
        if data.get("n_groups", 0) > self.n_people:
            message = _("{people}人に{tables}テーブルは多すぎます。").format(
                people=self.n_people, tables=data["n_groups"]
            )
            self.add_error("n_groups", message)
        return data

    def rotation(self) -> Any:
        """Return what the rotation asked for promises."""
        return rotation_of(self.n_people, self.cleaned_data["n_groups"], self.cleaned_data["n_rounds"])

    def settings(self) -> PlanSettings:
        """Return the settings of a plan by cards; themes need a table each and are left out."""
        data = self.cleaned_data
        return PlanSettings(n_groups=data["n_groups"], n_rounds=data["n_rounds"], uses_cards=True)


def _usual_groups(n_people: int, n_themes: int) -> int:
    """Return as many tables as people can still talk at; with themes the same number for each."""
    if not n_themes:
        return min(max(1, round(n_people / 7)), MAX_GROUPS)
    return max(
        1, min(n_themes * max(1, ceil(n_people / (_MOST_AT_TABLE * n_themes))), n_people or n_themes, MAX_GROUPS)
    )


def _values_held_by_several(roll: Roll) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return choices by attribute: values that at least two people have and not everybody."""
    names = {str(person.organisation_id): person.organisation.label for person in roll.people}
    choices = []
    for attribute, values in attribute_values(roll).items():
        counts = Counter(filter(None, values))
        shown: list[tuple[str, str]] = []
        for value, count in sorted(counts.items(), key=lambda item: -item[1]):
            if 1 < count < len(values) and len(shown) < _MOST_VALUES:
                body, _slash, section = value.partition("/")
                text = {"organisation": names.get(value, value), "department": f"{names.get(body, '')} {section}"}
                shown.append(
                    (f"{attribute}={value}", _("{value}（{n}人）").format(value=text.get(attribute, value), n=count))
                )
        if shown:
            choices.append((str(_ATTRIBUTE_NAMES[attribute]), shown))
    return choices


def _split(value: str) -> tuple[str, str]:
    attribute, _equals, rest = value.partition("=")
    return attribute, rest


def _nearest_strength(weight: int) -> int:
    return min((value for value, _label in STRENGTHS), key=lambda value: abs(value - weight))
