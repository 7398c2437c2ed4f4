"""`goen setup`: migrate the database, compile the languages and the grouping kernels; safe to run again."""

import argparse
from pathlib import Path

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options."""
    parser.add_argument("--quiet", action="store_true", help="何も表示しない / say nothing")


def run(arguments: argparse.Namespace) -> int:
    """Prepare everything a first request needs, so that no user waits for it."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    n_languages = compile_languages()
    warm_kernels()
    if not arguments.quiet:
        print(f"データベースを用意しました。/ The database is ready ({n_languages} catalogues).")
    return 0


def warm_kernels() -> None:
    """Compile what is compiled at first use, so that no user waits for it; a second time takes a second."""
    from goen.core.grouping.warm import warm
    from goen.core.listening.layout import warm_up as warm_listening
    from goen.core.opinions.warm import warm as warm_opinions

    warm()
    warm_listening()
    warm_opinions()


def compile_languages() -> int:
    """Compile every catalogue that is newer than its compiled form; returns how many there are."""
    import polib

    sources = sorted(Path(__file__).parents[1].glob("*/locale/*/LC_MESSAGES/django.po"))
    for source in sources:
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(compiled))
    return len(sources)
