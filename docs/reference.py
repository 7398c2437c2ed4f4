"""The reference pages: settings, commands, jobs, errors and rights, written from the code that has them."""

import argparse
import importlib
import inspect
import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goen.settings")

Rows = Iterator[tuple[str, ...]]


def write_reference(folder: Path) -> list[Path]:
    """Write every page into a folder and return them."""
    import django  # noqa: PLC0415 - a reader of this file needs no Goen

    django.setup()
    folder.mkdir(exist_ok=True)
    pages = {
        "settings": ("設定 Settings", ("variable", "default", "meaning"), settings_rows()),
        "commands": ("コマンド Commands", ("command", "what it does", "options"), command_rows()),
        "jobs": ("処理 Jobs", ("job", "what it does"), job_rows()),
        "errors": ("エラー Errors", ("code", "日本語", "English"), error_rows()),
        "rights": ("権限 Rights", ("address", "right", "roles", "when"), right_rows()),
    }
    written = []
    for name, (title, head, rows) in pages.items():
        path = folder / f"{name}.md"
        path.write_text(f"# {title}\n\n{_table(head, rows)}\n", encoding="utf-8")
        written.append(path)
    contents = "\n".join(pages)
    index = folder / "index.md"
    index.write_text(
        f"# 一覧 Reference\n\nコードから作られた一覧です。Written from the code.\n\n```{{toctree}}\n{contents}\n```\n"
    )
    return [*written, index]


def settings_rows() -> Rows:
    """Yield every setting with its default and meaning."""
    from goen.settings import KEYS  # noqa: PLC0415 - see write_reference

    yield from ((f"`{key.name}`", f"`{key.default}`" if key.default else "—", key.help) for key in KEYS)


def command_rows() -> Rows:
    """Yield every command of `goen` with its options."""
    from goen.cli import COMMANDS  # noqa: PLC0415 - see write_reference

    for name, text in COMMANDS.items():
        parser = argparse.ArgumentParser(prog=f"goen {name}", add_help=False)
        importlib.import_module(f"goen.cli.{name}").add_arguments(parser)
        words = parser.format_usage().removeprefix("usage: ").split()
        yield f"`goen {name}`", text, f"`{' '.join(words)}`"


def job_rows() -> Rows:
    """Yield every job with the first line its function says of itself."""
    from django.conf import settings  # noqa: PLC0415 - see write_reference

    from goen.base import jobs  # noqa: PLC0415 - see write_reference

    for name in settings.SLICES:
        if importlib.util.find_spec(f"goen.{name}.tasks"):
            importlib.import_module(f"goen.{name}.tasks")
    for name in sorted(jobs.names()):
        said = inspect.getdoc(jobs.task_of(name)) or ""
        yield f"`{name}`", said.splitlines()[0] if said else ""


def error_rows() -> Rows:
    """Yield every error code with its sentence in both languages."""
    from django.utils import translation  # noqa: PLC0415 - see write_reference

    from goen.base import messages  # noqa: PLC0415 - see write_reference

    for code in sorted(messages.codes()):
        sentences = []
        for language in ("ja", "en"):
            with translation.override(language):
                sentences.append(messages.raw_sentence(code))
        yield f"`{code}`", *sentences


def right_rows() -> Rows:
    """Yield who may open which address, and when."""
    from goen.events.queries.rights import table  # noqa: PLC0415 - see write_reference

    for row in table():
        yield f"`/{row.pattern}`", str(row.right), "、".join(sorted(row.roles)), str(row.times)


def _table(head: tuple[str, ...], rows: Rows) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )
