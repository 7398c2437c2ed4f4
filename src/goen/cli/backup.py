"""`goen backup`: everything Goen keeps in one file, while it serves."""

import argparse
from pathlib import Path

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to write and how many to keep."""
    parser.add_argument(
        "file", type=Path, nargs="?", help="書き出すファイル（省略すると GOEN_HOME/backups）/ file to write"
    )
    parser.add_argument(
        "--keep", type=int, metavar="N", help="新しい N 個だけ残す / delete all but the newest N in GOEN_HOME/backups"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the backup and say where, how large and how many rows."""
    django.setup()
    from goen.base import audit
    from goen.base.backups import prune_backups, read_manifest, write_backup
    from goen.cli.progress import Bar

    path = write_backup(arguments.file, progress=Bar("バックアップ / backup"))
    audit.record("command line", "base.backup", path.name, size=path.stat().st_size)
    manifest = read_manifest(path)
    size_mb = path.stat().st_size / 1e6
    print(f"書き出しました。/ Written: {path}  ({size_mb:.1f} MB, {manifest.n_rows:,} 行, {manifest.n_files} ファイル)")
    for old in prune_backups(arguments.keep) if arguments.keep else ():
        print(f"古いバックアップを消しました。/ Deleted an old one: {old.name}")
    return 0
