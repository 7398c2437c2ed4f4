"""`goen setup`: migrate the database, compile the languages and the grouping kernels; safe to run again."""

import argparse
import os
from pathlib import Path

import django

from goen.cli.kernels import warm_kernels


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options."""
    parser.add_argument("--quiet", action="store_true", help="何も表示しない / say nothing")


def run(arguments: argparse.Namespace) -> int:
    """Prepare everything a first request needs, so that no user waits for it."""
    django.setup()
    from goen.base.health import Level, parts

    migrate()
    n_languages = compile_languages()
    warm_kernels()
    for finding in parts():
        if finding.level is not Level.GOOD:
            print(finding)
    if not arguments.quiet:
        print(f"データベースを用意しました。/ The database is ready ({n_languages} catalogues).")
    return 0


def migrate() -> Path | None:
    """Bring the tables up to date; data that would be changed is backed up first, and where is returned."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from goen.base import audit
    from goen.base.backups import is_empty, write_backup

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return None
    backup = None if is_empty() else write_backup()
    if backup is not None:
        print(f"更新の前に控えを取りました。/ Backed up before the upgrade: {backup}")
    call_command("migrate", interactive=False, verbosity=0)
    audit.record("command line", "base.migrate", steps=len(plan), backup=backup.name if backup else "")
    return backup


def compile_languages() -> int:
    """Compile every catalogue that is newer than its compiled form; returns how many there are."""
    import polib

    sources = sorted(Path(__file__).parents[1].glob("*/locale/*/LC_MESSAGES/django.po"))
    for source in sources:
        compiled = source.with_suffix(".mo")
        is_old = not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime
        if is_old and os.access(compiled.parent, os.W_OK):  # an installation brings them compiled and belongs to root
            polib.pofile(str(source)).save_as_mofile(str(compiled))
    return len(sources)
