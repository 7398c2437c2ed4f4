"""`goen opinions FOLDER`: votes of more people than one machine holds, as Parquet parts; on Dask workers or right here."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from goen.cli.workers import load_dask, local_client
from goen.core.errors import BadInputError
from goen.core.opinions.analyse import analyse
from goen.core.opinions.classic import Pick, representative
from goen.core.opinions.partitions import Executor, Part, Spread, analyse_parts, in_process
from goen.core.opinions.votes import Votes, votes_from_triples

_COLUMNS = ("participant", "statement", "vote")
_SAMPLE = 20_000


def run(arguments: argparse.Namespace, folder: Path) -> int:
    """Analyse a folder of Parquet files, one part of the participants each, and write JSON."""
    files = sorted(folder.glob("*.parquet"))
    if not files:
        raise BadInputError("opinions.no-parts", path=str(folder))
    with executor(arguments) as (run_on, hold):
        found = analyse_folder(files, n_groups=arguments.groups, run_on=run_on, hold=hold)
    plain = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if arguments.json:
        arguments.json.write_text(plain, encoding="utf-8")
    else:
        sys.stdout.write(plain)
    return 0


# Turns the paths into parts, where they shall be held.
Hold = Callable[[Sequence[Path], list[int]], Sequence[Any]]


def hold_here(files: Sequence[Path], statements: list[int]) -> Sequence[Any]:
    """Read every part into this process."""
    return [read_part(file, statements) for file in files]


def analyse_folder(
    files: Sequence[Path], *, n_groups: int | None = None, run_on: Executor = in_process, hold: Hold = hold_here
) -> dict[str, Any]:
    """Return the landscape of all parts as plain values; the number of groups is found on a sample unless it is given."""
    looked = run_on(look, files)
    statements = sorted({statement for about in looked for statement in about["statements"]})
    _refuse_shared_people(files, [about["people"] for about in looked])
    n_people = sum(about["people"].size for about in looked)
    if not statements:
        return {"verdict": "no_votes", "n_participants": 0, "n_votes": 0, "groups": [], "statements": []}
    if n_groups is None:
        n_groups = max(1, len(analyse(_sample(files)).groups))
    spread = analyse_parts(hold(files, statements), n_groups, n_statements=len(statements), run=run_on)
    return _plain(spread, statements, n_people)


def look(file: Path) -> dict[str, Any]:
    """Return which people and statements a part holds; nothing about who voted how."""
    votes = read_votes(file)
    return {"people": votes.participant_ids, "statements": votes.statement_ids.tolist()}


def read_part(file: Path, statements: list[int]) -> Part:
    """Read one part, its statements numbered as in the whole conversation."""
    votes = read_votes(file)
    places = np.searchsorted(np.array(statements), votes.statement_ids)
    codes = (3 * places[votes.codes // 3] + votes.codes % 3).astype(np.int32)
    return Part(votes.starts, codes, len(statements))


def read_votes(file: Path) -> Votes:
    """Read the columns ``participant``, ``statement``, ``vote``; of repeated votes the last in the file counts."""
    import polars as pl

    try:
        frame = pl.read_parquet(file)
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise BadInputError("opinions.no-file", path=str(file), reason=str(problem)[:200]) from problem
    missing = [name for name in _COLUMNS if name not in frame.columns]
    if missing:
        raise BadInputError("opinions.no-column", columns="、".join(missing), found="、".join(frame.columns[:8]))
    return votes_from_triples(*(frame[name].to_numpy() for name in _COLUMNS))


def _sample(files: Sequence[Path]) -> Votes:
    """Return the first people of each part, as many of each, to see on one machine how many groups there are."""
    each = max(1, _SAMPLE // len(files))
    people, asked, cast = [], [], []
    for file in files:
        votes = read_votes(file)
        n = min(each, votes.n_participants)
        end = int(votes.starts[n])
        people.append(np.repeat(votes.participant_ids[:n], votes.votes_per_participant[:n]))
        asked.append(votes.statement_ids[votes.columns[:end]])
        cast.append(votes.values[:end])
    return votes_from_triples(np.concatenate(people), np.concatenate(asked), np.concatenate(cast))


def _refuse_shared_people(files: Sequence[Path], people: list[Any]) -> None:
    """Refuse a person in two parts, who would count as two people."""
    seen: dict[int, int] = {}
    everybody = np.concatenate(people)
    if np.unique(everybody).size == everybody.size:
        return
    for place, ids in enumerate(people):
        for person in ids.tolist():
            if seen.setdefault(person, place) != place:
                names = (files[seen[person]].name, files[place].name)
                raise BadInputError("opinions.person-in-two-parts", person=person, first=names[0], second=names[1])


def _plain(spread: Spread, statements: list[int], n_people: int) -> dict[str, Any]:
    picks = representative(spread.figures) if len(spread.sizes) > 1 else ()
    is_divided = len(spread.sizes) > 1
    return {
        "verdict": "groups" if is_divided else "one_group",
        "n_participants": n_people,
        "n_votes": int(spread.counts.sum()),
        "sweeps": spread.sweeps,
        "groups": [
            {
                "size": int(size),
                "centre": [float(x) for x in spread.centres[g]],
                "represents": [_pick(one, statements) for one in picks[g]],
            }
            for g, size in enumerate(spread.sizes if is_divided else ())
        ],
        "statements": [
            {
                "id": statement,
                **_sides(spread.counts[j]),
                "splits": [_sides(split) for split in spread.splits[:, j]] if is_divided else [],
            }
            for j, statement in enumerate(statements)
        ],
    }


def _pick(one: Pick, statements: list[int]) -> dict[str, Any]:
    side = "agree" if one.agree else "disagree"
    return {"statement": statements[one.statement], "side": side, "said": one.said, "total": one.total}


def _sides(counts: Any) -> dict[str, int]:
    against, passed, agreed = (int(n) for n in counts)
    return {"agree": agreed, "pass": passed, "disagree": against}


@contextmanager
def executor(arguments: argparse.Namespace) -> Iterator[tuple[Executor, Hold]]:
    """Give what runs the work: this process, workers of a Dask cluster started here, or those of one that runs already."""
    if not (arguments.dask or arguments.workers):
        yield in_process, hold_here
        return
    distributed = load_dask()
    to_workers = distributed.Client(arguments.dask) if arguments.dask else local_client(distributed, arguments.workers)
    with to_workers as client:
        yield on_dask(client)


def on_dask(client: Any) -> tuple[Executor, Hold]:
    """Return how to run on a cluster: parts are read where they are held, only small sums come back."""

    def run_on(work: Callable[..., Any], parts: Sequence[Any], *common: Any) -> list[Any]:
        repeated = ([one] * len(parts) for one in common)
        replies: list[Any] = client.gather(client.map(work, list(parts), *repeated, pure=False))
        return replies

    def hold(files: Sequence[Path], statements: list[int]) -> Sequence[Any]:
        held: Sequence[Any] = client.map(read_part, list(files), [statements] * len(files), pure=False)
        return held

    return run_on, hold
