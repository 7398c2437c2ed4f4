"""`goen audit verify`: prove that no entry of the audit log was changed or removed."""

import argparse

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the one thing there is to do."""
    parser.add_argument("deed", choices=["verify"], help="連鎖を確かめる / check the chain")


def run(_arguments: argparse.Namespace) -> int:
    """Walk the chain from the first entry."""
    django.setup()
    from goen.base.audit import first_broken_entry

    broken = first_broken_entry()
    if broken is None:
        print("監査記録の連鎖は保たれています。/ The audit chain holds.")
        return 0
    print(f"監査記録 {broken} 番で連鎖が切れています。/ The audit chain is broken at entry {broken}.")
    return 1
