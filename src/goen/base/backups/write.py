"""Taking a backup while Goen serves."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from goen.base.backups import rows
from goen.base.backups.archive import FILES, ROWS, SECRET, Manifest, Writer
from goen.core.errors import BadInputError
from goen.core.progress import SILENT, Progress

NAME = "goen-{:%Y%m%d-%H%M%S}.zip"


def write_backup(path: Path | None = None, *, progress: Progress = SILENT) -> Path:
    """Write a backup and return where: a file that is whole or not there; ``base.backup_exists`` rather than overwrite."""
    path = path or settings.HOME / "backups" / NAME.format(timezone.localtime())
    if path.exists():
        raise BadInputError("base.backup_exists", name=path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"):
            pass  # made first, for nobody else to read: a backup holds names and the secret key
        _fill(part, progress)
        _sync(part)
        part.replace(path)
        _sync(path.parent)
    finally:
        part.unlink(missing_ok=True)
    return path


def prune_backups(keep: int, folder: Path | None = None) -> list[Path]:
    """Delete all but the newest ``keep`` backups made by default names; returns the deleted ones."""
    found = sorted((folder or settings.HOME / "backups").glob("goen-????????-??????.zip"), reverse=True)
    for old in found[max(1, keep) :]:
        old.unlink()
    return found[max(1, keep) :]


@contextmanager
def _snapshot() -> Iterator[None]:
    """Read one moment of the database; nobody who writes waits for it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # a reader of the write-ahead log; Django's own would take the write lock
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _fill(path: Path, progress: Progress) -> None:
    executor = MigrationExecutor(connection)
    nodes = rows.applied_nodes(executor)
    tables = rows.tables_of(rows.state_at(executor, nodes)) if nodes else []
    counts: dict[str, int] = {}
    with Writer(path) as writer:
        with _snapshot():
            made_at = timezone.localtime()
            for number, table in enumerate(tables):
                name = rows.name_of(table)
                progress.update(number, len(tables), name)
                counts[name] = _add_table(writer, table)
        _add_files(writer)
        writer.close_with(_manifest(nodes, made_at, counts, writer.hashes))


def _add_table(writer: Writer, table: type[models.Model]) -> int:
    count = -1  # the first line names the columns

    def counted() -> Iterator[bytes]:
        nonlocal count
        for line in rows.lines(table):
            count += 1
            yield line

    writer.add(f"{ROWS}{rows.name_of(table)}.jsonl", counted())
    return count


def _add_files(writer: Writer) -> None:
    for file in sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()):
        writer.add_file(FILES + file.relative_to(settings.MEDIA_ROOT).as_posix(), file)
    writer.add(SECRET, [settings.SECRET_KEY.encode()])


def _manifest(nodes: list[rows.Node], made_at: datetime, counts: dict[str, int], hashes: dict[str, str]) -> Manifest:
    return Manifest(
        version=goen_version(),
        made_at=made_at.isoformat(),
        migrations=[list(node) for node in nodes],
        tables=counts,
        hashes=hashes,
    )


def goen_version() -> str:
    """Return the installed version, or what a checkout calls itself."""
    try:
        return version("goen")
    except PackageNotFoundError:
        return "0 (checkout)"


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
