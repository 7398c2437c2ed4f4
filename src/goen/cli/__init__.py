"""`goen`: the command line, in plain words.

Each command is a module of this package with ``HELP``, ``add_arguments(parser)`` and ``run(arguments) -> int``; modules
are imported only when their command is asked for, so that `goen --help` answers at once.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from goen.core.errors import GoenError, RefusedError

COMMANDS = {
    "serve": "Goen を動かす / serve Goen to this room",
    "setup": "データベースと画面を用意する / prepare database and pages",
    "demo": "例の交流会を読み込む / load the example event",
    "roster": "名簿ファイルを調べる / check a roster file",
    "group": "名簿ファイルからグループを作る / make groups from a roster file",
    "opinions": "投票ファイルから意見の地図を作る / make an opinion landscape from a votes file",
    "listen": "意見のファイルから話題を見つける / find the topics of a file of comments",
    "listen_many": "大量の意見を標本から学んで振り分ける / place very many comments by topics learnt from a sample",
    "vectors": "単語の意味のデータを取り込む / take in the word vectors",
    "archive": "凍結した記録が変わっていないか確かめる / verify a frozen event",
    "rights": "だれが何をできるかの表を出す / print the table of who may do what",
    "account": "アカウントを作る・一覧・パスワード変更 / make and list accounts, change passwords",
    "check": "この機械で動く状態か確かめる / say in plain words what is wrong here",
    "backup": "すべてを一つのファイルに控える / write everything into one file",
    "restore": "控えから元に戻す / bring a backup back",
    "showcase": "公開ページを HTML・PNG・CSS に書き出す / write the public pages as plain files",
    "audit": "監査記録を確かめる / verify the audit log",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status (0 done, 1 a clear refusal, 2 wrong use)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goen.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    chosen = words[0] if words and words[0] in COMMANDS else None
    parser = _parser(chosen)
    arguments = parser.parse_args(words)
    if chosen is None:
        parser.print_help()
        return 0
    try:
        return int(_module(chosen).run(arguments))
    except GoenError as error:
        print(_sentence(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        refusal = _refusal_of_database(error)
        if refusal is None:
            raise
        print(_sentence(refusal), file=sys.stderr)
        return 1


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="goen",
        description="Goen（ご縁）: 名簿から当日の進行、夜の報告まで。/ From the roster to the evening report.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, text in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        if name == chosen:
            _module(name).add_arguments(command)
    return parser


def _module(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a module has no useful static type
    return importlib.import_module(f"goen.cli.{name}")


def _refusal_of_database(error: Exception) -> GoenError | None:
    """Return what to tell an operator whose database has no tables yet or does not answer; None for any other error."""
    from django.db import OperationalError, ProgrammingError

    if not isinstance(error, (OperationalError, ProgrammingError)):
        return None
    reason = str(error).strip().splitlines()[0]
    is_missing = "does not exist" in reason if isinstance(error, ProgrammingError) else "no such " in reason
    if is_missing:
        return RefusedError("base.not_set_up")
    return RefusedError("base.database_away", reason=reason) if isinstance(error, OperationalError) else None


def _sentence(error: GoenError) -> str:
    import django

    django.setup()
    from goen.base.messages import sentence

    return sentence(error)
