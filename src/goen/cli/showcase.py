"""`goen showcase export DIR`: the public pages as plain files that outlive the server and pass 無害化."""

import argparse
from pathlib import Path

import django

_MARK = "style.css"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where the files go."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    export = verbs.add_parser("export", help="HTML・PNG・CSS に書き出す / write HTML, PNG and CSS")
    export.add_argument("folder", type=Path, help="書き出す先のフォルダー / folder to write to")
    export.add_argument("--zip", action="store_true", help="ZIP にまとめる（DIR.zip） / put them into DIR.zip instead")
    export.add_argument(
        "--base-url", default="", help="公開する先のアドレス（共有カード用） / address it will be served at"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write every page that is out; drafts and pages under embargo stay."""
    django.setup()
    from goen.base.templatetags.islands import style_of
    from goen.showcase import exports
    from goen.showcase.queries import pages_out

    folder: Path = arguments.folder
    pages = pages_out()
    files = exports.static_site(pages, style_of("showcase"), arguments.base_url)
    if arguments.zip:
        target = folder.with_name(f"{folder.name}.zip")
        target.write_bytes(exports.zipped(files))
        print(f"{len(pages)} ページを書き出しました。/ {len(pages)} pages: {target}")
        return 0
    _clear(folder)
    n_files = exports.written(files, folder)
    print(
        f"{len(pages)} ページ、{n_files} ファイルを書き出しました。/ {len(pages)} pages, {n_files} files: {folder / 'index.html'}"
    )
    return 0


def _clear(folder: Path) -> None:
    """Make the folder, or empty one written before, so that pages taken back do not stay behind; refuse any other."""
    from goen.core.errors import BadInputError

    if folder.exists() and not folder.is_dir():
        raise BadInputError("showcase.not_a_folder", path=str(folder))
    inside = list(folder.iterdir()) if folder.is_dir() else []
    ours = {path for path in inside if path.suffix == ".html" or path.name in (_MARK, "images")}
    if inside and (not (folder / _MARK).exists() or set(inside) - ours):
        raise BadInputError("showcase.folder_in_use", path=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    for path in ours:
        for file in path.iterdir() if path.is_dir() else [path]:
            file.unlink()
