"""Opening a bundle from outside: nothing in it is believed before its hashes, names and sizes are looked at."""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from goen.base.bundles.write import SCHEMA
from goen.core.errors import BadInputError

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
            manifest = json.loads(file.read("manifest.json"))
            return _read(file, manifest)
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


def _read(file: zipfile.ZipFile, manifest: Mapping[str, Any]) -> Bundle:
    if manifest["schema"] != SCHEMA:
        raise _bad("schema")
    tables, files = {}, {}
    hashes = manifest["hashes"]
    if set(file.namelist()) != {"manifest.json", *hashes}:
        raise _bad("names")
    for name, wanted in hashes.items():
        content = file.read(name)
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
    head, *rest = [json.loads(line) for line in content.decode().splitlines()]
    columns = [str(column) for column in head]
    if len(set(columns)) != len(columns) or any(not isinstance(row, list) or len(row) != len(columns) for row in rest):
        raise _bad("format")
    return columns, rest


def _is_plain_path(path: str) -> bool:
    return bool(path) and "\\" not in path and all(part not in ("", ".", "..") for part in path.split("/"))


def _bad(reason: str) -> BadInputError:
    return BadInputError("base.bad_bundle", reason=reason)
