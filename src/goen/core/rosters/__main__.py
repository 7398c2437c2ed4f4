"""Reads one roster file from the standard input in a process of its own: a file made to harm can end only that.

Readers of binary spreadsheets trust the sizes a file claims; a damaged ``.xls`` can ask for a terabyte and take the
process down. Here memory is bounded and the parent survives. Writes one JSON object: ``{"table": …}`` or
``{"code": …, "params": …}``.
"""

import json
import sys
from contextlib import suppress

from goen.core.errors import GoenError
from goen.core.rosters.plain import to_plain
from goen.core.rosters.reading import read_workbook

_MEMORY = 1536 * 1024 * 1024


def _bound_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource  # noqa: PLC0415 - the module does not exist on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main() -> None:
    """Read, and say what was read or why not."""
    _bound_memory()
    try:
        answer: dict[str, object] = {"table": to_plain(read_workbook(sys.stdin.buffer.read()))}
    except GoenError as error:
        answer = {"code": error.code, "params": error.params, "kind": type(error).__name__}
    except MemoryError:
        answer = {"code": "roster.broken_file", "params": {}, "kind": "BadInputError"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
