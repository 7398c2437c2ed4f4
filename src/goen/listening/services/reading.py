"""Reading an uploaded file of comments where it can do no harm."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable

from goen.base.documents.guards import clean
from goen.core.errors import BadInputError, GoenError, TooMuchError
from goen.core.listening.tables import Table, read_table

MAX_BYTES = 100 * 1024 * 1024
_KINDS = {kind.__name__: kind for kind in (BadInputError, TooMuchError)}
_BINARY = (b"PK", b"\xd0\xcf\x11\xe0")
_MOST_S = 120


def read_upload(chunks: Iterable[bytes]) -> bytes:
    """Return the bytes of an upload, refusing it before more than 100 MB are held in memory."""
    parts, size = [], 0
    for part in chunks:
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise TooMuchError("base.too_large", size_mb=size // 1024**2, limit_mb=MAX_BYTES // 1024**2)
    return b"".join(parts)


def read_apart(data: bytes, encoding: str = "") -> Table:
    """Return the table of a file; a workbook is read by a child process with bounded memory and time.

    Characters nobody can see and no database keeps (controls, halves of a surrogate pair) are left out.
    """
    if not data.startswith(_BINARY):
        return _printable(read_table(data, encoding=encoding))
    command = [sys.executable, "-m", "goen.core.listening"]
    try:
        child = subprocess.run(  # noqa: S603 - our own module, no shell, the file only on its standard input
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=_MOST_S, check=True,
            env=child_environment(),
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise BadInputError("listening.broken_workbook") from error
    answer = json.loads(child.stdout)
    if "rows" not in answer:
        raise _KINDS.get(answer["kind"], GoenError)(answer["code"], **answer["params"])
    return _printable(Table(tuple(answer["header"]), tuple(map(tuple, answer["rows"])), tuple(answer["notes"])))


def _printable(table: Table) -> Table:
    header = tuple(clean(name) or f"列{place}" for place, name in enumerate(table.header, start=1))
    return Table(header, tuple(tuple(map(clean, row)) for row in table.rows), table.notes)


def child_environment() -> dict[str, str]:
    """Return the environment of a child: where this process found its modules it finds them too."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
