"""`goen restore`: bring a backup back, on SQLite or PostgreSQL, whichever it was made on."""

import argparse
from pathlib import Path

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, and whether what is here may be replaced."""
    parser.add_argument("file", type=Path, help="`goen backup` が書き出したファイル / a file `goen backup` wrote")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="いまのデータと置き換える（先に自動でバックアップを取ります）/ replace what is here, after a backup of it",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check every hash, bring everything back, migrate to today's tables, verify the audit chain."""
    django.setup()
    from goen.base import audit
    from goen.base.backups import restore_backup
    from goen.cli.progress import Bar

    manifest = restore_backup(arguments.file, may_replace=arguments.replace, progress=Bar("復元 / restore"))
    broken = audit.first_broken_entry()
    audit.record("command line", "base.restore", arguments.file.name, made_at=manifest.made_at)
    print(f"復元しました。/ Restored: {manifest.n_rows:,} 行, {manifest.n_files} ファイル（{manifest.made_at}）")
    if broken is not None:
        print(f"監査記録は {broken} 番で切れています。/ The audit chain in it is broken at entry {broken}.")
        return 1
    return 0
