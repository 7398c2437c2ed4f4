"""One row with everything below it, as one ZIP: tables as JSON lines, files, and a manifest with the hash of each."""

import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from goen.base.backups import rows
from goen.base.backups.write import goen_version
from goen.base.bundles.graph import Table, branches, foreign_keys, name_of, own_tables, rows_of

SCHEMA = "goen.event-bundle/1"
_FIXED = (1980, 1, 1, 0, 0, 0)  # the same content gives the same bytes


def write_bundle(root: Table, root_pk: int, *, without: Collection[str] = ()) -> bytes:
    """Return the bundle of one row.

    Parameters
    ----------
    root, root_pk : model and key
        What the bundle is of.
    without : collection of str
        Tables that stay at home (accounts and their roles).

    Notes
    -----
    Rows of other tables that are pointed at (people, organisations) come along; rows that cannot do without an account
    stay at home. About two queries a table.
    """
    tables, left_out = collect(root, root_pk, without)
    target = io.BytesIO()
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for model, found in tables.items():
            content = b"".join(_lines(model, found))
            _add(file, hashes, f"tables/{name_of(model)}.jsonl", content)
            for name, data in _files(model, found):
                _add(file, hashes, f"files/{name}", data)
        manifest = {
            "schema": SCHEMA,
            "root": name_of(root),
            "version": goen_version(),
            "made_at": timezone.localtime().isoformat(),
            "tables": {name_of(model): len(found) for model, found in tables.items()},
            "left_out": left_out,
            "hashes": hashes,
        }
        file.writestr(zipfile.ZipInfo("manifest.json", _FIXED), json.dumps(manifest, ensure_ascii=False, indent=1))
    return target.getvalue()


def collect(root: Table, root_pk: int, without: Collection[str]) -> tuple[dict[Table, list[Any]], dict[str, int]]:
    """Return the rows by table, the root first, and how many of each table stay at home."""
    kept: dict[Table, list[Any]] = {}
    left_out: dict[str, int] = {}
    for branch in branches(root):
        if name_of(branch.model) not in without:
            kept[branch.model] = list(rows_of(branch, root_pk))
    _fetch_pointed_at(kept, without)
    known = {model: {row.pk for row in found} for model, found in kept.items()}
    while _drop_incomplete(kept, known, left_out):
        pass
    return {model: found for model, found in kept.items() if found}, left_out


def _fetch_pointed_at(kept: dict[Table, list[Any]], without: Collection[str]) -> None:
    """Add the rows of other tables that kept rows point at, and those these point at."""
    below = set(kept)
    homely = {model for model in own_tables() if name_of(model) not in without and model not in below}
    between = [model for model in homely if model._meta.auto_created]  # noqa: SLF001 - Django's documented name
    waiting = list(kept)
    while waiting:
        model = waiting.pop()
        waiting += _fetch_between(model, between, kept)
        for field in foreign_keys(model):
            other = field.related_model
            if other not in homely:
                continue
            wanted = {getattr(row, field.attname) for row in kept[model]} - {None}
            wanted -= {row.pk for row in kept.get(other, ())}
            if wanted:
                found = other._base_manager.filter(pk__in=wanted).order_by("pk")  # noqa: SLF001 - Django's documented name
                kept[other] = sorted([*kept.get(other, ()), *found], key=lambda row: row.pk)
                waiting.append(other)


def _fetch_between(model: Table, between: list[Table], kept: dict[Table, list[Any]]) -> list[Table]:
    """Add the links of a table that was pointed at to others (the organisations of a partnership)."""
    added = []
    for link in between:
        owner = next(field for field in foreign_keys(link) if field.null is False)
        if owner.related_model is model and link not in kept:
            wanted = {f"{owner.name}__in": [row.pk for row in kept[model]]}
            kept[link] = list(link._base_manager.filter(**wanted).order_by("pk"))  # noqa: SLF001 - Django's documented name
            added.append(link)
    return added


def _drop_incomplete(kept: dict[Table, list[Any]], known: dict[Table, set[Any]], left_out: dict[str, int]) -> bool:
    """Empty keys that lead out of the bundle, and drop rows that cannot be without; tell whether any was dropped."""
    dropped = False
    for model, found in kept.items():
        for row in list(found):
            for field in foreign_keys(model):
                value = getattr(row, field.attname)
                if value is None or value in known.get(field.related_model, ()):
                    continue
                setattr(row, field.attname, None)
                if not (field.null and _may_stand(row)):
                    found.remove(row)
                    known[model].discard(row.pk)
                    left_out[name_of(model)] = left_out.get(name_of(model), 0) + 1
                    dropped = True
                    break
    return dropped


def _may_stand(row: Any) -> bool:
    """Tell whether a row whose key was emptied still keeps the table's own rules."""
    try:
        for constraint in row._meta.constraints:  # noqa: SLF001 - Django's documented name
            if isinstance(constraint, models.CheckConstraint):
                constraint.validate(type(row), row)
    except ValidationError:
        return False
    return True


def _lines(model: Table, found: Iterable[Any]) -> Iterable[bytes]:
    fields = [field for field in model._meta.concrete_fields if not field.generated]  # noqa: SLF001 - Django's documented name
    yield _line([field.column for field in fields])
    for row in found:
        yield _line([rows.plain(_value(row, field)) for field in fields])


def _value(row: Any, field: Any) -> Any:
    value = getattr(row, field.attname)
    return value.name if isinstance(field, models.FileField) else value


def _files(model: Table, found: Iterable[Any]) -> Iterable[tuple[str, bytes]]:
    names = [field.attname for field in model._meta.concrete_fields if isinstance(field, models.FileField)]  # noqa: SLF001 - Django's documented name
    for row in found if names else ():
        for name in names:
            file = getattr(row, name)
            if file and file.storage.exists(file.name):
                with file.open() as opened:
                    yield file.name, opened.read()


def _add(file: zipfile.ZipFile, hashes: dict[str, str], name: str, content: bytes) -> None:
    hashes[name] = hashlib.sha256(content).hexdigest()
    file.writestr(zipfile.ZipInfo(name, _FIXED), content, zipfile.ZIP_DEFLATED)


def _line(values: list[object]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
