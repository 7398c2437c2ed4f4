"""Opening a bundle from outside, as ZIP or as workbook: nothing in it is believed before its hashes, names and sizes are looked at."""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from goen.base.bundles.workbooks import MANIFEST, is_workbook, read_parts
from goen.base.bundles.write import SCHEMA
from goen.core.errors import BadInputError, GoenError

MOST_BYTES = 400 * 1024 * 1024
_MOST_FILES = 2_000
_ROOM = 64 * 1024 * 1024


@dataclass(frozen=True)
class Bundle:
    """A bundle whose hashes hold.

    Parameters
    ----------
    manifest : mapping
        What it says of itself.
    tables : mapping of str to (columns, rows)
        Plain rows by table.
    files : mapping of str to bytes
        Files by the name the rows give them.
    """

    manifest: Mapping[str, Any]
    tables: Mapping[str, tuple[list[str], list[list[Any]]]] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def open_bundle(content: bytes) -> Bundle:
    """Return a bundle's content; ``base.bad_bundle`` says what is wrong with it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            _look_at_sizes(file)
            if is_workbook(file):
                return _read_workbook(content)
            return _read(file.namelist(), file.read)
    except BadInputError:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, RecursionError, zlib.error) as error:
        raise _bad("format") from error
    except (NotImplementedError, RuntimeError, OSError, EOFError) as error:  # unknown compression, encrypted, cut off
        raise _bad("format") from error


def _look_at_sizes(file: zipfile.ZipFile) -> None:
    entries = file.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_FILES or total > MOST_BYTES or total > _ROOM + 200 * sum(e.compress_size for e in entries):
        raise _bad("size")


def _read_workbook(content: bytes) -> Bundle:
    try:
        parts = read_parts(content)
        return _read(parts, parts.__getitem__)
    except GoenError:
        raise
    except Exception as error:  # a damaged workbook fails inside its reader in any way
        raise BadInputError("base.workbook_foreign") from error


def _read(names: Collection[str], read: Callable[[str], bytes]) -> Bundle:
    manifest = json.loads(read(MANIFEST))
    if manifest["schema"] != SCHEMA:
        raise _bad("schema")
    tables, files = {}, {}
    hashes = manifest["hashes"]
    if set(names) != {MANIFEST, *hashes}:
        raise _bad("names")
    for name, wanted in hashes.items():
        content = read(name)
        if hashlib.sha256(content).hexdigest() != wanted:
            raise _bad("hash")
        kind, _slash, rest = str(name).partition("/")
        if kind == "tables":
            tables[rest.removesuffix(".jsonl")] = _table(content)
        elif kind == "files" and _is_plain_path(rest):
            files[rest] = content
        else:
            raise _bad("names")
    return Bundle(manifest, tables, files)


def _table(content: bytes) -> tuple[list[str], list[list[Any]]]:
    head, *rest = [json.loads(line) for line in content.split(b"\n") if line]  # a text may hold other ends of line
    columns = [str(column) for column in head]
    if len(set(columns)) != len(columns) or any(not isinstance(row, list) or len(row) != len(columns) for row in rest):
        raise _bad("format")
    return columns, rest


def _is_plain_path(path: str) -> bool:
    return bool(path) and "\\" not in path and all(part not in ("", ".", "..") for part in path.split("/"))


def _bad(reason: str) -> BadInputError:
    return BadInputError("base.bad_bundle", reason=reason)
