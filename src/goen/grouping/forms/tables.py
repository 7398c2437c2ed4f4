"""The tables of a plan, one line each."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.events.models import Theme
from goen.grouping.models import Group, Plan
from goen.grouping.services import TableFacts


class TableForm(forms.Form):
    """One table: its name, place, capacity, and its theme in every round."""

    name = forms.CharField(label=_("名称"), max_length=60, required=False)
    place = forms.CharField(label=_("場所"), max_length=60, required=False)
    capacity = forms.IntegerField(label=_("定員"), min_value=1, max_value=500, required=False)

    def __init__(self, data: Any, groups: list[Group], themes: list[Theme]) -> None:
        self.group = groups[0]
        first = {"name": self.group.name, "place": self.group.place, "capacity": self.group.capacity}
        super().__init__(data, initial=first, prefix=f"t{self.group.number}")
        choices = [("", _("テーマなし")), *((str(theme.pk), str(theme)) for theme in themes)]
        self._theme_names = []
        for group in groups if themes else ():
            name = f"theme_{group.round_number}"
            label = _("第{n}ラウンドのテーマ").format(n=group.round_number) if len(groups) > 1 else _("テーマ")
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=str(group.theme_id or "")
            )
            self._theme_names.append(name)
        self._n_rounds = len(groups)

    def facts(self) -> TableFacts:
        """Return the clean values as the service takes them."""
        data = self.cleaned_data
        themes = tuple(int(data[name]) if data[name] else None for name in self._theme_names)
        return TableFacts(
            self.group.number, data["name"], data["place"], data["capacity"], themes or (None,) * self._n_rounds
        )


def table_forms(plan: Plan, data: Any = None) -> list[TableForm]:
    """Return a form per table of a plan; 2 queries."""
    themes = list(plan.event.themes.all())
    tables: dict[int, list[Group]] = {}
    for group in Group.objects.filter(plan=plan):
        tables.setdefault(group.number, []).append(group)
    return [TableForm(data, groups=groups, themes=themes) for _number, groups in sorted(tables.items())]
