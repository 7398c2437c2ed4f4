"""`goen archive FILE`: prove that a frozen event is what it was."""

import argparse
from pathlib import Path

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file."""
    parser.add_argument("file", type=Path, help="凍結した記録（ZIP）/ the frozen event (ZIP)")


def run(arguments: argparse.Namespace) -> int:
    """Compare every file with its hash, and the chain's head with this installation's log where it is known here."""
    django.setup()
    from goen.base.models import AuditEntry
    from goen.core.errors import BadInputError
    from goen.records.exports.archive import check_archive

    try:
        content = arguments.file.read_bytes()
    except OSError as error:
        raise BadInputError("records.bad_archive", name=str(arguments.file)) from error
    manifest = check_archive(content)
    print(
        f"すべて作ったときのままです。/ Unchanged: {manifest['event']}  {manifest['made_at']}  ({len(manifest['hashes'])})"
    )
    if AuditEntry.objects.filter(pk=manifest["audit_entry"], entry_hash=manifest["audit_hash"]).exists():
        print("監査記録の連鎖値も一致します。/ The audit log of this installation has the same hash.")
    else:
        print(
            "監査記録の連鎖値は、この Goen にはありません（別の場所で凍結したもの）。/ Its audit hash is not from here."
        )
    return 0
