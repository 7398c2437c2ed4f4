"""Reads one spreadsheet of comments from the standard input in a process of its own, with bounded memory.

A damaged or hostile workbook can ask for any amount of memory; here it ends this process only. Writes one JSON object:
``{"header": …, "rows": …, "notes": …}`` or ``{"code": …, "params": …, "kind": …}``.
"""

import json
import sys
from contextlib import suppress

from goen.core.errors import GoenError
from goen.core.listening.tables import read_table

_MEMORY = 3 * 1024 * 1024 * 1024


def _bound_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main() -> None:
    """Read, and say what was read or why not."""
    _bound_memory()
    try:
        table = read_table(sys.stdin.buffer.read())
        answer: dict[str, object] = {"header": table.header, "rows": table.rows, "notes": table.notes}
    except GoenError as error:
        answer = {"code": error.code, "params": error.params, "kind": type(error).__name__}
    except MemoryError:
        answer = {"code": "listening.broken_workbook", "params": {}, "kind": "BadInputError"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
