"""Bringing a backup back, into an empty installation or in place of what is there."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from goen.base.backups import rows
from goen.base.backups.archive import (
    FILES,
    ROWS,
    SECRET,
    Manifest,
    lines_of,
    open_backup,
    read_manifest,
    verify,
)
from goen.base.backups.write import write_backup
from goen.core.errors import BadInputError
from goen.core.progress import SILENT, Progress

# Filled by every migration, so they say nothing about whether anybody has worked here.
_ALWAYS_FILLED = frozenset({"django_content_type", "auth_permission"})


def restore_backup(path: Path, *, may_replace: bool = False, progress: Progress = SILENT) -> Manifest:
    """Bring a backup back and migrate it to today's tables.

    Parameters
    ----------
    path : Path
        The backup; every member is checked against its hash before anything is touched.
    may_replace : bool
        Whether to replace what an installation in use holds; a backup of that is written first.
    progress : Progress
        Told the tables.

    Raises
    ------
    BadInputError
        ``base.not_a_backup``, ``base.backup_is_newer``, ``base.backup_is_damaged``; ``base.not_empty`` when somebody
        has worked here and ``may_replace`` is false. Nothing is changed then.
    """
    manifest = read_manifest(path)
    _refuse_newer(manifest)
    verify(path, manifest)
    if not is_empty():
        if not may_replace:
            raise BadInputError("base.not_empty")
        write_backup()
    if connection.vendor == "sqlite":
        _restore_beside(path, manifest, progress)
    else:
        _empty_schema()
        _fill(path, manifest, progress)
    _bring_files(path)
    return manifest


def is_empty() -> bool:
    """Tell whether nobody has worked here yet: no table, or no row but those migrations make."""
    executor = MigrationExecutor(connection)
    nodes = rows.applied_nodes(executor)
    if not nodes:
        return True
    tables = rows.tables_of(rows.state_at(executor, nodes))
    asked = [table for table in tables if rows.name_of(table) not in _ALWAYS_FILLED]
    return not any(table._base_manager.exists() for table in asked)  # noqa: SLF001 - Django's documented name


def _refuse_newer(manifest: Manifest) -> None:
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    if any((app, name) not in known for app, name in manifest.migrations):
        raise BadInputError("base.backup_is_newer", version=manifest.version)


def _restore_beside(path: Path, manifest: Manifest, progress: Progress) -> None:
    """Fill a new file and put it in place of the old one at the end: cut off anywhere, the old one still stands."""
    there = Path(connection.settings_dict["NAME"])
    new = there.with_name(there.name + ".restoring")
    connection.close()
    _forget_database(new)
    connection.settings_dict["NAME"] = new
    try:
        _fill(path, manifest, progress)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = there
    for ending in ("-wal", "-shm"):
        there.with_name(there.name + ending).unlink(missing_ok=True)
    new.replace(there)
    _forget_database(new)


def _forget_database(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _empty_schema() -> None:
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {quote(table)} CASCADE")


def _fill(path: Path, manifest: Manifest, progress: Progress) -> None:
    nodes = [(app, name) for app, name in manifest.migrations]
    executor = MigrationExecutor(connection)
    executor.migrate(nodes)
    tables = rows.tables_of(rows.state_at(MigrationExecutor(connection), nodes))
    with open_backup(path) as archive, transaction.atomic():
        for number, table in enumerate(tables):
            name = rows.name_of(table)
            progress.update(number, len(tables), name)
            lines = lines_of(archive, f"{ROWS}{name}.jsonl")
            rows.insert(table, next(lines), lines)
    rows.reset_sequences(tables)
    call_command("migrate", interactive=False, verbosity=0)


def _bring_files(path: Path) -> None:
    """Unpack uploads beside the present ones and change places; keep the secret key, so that printed QR codes still open."""
    media = settings.MEDIA_ROOT
    new = media.with_name(media.name + ".restoring")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    with open_backup(path) as archive:
        for name in archive.namelist():
            if name.startswith(FILES):
                _unpack(archive.read(name), new, name.removeprefix(FILES))
        secret = archive.read(SECRET)
    old = media.with_name(media.name + ".replaced")
    shutil.rmtree(old, ignore_errors=True)
    if media.exists():
        media.replace(old)
    new.replace(media)
    shutil.rmtree(old, ignore_errors=True)
    with os.fdopen(os.open(settings.HOME / "secret_key", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secret)


def _unpack(content: bytes, folder: Path, name: str) -> None:
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise BadInputError("base.backup_is_damaged", name=name, member=name)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
