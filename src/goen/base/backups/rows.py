"""Tables as plain rows, the same whatever database holds them."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

_AT_ONCE = 1000
_TEXTUAL = (datetime, date, time, Decimal, UUID)
Node = tuple[str, str]


def applied_nodes(executor: MigrationExecutor) -> list[Node]:
    """Return the last applied migration of every app that has any."""
    loader = executor.loader
    applied = set(loader.applied_migrations)
    nodes = [node for node in loader.graph.nodes if node in applied]
    return sorted(node for node in nodes if not _has_applied_child(loader.graph.node_map[node], applied))


def state_at(executor: MigrationExecutor, nodes: list[Node]) -> ProjectState:
    """Return the tables as they stand after these migrations, whatever today's code says."""
    return executor.loader.project_state(nodes or None, at_end=True)


def tables_of(state: ProjectState) -> list[type[models.Model]]:
    """Return every table in the order of their names, those between two others included."""
    found = state.apps.get_models(include_auto_created=True)
    kept = [model for model in found if model._meta.managed and not model._meta.proxy]  # noqa: SLF001 - Django's documented name
    return sorted(kept, key=name_of)


def name_of(model: type[models.Model]) -> str:
    """Return the name a table has in a backup, the database's own."""
    return model._meta.db_table  # noqa: SLF001 - Django's documented name


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """Return the rows of a table in the order of their keys, one JSON line each; the first line names the columns."""
    fields = _fields(model)
    yield _line([field.column for field in fields])
    names = [field.attname for field in fields]
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=_AT_ONCE):  # noqa: SLF001 - as above
        yield _line([plain(value) for value in row])


def insert(model: type[models.Model], columns: list[object], rows: Iterable[list[object]]) -> int:
    """Write plain rows into a table; returns how many."""
    by_column = {field.column: field for field in _fields(model)}
    fields = [by_column[str(column)] for column in columns]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    # Names come from the models; the values are parameters.
    sql = f"INSERT INTO {quote(name_of(model))} ({names}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608 - see above
    count = 0
    with connection.cursor() as cursor:
        for batch in _batches(rows):
            cursor.executemany(sql, [[stored(*pair) for pair in zip(fields, row, strict=True)] for row in batch])
            count += len(batch)
    return count


def reset_sequences(tables: list[type[models.Model]]) -> None:
    """Let new rows be numbered after the restored ones."""
    from django.core.management.color import no_style  # noqa: PLC0415 - only a restore needs it

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _has_applied_child(node: Any, applied: set[Node]) -> bool:
    return any(child.key in applied and child.key[0] == node.key[0] for child in node.children)


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.generated]  # noqa: SLF001 - Django's documented name


def _line(values: list[object]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def plain(value: object) -> object:
    """Return a value of a row as JSON holds it."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.isoformat() if isinstance(value, (datetime, date, time)) else _text(value)


def _text(value: object) -> object:
    return str(value) if isinstance(value, _TEXTUAL) else value


def stored(field: Any, value: object) -> Any:
    """Return a plain value as the database takes it."""
    if value is None:
        is_json_null = isinstance(field, models.JSONField) and not field.null
        return connection.ops.adapt_json_value(None, field.encoder) if is_json_null else None
    if isinstance(field, models.BinaryField):
        return field.get_db_prep_save(base64.b64decode(str(value)), connection)
    if isinstance(field, models.DurationField):
        return field.get_db_prep_save(timedelta(seconds=float(str(value))), connection)
    return field.get_db_prep_save(field.to_python(value), connection)


def _batches(rows: Iterable[list[object]]) -> Iterator[list[list[object]]]:
    batch: list[list[object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
