"""`goen rights`: the table of who may open which address, when; generated from the declared rows and the phases."""

import argparse

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing: the table is whole."""


def run(_arguments: argparse.Namespace) -> int:
    """Print the table as Markdown."""
    django.setup()
    from goen.events.queries.rights import ROLES, table

    print(f"| 画面の名前 / address | 条件 / right | {' | '.join(ROLES)} | いつ / when |")
    print("|---" * (len(ROLES) + 3) + "|")
    for row in table():
        marks = " | ".join("●" if role in row.roles else "" for role in ROLES)
        print(f"| `{row.name}` `/{row.pattern}` | {row.right} | {marks} | {row.times} |")
    return 0
