"""What the sheet's one form sends: words of every field with what was seen, and the button that was pressed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from goen.core.errors import BadInputError
from goen.proposals.services import Change


@dataclass(frozen=True)
class SheetInput:
    """One press of a button on the sheet.

    Parameters
    ----------
    changes : list of Change
        Every field on the page, changed or not.
    verb : str
        ``save``, ``autosave``, ``take``, ``up``, ``down``, ``drop`` or ``add``.
    key : str
        The sentence's or note's id the verb is about.
    part : str
        The part it is about.
    new : mapping
        Part → sentence being written, not added yet.
    """

    changes: list[Change]
    verb: str = "save"
    key: str = ""
    part: str = ""
    new: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The key as the number of a sentence."""
        if not self.key.isdecimal():
            raise BadInputError("proposals.no_such_part")
        return int(self.key)


def read_sheet(posted: Mapping[str, str]) -> SheetInput:
    """Return what was sent; an unknown verb counts as ``save``."""
    changes = [
        Change(name, text, posted.get(f"seen-{name}", ""))
        for name, text in posted.items()
        if name in ("title", "summary") or name.startswith("item-")
    ]
    verb, _colon, rest = posted.get("do", "save").partition(":")
    key, _colon, part = rest.partition(":")
    new = {name.removeprefix("new-"): text for name, text in posted.items() if name.startswith("new-")}
    return SheetInput(changes, verb, key, part or key, new)


@dataclass(frozen=True)
class Field:
    """One field as drawn: the words in it, the words they will be compared with, and what somebody else wrote meanwhile."""

    name: str
    text: str
    seen: str
    theirs: str = ""
    item: Any = None

    @property
    def is_clash(self) -> bool:
        """Whether somebody else changed the field first."""
        return bool(self.theirs)


@dataclass(frozen=True)
class PartForm:
    """One line of the sheet as drawn."""

    key: str
    label: str
    fields: Sequence[Field]
    new: str = ""


@dataclass(frozen=True)
class SheetForm:
    """The whole form; ``lost`` are words for sentences somebody removed meanwhile, kept for copying."""

    title: Field
    summary: Field
    parts: Sequence[PartForm]
    lost: Sequence[str] = ()


def draw_sheet(
    words: Mapping[str, str],
    parts: Sequence[Any],
    sent: SheetInput | None = None,
    conflicts: Mapping[str, str] | None = None,
) -> SheetForm:
    """Return the form for stored words; after a refused press it holds what was typed, so that nothing is lost."""
    clashes = conflicts or {}
    typed = {change.field: change for change in sent.changes} if sent else {}

    def draw(name: str, stored: str, item: Any = None) -> Field:
        change = typed.get(name)
        if change is None:
            return Field(name, stored, stored, item=item)
        if name in clashes:
            return Field(name, change.text, stored, theirs=stored, item=item)
        return Field(name, change.text, change.seen if change.text != stored else stored, item=item)

    new = sent.new if sent else {}
    drawn = [
        PartForm(
            part.key,
            part.label,
            [draw(f"item-{item.pk}", item.text, item) for item in part.items],
            new.get(part.key, ""),
        )
        for part in parts
    ]
    present = {field.name for part in drawn for field in part.fields} | {"title", "summary"}
    lost = [typed[name].text for name in clashes if name not in present]
    return SheetForm(draw("title", words["title"]), draw("summary", words["summary"]), drawn, lost)
