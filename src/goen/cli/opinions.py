"""`goen opinions`: from a votes file to the opinion landscape, as JSON and as a page that needs no network."""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from goen.cli import opinions_many
from goen.cli.opinions_many import read_bytes
from goen.core.opinions.analyse import analyse
from goen.core.opinions.as_json import as_json
from goen.core.opinions.formats import dropped_by, read_comments, read_votes, write_participants_votes
from goen.core.opinions.report import report_html


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the votes, perhaps the statements, and where to write."""
    parser.add_argument(
        "votes",
        type=Path,
        nargs="+",
        metavar="VOTES.csv",
        help="投票（votes.csv、participants-votes.csv、Parquet か Polis のフォルダー。いくつでも）/ votes, or folders; any number",
    )
    parser.add_argument("--comments", type=Path, metavar="COMMENTS.csv", help="意見の本文と掲載可否 / statements")
    parser.add_argument("--json", type=Path, metavar="OUT", help="結果を JSON で書く / write JSON")
    parser.add_argument("--html", type=Path, metavar="REPORT", help="報告を HTML で書く / write a report page")
    parser.add_argument(
        "--participants", type=Path, metavar="OUT", help="人ごとのグループを Polis 形式で書く / participants-votes.csv"
    )
    parser.add_argument("--mode", choices=("goen", "polis"), default="goen", help="分け方：goen（既定）か従来の polis")
    parser.add_argument("--public", action="store_true", help="番号を伏せ、3人未満を表示しない / for publication")
    parser.add_argument("--title", default="意見の地図", help="報告の題名 / heading")
    parts = parser.add_argument_group("Parquet のフォルダー / a folder of Parquet parts")
    parts.add_argument("--groups", type=int, metavar="N", help="グループ数（省くと自動）/ number of groups")
    many = parser.add_argument_group("多くの募集と標本の引き直し / many consultations, bootstraps")
    many.add_argument("--bootstraps", type=int, default=0, metavar="N", help="人を引き直す回数 / draws of people")
    many.add_argument("--workers", type=int, default=0, metavar="N", help="この機械の Dask ワーカー数 / local workers")
    many.add_argument("--dask", metavar="ADDRESS", help="動いている Dask の番地 / a running scheduler")


def run(arguments: argparse.Namespace) -> int:
    """Read, analyse, write; without an output the result goes to the screen."""
    only = arguments.votes[0] if len(arguments.votes) == 1 else None
    if only is None or arguments.bootstraps or opinions_many.is_consultation(only):
        return opinions_many.run(arguments)
    if only.is_dir():
        from goen.cli import opinions_parts

        return opinions_parts.run(arguments, only)
    votes = read_votes(read_bytes(only))
    comments = read_comments(read_bytes(arguments.comments)) if arguments.comments else ()
    dropped = dropped_by(votes, comments) if comments else np.zeros(votes.n_statements, np.bool_)
    found = analyse(votes, dropped=dropped, mode=arguments.mode)
    texts = {one.id: one.text for one in comments}
    plain = json.dumps(as_json(found, texts, is_public=arguments.public), ensure_ascii=False, indent=1) + "\n"
    if arguments.json:
        arguments.json.write_text(plain, encoding="utf-8")
    if arguments.html:
        arguments.html.write_text(report_html(found, texts, title=arguments.title), encoding="utf-8")
    if arguments.participants:
        arguments.participants.write_bytes(write_participants_votes(votes, found.people.groups, comments))
    if not (arguments.json or arguments.html or arguments.participants):
        sys.stdout.write(plain)
    return 0
