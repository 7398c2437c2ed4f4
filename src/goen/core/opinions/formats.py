"""The Polis files, in and out: bytes to tables and back. Nothing here opens a file."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from goen.core.errors import BadInputError
from goen.core.opinions.votes import Ints, Votes, votes_from_triples
from goen.core.text.encoding import decode

_VOTE_COLUMNS = {
    "voter-id": ("voter-id", "voter_id", "participant", "participant-id", "participant_id"),
    "comment-id": ("comment-id", "comment_id", "statement", "statement-id", "statement_id"),
    "vote": ("vote", "value"),
}
_TIMES = ("timestamp", "time", "modified")
_TRUE = {"1", "true", "t", "yes"}
_Read = TypeVar("_Read")


def _as_table(read: Callable[[bytes], _Read]) -> Callable[[bytes], _Read]:
    """Let a file that is no CSV at all be refused like every other that cannot be read."""

    @wraps(read)
    def guarded(data: bytes) -> _Read:
        try:
            return read(data)
        except csv.Error as error:
            raise BadInputError("opinions.not-a-table") from error

    return guarded


@dataclass(frozen=True)
class Comment:
    """One statement of ``comments.csv``.

    Attributes
    ----------
    id : int
        As in the votes.
    text : str
        What was said.
    author : int or None
        Participant who wrote it; never to be shown in public.
    moderated : int
        1 accepted, 0 not looked at, −1 rejected.
    is_meta : bool
        About the people, not the matter.
    written_ms : int
        When, in milliseconds; 0 if unknown.
    """

    id: int
    text: str
    author: int | None = None
    moderated: int = 0
    is_meta: bool = False
    written_ms: int = 0


@_as_table
def read_votes(data: bytes) -> Votes:
    r"""Read ``votes.csv`` or ``participants-votes.csv``, told apart by their header.

    Parameters
    ----------
    data : bytes
        UTF-8 with or without BOM, or CP932; columns in any order, unknown ones ignored.

    Returns
    -------
    Votes
        The last vote of a person on a statement counts (by ``timestamp`` if there is one, else by row).

    Raises
    ------
    BadInputError
        ``opinions.no-column`` (``columns``, ``found``), ``opinions.bad-row`` (``row`` from 1 under the header, ``column``,
        ``value``), ``opinions.unknown-vote``.

    Examples
    --------
    >>> read_votes(b"timestamp,comment-id,voter-id,vote\n1,0,7,1\n2,0,7,-1\n").values.tolist()
    [-1]
    >>> read_votes(b"participant,group-id,n-votes,0,5\n3,,2,1,0\n").statement_ids.tolist()
    [0, 5]
    """
    text = decode(data).text
    header = next(csv.reader(io.StringIO(text[: text.find("\n") + 1 or len(text)])), [])
    names = [name.strip() for name in header]
    if "participant" in names and any(name.isdigit() for name in names):
        return _read_matrix(text)
    wanted = {key: _found(names, known) for key, known in _VOTE_COLUMNS.items()}
    missing = [key for key, name in wanted.items() if name is None]
    if missing:
        raise BadInputError("opinions.no-column", columns="、".join(missing), found="、".join(names[:8]))
    time = _found(names, _TIMES)
    chosen = [header[names.index(str(name))] for name in (*wanted.values(), *([time] if time else []))]
    columns = _fast_columns(text, chosen)
    if columns is None:
        columns = _slow_columns(text, chosen)
    return votes_from_triples(*columns[:3], times=columns[3] if time else None)


def _found(names: Sequence[str], known: Iterable[str]) -> str | None:
    lower = {name.lower(): name for name in names}
    return next((lower[name] for name in known if name in lower), None)


def _fast_columns(text: str, chosen: Sequence[str]) -> list[Ints] | None:
    """Read whole columns of whole numbers at once; None if any cell is something else."""
    import polars as pl

    try:
        frame = pl.read_csv(
            io.BytesIO(text.encode()), columns=list(chosen), schema_overrides=dict.fromkeys(chosen, pl.Int64)
        )
    except (pl.exceptions.PolarsError, OverflowError):
        return None
    if any(frame[name].null_count() for name in chosen):
        return None
    return [frame[name].to_numpy() for name in chosen]


def _slow_columns(text: str, chosen: Sequence[str]) -> list[Ints]:
    columns: list[list[int]] = [[] for _ in chosen]
    for row, line in enumerate(csv.DictReader(io.StringIO(text)), start=1):
        if not any((value or "").strip() for value in line.values() if isinstance(value, str)):
            continue
        for column, name in zip(columns, chosen, strict=True):
            column.append(_whole(row, name, line.get(name)))
    return [np.array(column, np.int64) for column in columns]


def _whole(row: int, column: str, value: str | None) -> int:
    try:
        number = float((value or "").strip())
        is_whole = number == int(number)
    except (ValueError, OverflowError):
        is_whole = False
    if not is_whole:
        raise BadInputError("opinions.bad-row", row=row, column=column, value=value or "")
    return int(number)


def _read_matrix(text: str) -> Votes:
    people: list[int] = []
    asked: list[int] = []
    cast: list[int] = []
    reader = csv.reader(io.StringIO(text))
    names = [name.strip() for name in next(reader)]
    statements = [(place, int(name)) for place, name in enumerate(names) if name.isdigit()]
    who = names.index("participant")
    for row, line in enumerate(reader, start=1):
        if not line:
            continue
        person = _whole(row, "participant", line[who])
        for place, statement in statements:
            if place < len(line) and line[place].strip():
                people.append(person)
                asked.append(statement)
                cast.append(_whole(row, names[place], line[place]))
    return votes_from_triples(people, asked, cast)


@_as_table
def read_groups(data: bytes) -> dict[int, int]:
    r"""Read the group of each participant from ``participants-votes.csv``; people without a group are left out.

    Examples
    --------
    >>> read_groups(b"participant,group-id,0\n3,1,1\n4,,0\n")
    {3: 1}
    """
    rows = csv.DictReader(io.StringIO(decode(data).text))
    found = ((row.get("participant"), row.get("group-id")) for row in rows)
    return {
        _whole(0, "participant", who): _whole(0, "group-id", group) for who, group in found if (group or "").strip()
    }


@_as_table
def read_comments(data: bytes) -> tuple[Comment, ...]:
    r"""Read ``comments.csv``.

    Parameters
    ----------
    data : bytes
        Columns in any order; ``author-id``, ``moderated``, ``is-meta`` and ``timestamp`` may be missing.

    Returns
    -------
    tuple of Comment
        By id; of repeated ids the last.

    Raises
    ------
    BadInputError
        ``opinions.no-column`` or ``opinions.bad-row``.

    Examples
    --------
    >>> read_comments("comment-id,comment-body,moderated\n4,桃を給食に,-1\n".encode())
    (Comment(id=4, text='桃を給食に', author=None, moderated=-1, is_meta=False, written_ms=0),)
    """
    reader = csv.DictReader(io.StringIO(decode(data).text))
    names = [name.strip() for name in reader.fieldnames or []]
    ids, bodies = _found(names, _VOTE_COLUMNS["comment-id"]), _found(names, ("comment-body", "text", "txt", "body"))
    if ids is None or bodies is None:
        raise BadInputError("opinions.no-column", columns="comment-id、comment-body", found="、".join(names[:8]))
    found = {}
    for row, line in enumerate(reader, start=1):
        cells = {str(key).strip(): value for key, value in line.items() if isinstance(value, str)}
        one = _comment(row, cells, ids, bodies)
        found[one.id] = one
    return tuple(found[key] for key in sorted(found))


def _comment(row: int, cells: Mapping[str, str], ids: str, bodies: str) -> Comment:
    author = cells.get("author-id", "").strip()
    return Comment(
        id=_whole(row, ids, cells.get(ids)),
        text=cells.get(bodies, "").strip(),
        author=_whole(row, "author-id", author) if author else None,
        moderated=_whole(row, "moderated", cells.get("moderated", "0").strip() or "0"),
        is_meta=cells.get("is-meta", "").strip().lower() in _TRUE,
        written_ms=_whole(row, "timestamp", cells.get("timestamp", "0").strip() or "0"),
    )


def dropped_by(votes: Votes, comments: Iterable[Comment]) -> NDArray[np.bool_]:
    """Return (S,) which statements take no part: rejected ones and those about the people."""
    out = [one.id for one in comments if one.moderated < 0 or one.is_meta]
    return np.isin(votes.statement_ids, out)


def write_votes(votes: Votes) -> bytes:
    r"""Write final votes as ``votes.csv``; without times, which an analysis does not keep.

    Examples
    --------
    >>> write_votes(votes_from_triples([7], [0], [1]))
    b'timestamp,datetime,comment-id,voter-id,vote\r\n0,,0,7,1\r\n'
    """
    people = np.repeat(votes.participant_ids, votes.votes_per_participant).tolist()
    asked, cast = votes.statement_ids[votes.columns].tolist(), votes.values.tolist()
    rows = ((0, "", statement, person, vote) for person, statement, vote in zip(people, asked, cast, strict=True))
    return _csv(("timestamp", "datetime", "comment-id", "voter-id", "vote"), rows)


def write_comments(comments: Sequence[Comment], votes: Votes) -> bytes:
    """Write statements with their agrees and disagrees as ``comments.csv``."""
    counts = {int(i): row for i, row in zip(votes.statement_ids.tolist(), votes.counts.tolist(), strict=True)}
    rows = (
        (
            c.written_ms,
            "",
            c.id,
            "" if c.author is None else c.author,
            *counts.get(c.id, [0, 0, 0])[::-2],
            c.moderated,
            c.text,
        )
        for c in comments
    )
    header = ("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body")
    return _csv(header, rows)


def write_participants_votes(votes: Votes, groups: NDArray[np.int32], comments: Sequence[Comment] = ()) -> bytes:
    """Write the final matrix with each person's group as ``participants-votes.csv``; no group is an empty cell."""
    written: dict[int, int] = {}
    for one in comments:
        if one.author is not None:
            written[one.author] = written.get(one.author, 0) + 1
    header = (
        "participant",
        "group-id",
        "n-comments",
        "n-votes",
        "n-agree",
        "n-disagree",
        *votes.statement_ids.tolist(),
    )
    return _csv(header, (_participant(votes, row, groups, written) for row in range(votes.n_participants)))


def _participant(votes: Votes, row: int, groups: NDArray[np.int32], written: Mapping[int, int]) -> list[object]:
    codes = votes.codes[votes.starts[row] : votes.starts[row + 1]]
    cast = codes % 3 - 1
    cells: list[object] = [""] * votes.n_statements
    for column, vote in zip((codes // 3).tolist(), cast.tolist(), strict=True):
        cells[column] = vote
    person = int(votes.participant_ids[row])
    group = "" if groups[row] < 0 else int(groups[row])
    sides = (int(np.count_nonzero(cast == 1)), int(np.count_nonzero(cast == -1)))
    return [person, group, written.get(person, 0), codes.size, *sides, *cells]


def _csv(header: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
