"""`goen opinions FILE FILE …` and `--bootstraps N`: many landscapes at once, on Dask workers or right here."""

import argparse
import json
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from goen.core.errors import BadInputError, GoenError
from goen.core.opinions.analyse import analyse
from goen.core.opinions.as_json import LEAST, as_json
from goen.core.opinions.bootstrap import Drawn, redraw, summed
from goen.core.opinions.formats import dropped_by, read_comments, read_votes
from goen.core.opinions.landscape import Landscape
from goen.core.opinions.partitions import Executor, in_process
from goen.core.opinions.votes import Votes

_NAMES = ("participants-votes.csv", "votes.csv")
# Draws a worker makes for one message: enough that starting them costs nothing beside the work.
_TOGETHER = 5

# Votes and statements of one consultation, and how it is divided; a worker finds the rest by itself.
Source = tuple[Path, Path | None, str]


def run(arguments: argparse.Namespace) -> int:
    """Analyse every consultation, draw its people again if asked, write JSON; a bad file is named and the rest go on."""
    from goen.base.messages import sentence
    from goen.cli.opinions_parts import executor

    for option in ("html", "participants", "groups"):
        if getattr(arguments, option):
            raise BadInputError("opinions.one-at-a-time", option=f"--{option}")
    if arguments.comments and len(arguments.votes) > 1:
        raise BadInputError("opinions.one-at-a-time", option="--comments")
    if arguments.bootstraps < 0:
        raise BadInputError("opinions.few-draws", n=arguments.bootstraps)
    sources = [source_of(path, arguments.comments, arguments.mode) for path in arguments.votes]
    with executor(arguments) as (run_on, _hold):
        found = landscapes(sources, arguments.bootstraps, is_public=arguments.public, run_on=run_on)
    for one in found:
        if isinstance(problem := one.get("problem"), GoenError):
            one["problem"] = sentence(problem)
            print(f"{one['file']}: {one['problem']}", file=sys.stderr)
    plain = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if arguments.json:
        arguments.json.write_text(plain, encoding="utf-8")
    else:
        sys.stdout.write(plain)
    return int(any("problem" in one for one in found))


def is_consultation(path: Path) -> bool:
    """Say whether this is a folder with a consultation's votes as Polis publishes them."""
    return any((path / name).is_file() for name in _NAMES)


def source_of(path: Path, comments: Path | None, mode: str) -> Source:
    """Find the votes file, and the statements beside it in a Polis folder."""
    if not is_consultation(path):
        return path, comments, mode
    beside = path / "comments.csv"
    votes = next(path / name for name in _NAMES if (path / name).is_file())
    return votes, comments or (beside if beside.is_file() else None), mode


def landscapes(
    sources: Sequence[Source], n_draws: int, *, is_public: bool = False, run_on: Executor = in_process
) -> list[dict[str, Any]]:
    """Return every landscape in plain values, with what ``n_draws`` draws of its people say; the work goes to the executor."""
    found = run_on(landscape_of, sources, is_public)
    tasks = [
        (place, list(range(at, min(at + _TOGETHER, n_draws))))
        for place, one in enumerate(found)
        if "problem" not in one
        for at in range(0, n_draws, _TOGETHER)
    ]
    replies = run_on(draw, [(sources[place], indices) for place, indices in tasks])
    draws: dict[int, list[Drawn]] = {}
    for (place, _indices), reply in zip(tasks, replies, strict=True):
        draws.setdefault(place, []).extend(reply)
    for place, drawn in draws.items():
        found[place]["bootstraps"] = summed(_whole(sources[place])[1], drawn, least=LEAST if is_public else 0)
    return found


def landscape_of(source: Source, is_public: bool) -> dict[str, Any]:
    """Analyse one consultation; a file that cannot be read answers with its problem."""
    try:
        _votes, found, texts = _whole(source)
    except GoenError as problem:
        return {"file": str(source[0]), "problem": problem}
    return {"file": str(source[0]), **as_json(found, texts, is_public=is_public)}


def draw(task: tuple[Source, list[int]]) -> list[Drawn]:
    """Make some of the draws of one consultation."""
    votes, whole, _texts = _whole(task[0])
    return [redraw(votes, whole, index) for index in task[1]]


@lru_cache(maxsize=8)
def _whole(source: Source) -> tuple[Votes, Landscape, dict[int, str]]:
    """Read and analyse one consultation; a worker that makes many of its draws does so once."""
    path, beside, mode = source
    votes = read_votes(read_bytes(path))
    comments = read_comments(read_bytes(beside)) if beside else ()
    dropped = dropped_by(votes, comments) if comments else np.zeros(votes.n_statements, np.bool_)
    return votes, analyse(votes, dropped=dropped, mode=mode), {one.id: one.text for one in comments}


def read_bytes(path: Path) -> bytes:
    """Read a file, or say why not."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise BadInputError("opinions.no-file", path=str(path), reason=problem.strerror or "") from problem
