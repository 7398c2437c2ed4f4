"""Editors of the run sheet and the themes: many rows in one form, in the order they stand on the page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from goen.core.runsheet import Line
from goen.core.text.normalise import whole_number
from goen.events.models import Segment
from goen.events.queries.sheet import Sheet
from goen.events.services import SheetRow, ThemeRow

_LONGEST_MIN = 720
_MOST_ROUNDS = 8
_Row = TypeVar("_Row")


class _RowForm(forms.Form):
    """One row of an editor: all rows share their field names, so the order on the page is the order sent."""

    row_id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def add_prefix(self, field_name: str) -> str:
        """Return the bare name."""
        return field_name


class LineForm(_RowForm):
    """One line of the run sheet; ``start`` is its planned beginning where the page knows it."""

    start: datetime | None = None
    kind = forms.ChoiceField(label=_("種類"), choices=Segment.Kind.choices)
    title = forms.CharField(label=_("内容"), max_length=120)
    minutes = forms.IntegerField(label=_("分"), min_value=0, max_value=_LONGEST_MIN)
    person_in_charge = forms.CharField(label=_("担当"), max_length=80, required=False)
    note = forms.CharField(label=_("備考"), max_length=300, required=False)
    round_number = forms.IntegerField(
        label=_("ラウンド"), min_value=1, max_value=_MOST_ROUNDS, initial=1, required=False
    )

    def to_row(self) -> SheetRow:
        """Return the clean row."""
        values = dict(self.cleaned_data)
        row_id = values.pop("row_id")
        values["round_number"] = values["round_number"] or 1
        return SheetRow(row_id, Line(**values))


class ThemeForm(_RowForm):
    """One theme."""

    title = forms.CharField(label=_("テーマ"), max_length=120, required=False)
    description = forms.CharField(
        label=_("説明"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a title where a description was written."""
        if self.cleaned_data.get("description") and not self.cleaned_data.get("title"):
            self.add_error("title", _("テーマの名前を書いてください。"))
        return self.cleaned_data

    def to_row(self) -> ThemeRow:
        """Return the clean row."""
        return ThemeRow(self.cleaned_data["row_id"], self.cleaned_data["title"], self.cleaned_data["description"])


class SheetEditor:
    """All lines of the run sheet at once.

    ``step`` is what was pressed: ``save``, ``add``, or ``up:2``, ``down:2``, ``delete:2`` for a row counted from 0.
    """

    def __init__(self, forms_: Sequence[LineForm], revision: int = -1, step: str = "save") -> None:
        self.forms = list(forms_)
        self.revision = revision
        self.step = step

    @classmethod
    def of_sheet(cls, sheet: Sheet, revision: int) -> "SheetEditor":
        """Return the editor as it opens."""
        rows = []
        for number, line in enumerate(sheet.lines):
            fields = {name: getattr(line.segment, name) for name in LineForm.base_fields if name != "row_id"}
            form = LineForm(initial={**fields, "row_id": line.segment.pk}, auto_id=f"line-{number}-%s")
            form.start = line.start
            rows.append(form)
        return cls(rows, revision)

    @classmethod
    def of_post(cls, data: MultiValueDict[str, str]) -> "SheetEditor":
        """Return the editor as it was sent."""
        rows = [
            LineForm(row, auto_id=f"line-{number}-%s") for number, row in enumerate(_rows(data, LineForm.base_fields))
        ]
        revision = whole_number(str(data.get("revision") or ""))
        return cls(rows, -1 if revision is None else revision, str(data.get("step") or "save"))

    def is_valid(self) -> bool:
        """Tell whether every row is clean; the errors stand at their fields."""
        return not sum(not form.is_valid() for form in self.forms)  # each is asked, so each shows its errors

    def rows(self) -> list[SheetRow]:
        """Return the clean rows with the pressed step done."""
        return stepped([form.to_row() for form in self.forms], self.step, SheetRow(None, _NEW_LINE))


class ThemeEditor:
    """All themes at once; steps as in ``SheetEditor``."""

    def __init__(self, forms_: Sequence[ThemeForm], step: str = "save") -> None:
        self.forms = list(forms_)
        self.step = step

    @classmethod
    def of_themes(cls, themes: Sequence[Mapping[str, object]]) -> "ThemeEditor":
        """Return the editor as it opens, with one empty row."""
        shown = [*themes, {"row_id": None, "title": "", "description": ""}]
        return cls([ThemeForm(initial=dict(row), auto_id=f"theme-{n}-%s") for n, row in enumerate(shown)])

    @classmethod
    def of_post(cls, data: MultiValueDict[str, str]) -> "ThemeEditor":
        """Return the editor as it was sent."""
        rows = _rows(data, ThemeForm.base_fields)
        return cls(
            [ThemeForm(row, auto_id=f"theme-{n}-%s") for n, row in enumerate(rows)], str(data.get("step") or "save")
        )

    def is_valid(self) -> bool:
        """Tell whether every row is clean."""
        return not sum(not form.is_valid() for form in self.forms)  # each is asked, so each shows its errors

    def rows(self) -> list[ThemeRow]:
        """Return the clean rows with the pressed step done; rows without a title are left out."""
        rows = stepped([form.to_row() for form in self.forms], self.step, ThemeRow(None, ""))
        return [row for row in rows if row.title]


_NEW_LINE = Line("discussion", "新しい進行", 10)


def stepped(rows: list[_Row], step: str, fresh: _Row) -> list[_Row]:
    """Return rows with a step done; a step that makes no sense changes nothing."""
    verb, _sep, at = step.partition(":")
    index = whole_number(at)
    if verb == "add":
        return [*rows, fresh]
    if index is None or index >= len(rows):
        return rows
    rest = rows[:index] + rows[index + 1 :]
    to = {"up": index - 1, "down": index + 1}.get(verb)
    if verb == "delete":
        return rest
    if to is None or not 0 <= to < len(rows):
        return rows
    return [*rest[:to], rows[index], *rest[to:]]


def _rows(data: MultiValueDict[str, str], names: Mapping[str, object]) -> list[dict[str, str]]:
    columns = {name: data.getlist(name) for name in names}
    count = max((len(values) for values in columns.values()), default=0)
    return [{name: values[n] if n < len(values) else "" for name, values in columns.items()} for n in range(count)]
