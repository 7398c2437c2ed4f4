"""Which tables hang on a root, and by which path: read from the foreign keys, so that a new slice is never forgotten."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

Table = type[models.Model]


@dataclass(frozen=True)
class Branch:
    """A table that belongs to the root, and the lookup that leads from its rows to the root (``"plan__event"``)."""

    model: Table
    lookup: str


@cache
def branches(root: Table) -> tuple[Branch, ...]:
    """Return the root's own table and every one below it, nearest first; deterministic, no query.

    A table belongs to the root when a foreign key of it that deletes along (CASCADE) leads there; of several the first
    one that cannot be empty counts.
    """
    found = {root: Branch(root, "pk")}
    waiting = [root]
    while waiting:
        above = waiting.pop(0)
        for model in _below(above):
            if model not in found:
                found[model] = Branch(model, _lookup(model, found))
                waiting.append(model)
    return tuple(found.values())


def rows_of(branch: Branch, root_pk: object) -> models.QuerySet[Any]:
    """Return the rows of a table that belong to one root row, in the order of their keys."""
    rows = branch.model._base_manager.filter(**{branch.lookup: root_pk})  # noqa: SLF001 - Django's documented name
    return rows.order_by("pk")


def foreign_keys(model: Table) -> list[Any]:
    """Return the foreign keys of a table."""
    return [field for field in model._meta.concrete_fields if field.is_relation]  # noqa: SLF001 - Django's documented name


def travelling(root: Table, without: Collection[str]) -> set[Table]:
    """Return the tables a bundle of a root may hold: those below it, what these point at, and links between; no query."""
    own = {model for model in own_tables() if name_of(model) not in without}
    found = {branch.model for branch in branches(root)} & own
    waiting = list(found)
    while waiting:
        new = {field.related_model for field in foreign_keys(waiting.pop())} & own - found
        found |= new
        waiting += new
    links = {model for model in own if model._meta.auto_created}  # noqa: SLF001 - Django's documented name
    return found | {link for link in links if {field.related_model for field in foreign_keys(link)} <= found}


def name_of(model: Table) -> str:
    """Return the name of a table in bundles: the database's own."""
    return model._meta.db_table  # noqa: SLF001 - Django's documented name


def own_tables() -> list[Table]:
    """Return the tables of Goen's own slices, those between two others included, by name."""
    every = apps.get_models(include_auto_created=True)
    return sorted((model for model in every if model.__module__.startswith("goen.")), key=name_of)


def _below(above: Table) -> Iterable[Table]:
    for model in own_tables():
        if model is not above and any(_leads(field, above) for field in foreign_keys(model)):
            yield model


def _leads(field: Any, above: Table) -> bool:
    return field.related_model is above and field.remote_field.on_delete in (models.CASCADE, models.PROTECT)


def _lookup(model: Table, found: dict[Table, Branch]) -> str:
    keys = [
        field for field in foreign_keys(model) if field.related_model in found and _leads(field, field.related_model)
    ]
    best = min(keys, key=lambda field: (field.null, found[field.related_model].lookup.count("__")))
    above = found[best.related_model]
    return best.name if above.lookup == "pk" else f"{best.name}__{above.lookup}"
