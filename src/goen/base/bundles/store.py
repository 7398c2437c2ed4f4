"""Writing a bundle into this installation: keys stay where they are free, what is known already is used again."""

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, models, transaction

from goen.base.backups import rows
from goen.base.bundles.graph import Table, foreign_keys, name_of, travelling
from goen.base.bundles.read import Bundle
from goen.core.errors import BadInputError

Keys = dict[Table, dict[Any, Any]]
# Returns a row of this installation that is the same thing as a row of the bundle, or None.
Match = Callable[[Any], Any]


@transaction.atomic
def load(root: Table, bundle: Bundle, *, matches: Mapping[Table, Match], without: Collection[str]) -> Any:
    """Write all rows of a bundle and return the root row as written; all or nothing.

    Keys that are free here are kept, so that into an empty installation everything comes as it was. ``matches`` finds
    what is here already (an organisation of the same name); such rows are used and not written. A file that holds
    a table ``without`` names, or one no bundle of the root has, is refused: nobody brings accounts or roles in.
    """
    try:
        with transaction.atomic():
            return _load(root, bundle, matches, without)
    except (DatabaseError, ValidationError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise BadInputError("base.bad_bundle", reason="content") from error


def _load(root: Table, bundle: Bundle, matches: Mapping[Table, Match], without: Collection[str]) -> Any:
    known = {name_of(model): model for model in travelling(root, without)}
    if set(bundle.tables) - set(known) or bundle.manifest["root"] != name_of(root):
        raise BadInputError("base.bad_bundle", reason="tables")
    made = {known[name]: _instances(known[name], *table) for name, table in bundle.tables.items()}
    if len(made.get(root, ())) != 1:
        raise BadInputError("base.bad_bundle", reason="tables")
    keys: Keys = {}
    known_already = {model: _known_already(found, matches.get(model)) for model, found in made.items()}
    for model, found in made.items():
        keys[model] = {**_keys(model, found), **known_already[model]}
    for model, found in made.items():
        new = [row for row in found if row.pk not in known_already[model]]
        for row in new:
            _point(row, keys)
            row.pk = keys[model][row.pk]
            _store_files(row, bundle.files)
            _clean(row)
        fields = [field for field in model._meta.concrete_fields if not field.generated]  # noqa: SLF001 - Django's documented name
        # Not through the models: what sets its own time of writing would lose the time of the day itself.
        columns: list[object] = [field.column for field in fields]
        rows.insert(model, columns, ([rows.plain(_raw(row, field)) for field in fields] for row in new))
    connection.check_constraints()
    rows.reset_sequences(list(made))
    return made[root][0]


def _instances(model: Table, columns: list[str], lines: list[list[Any]]) -> list[Any]:
    fields = {field.column: field for field in model._meta.concrete_fields if not field.generated}  # noqa: SLF001 - Django's documented name
    if set(columns) - set(fields):
        raise BadInputError("base.bad_bundle", reason="version")
    found = []
    for line in lines:
        values = {
            fields[column].attname: _value(fields[column], value) for column, value in zip(columns, line, strict=True)
        }
        found.append(model(**values))
    return found


def _value(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, (models.BinaryField, models.DurationField)):
        return rows.stored(field, value)
    return field.to_python(value)


def _known_already(found: list[Any], match: Match | None) -> dict[Any, Any]:
    pairs = ((row.pk, match(row)) for row in found) if match else ()
    return {pk: same.pk for pk, same in pairs if same is not None}


def _keys(model: Table, found: list[Any]) -> dict[Any, Any]:
    """Return the new key of every row: its own where all are free, else all moved above any key in use."""
    own = [row.pk for row in found]
    taken = set(model._base_manager.filter(pk__in=own).values_list("pk", flat=True))  # noqa: SLF001 - Django's documented name
    if not taken:
        return {pk: pk for pk in own}
    if isinstance(own[0], UUID):
        return {pk: uuid4() for pk in own}
    highest = model._base_manager.aggregate(highest=models.Max("pk"))["highest"] or 0  # noqa: SLF001 - as above
    start = max(highest, *own)
    return {pk: start + number for number, pk in enumerate(own, start=1)}


def _point(row: Any, keys: Keys) -> None:
    """Let the row's keys lead to the rows as they are numbered here; a key that leads nowhere is refused or emptied."""
    for field in foreign_keys(type(row)):
        value = getattr(row, field.attname)
        if value is None or field.primary_key:
            continue
        to = keys.get(field.related_model, {}).get(value)
        if to is None and not field.null:
            raise BadInputError("base.bad_bundle", reason="content")
        setattr(row, field.attname, to)


def _clean(row: Any) -> None:
    """Look at each value as a form would, and give unique names that are taken here a new one."""
    for field in row._meta.concrete_fields:  # noqa: SLF001 - Django's documented name
        if field.is_relation or field.primary_key or field.generated or isinstance(field, models.BinaryField):
            continue
        value = getattr(row, field.attname)
        if isinstance(value, str) and "\x00" in value:
            raise BadInputError("base.bad_bundle", reason="content")
        if value not in field.empty_values:
            field.clean(value, row)
        elif value is None and not field.null:
            raise BadInputError("base.bad_bundle", reason="content")
        if field.unique and type(row)._base_manager.filter(**{field.attname: value}).exists():  # noqa: SLF001 - Django's documented name
            setattr(row, field.attname, _another(row, field, str(value)))


def _raw(row: Any, field: Any) -> Any:
    value = getattr(row, field.attname)
    return value.name if isinstance(field, models.FileField) else value


def _another(row: Any, field: Any, value: str) -> Any:
    if field.has_default() and callable(field.default):
        return field.get_default()
    for number in range(2, 1000):
        candidate = f"{value[: field.max_length - 4]}-{number}"
        if not type(row)._base_manager.filter(**{field.attname: candidate}).exists():  # noqa: SLF001 - Django's documented name
            return candidate
    raise BadInputError("base.bad_bundle", reason="content")


def _store_files(row: Any, files: Mapping[str, bytes]) -> None:
    for field in row._meta.concrete_fields:  # noqa: SLF001 - Django's documented name
        name = getattr(row, field.attname) if isinstance(field, models.FileField) else None
        if name and str(name) in files:
            getattr(row, field.attname).save(str(name).rpartition("/")[2], ContentFile(files[str(name)]), save=False)
