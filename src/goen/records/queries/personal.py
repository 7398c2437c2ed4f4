"""Everything kept about one person at one event, found by the declared relations of every slice."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goen.base.bundles import branches
from goen.base.bundles.graph import Table
from goen.base.personal import Relation, relations
from goen.events.models import Event
from goen.roster.models import Participation

# What stands where a name stood; never a name somebody has.
ERASED = "（削除済み）"
SCHEMA = "goen.personal-data/1"
# What the other of two said about an introduction is theirs.
_OF_THE_OTHER = ("low_accepts", "high_accepts", "low_met", "high_met")
_HIDDEN = ("match_key", "token", "voter_key", "undo", "table", *_OF_THE_OTHER)


@dataclass(frozen=True)
class Section:
    """One kind of thing kept about somebody: its title, and its rows as label → words."""

    title: str
    rows: list[dict[str, str]]


def all_about(participation: Participation) -> list[Section]:
    """Return all that is kept about somebody at this event, the roster's own first; about two queries a table."""
    person = [("", participation), ("", participation.person)]
    sections = [Section(gettext("名簿"), [_merged(row for _title, row in person)])]
    seen: set[Table] = {Participation}
    for relation in relations():
        if relation.is_secret:
            continue
        rows = rows_about(relation, participation)
        if relation.model is Participation or not rows:
            continue
        seen.add(relation.model)
        sections.append(Section(relation.title, [_words(row) for row in rows]))
        sections += _children(relation, rows, seen)
    return _joined(sections)


def rows_about(relation: Relation, participation: Participation) -> list[Any]:
    """Return the rows of a relation that are about somebody, of this event where the table belongs to one; 1 query."""
    about = {
        "Participation": participation.pk,
        "Person": participation.person_id,
        "Pass": participation.guest_pass_id,
    }[relation.about]
    rows = relation.model._base_manager.filter(**{relation.field: about})  # noqa: SLF001 - Django's documented name
    lookup = next((branch.lookup for branch in branches(Event) if branch.model is relation.model), None)
    if relation.about == "Person" and lookup:
        rows = rows.filter(**{lookup: participation.event_id})
    return list(rows.order_by("pk"))


def as_json(participation: Participation) -> bytes:
    """Return everything about somebody as a file they can keep."""
    plain = {
        "schema": SCHEMA,
        "event": participation.event.title,
        "made_at": timezone.localtime().isoformat(),
        "sections": [{"title": section.title, "rows": section.rows} for section in all_about(participation)],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def is_erased(participation: Participation) -> bool:
    """Tell whether nothing names this row any more; no query."""
    return participation.name == ERASED


def _children(relation: Relation, rows: list[Any], seen: set[Table]) -> list[Section]:
    """Return what hangs on the rows (the answers of a voice)."""
    found = []
    for branch in branches(relation.model)[1:]:
        if branch.model in seen or relation.way == "keep":
            continue
        below = branch.model._base_manager.filter(**{f"{branch.lookup}__in": [row.pk for row in rows]})  # noqa: SLF001 - as above
        words = [_words(row) for row in below.order_by("pk")]
        if words:
            seen.add(branch.model)
            found.append(Section(relation.title, words))
    return found


def _joined(sections: Iterable[Section]) -> list[Section]:
    joined: dict[str, list[dict[str, str]]] = {}
    for section in sections:
        joined.setdefault(section.title, []).extend(section.rows)
    return [Section(title, rows) for title, rows in joined.items()]


def _merged(rows: Iterable[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        found = {**_words(row), **found}
    return found


def _words(row: Any) -> dict[str, str]:
    """Return a row as a person reads it: own fields and choices in words, keys of the machine left out."""
    found = {}
    for field in row._meta.concrete_fields:  # noqa: SLF001 - Django's documented name
        if field.primary_key or field.name in _HIDDEN or isinstance(field, (models.BinaryField, models.FileField)):
            continue
        value = _shown(row, field)
        if value:
            found[_label(field)] = value
    return found


def _shown(row: Any, field: Any) -> str:
    value = getattr(row, field.attname)
    if value in (None, "", [], {}):
        return ""
    if field.is_relation:
        about_others = field.related_model.__name__ in ("Participation", "Person", "Pass", "User")
        return "" if about_others or value is None else str(getattr(row, field.name))
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return gettext("はい") if value else gettext("いいえ")
    if isinstance(field, models.DateTimeField):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)


def _label(field: Any) -> str:
    return str(LABELS.get(field.name, field.verbose_name))


LABELS: Mapping[str, Promise] = {
    "at": _("日時"),
    "board": _("ボード"),
    "checked_in_at": _("受付時刻"),
    "column": _("欄"),
    "created_at": _("作成日時"),
    "criterion": _("観点"),
    "event": _("交流会"),
    "group": _("グループ"),
    "group_label": _("グループ"),
    "is_given": _("同意"),
    "is_locked": _("席の固定"),
    "organisation": _("団体"),
    "pitch": _("発表"),
    "plan": _("グループ分け案"),
    "publication": _("公開"),
    "purpose": _("目的"),
    "question": _("質問"),
    "rank": _("希望の順"),
    "registered_at": _("登録日時"),
    "role": _("役割"),
    "round_number": _("ラウンド"),
    "state": _("状態"),
    "text": _("文"),
    "theme": _("テーマ"),
    "value": _("点"),
    "voice": _("声"),
    "wording_version": _("同意文の版"),
    "written_at": _("書いた日時"),
}
