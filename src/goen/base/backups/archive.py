"""The file of a backup: members with their hashes, and a manifest that names them all."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from goen.core.errors import BadInputError

FORMAT = 1
MANIFEST = "manifest.json"
ROWS, FILES, SECRET = "rows/", "files/", "secret_key"
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself.

    Parameters
    ----------
    version : str
        Version of Goen that wrote it.
    made_at : str
        Moment of the snapshot, ISO 8601 with zone.
    migrations : list of [app, name]
        The last applied migrations: the shape of the tables.
    tables : dict of str to int
        Rows by table, in the order they were written.
    hashes : dict of str to str
        SHA-256 of every member, in hexadecimal.
    """

    version: str
    made_at: str
    migrations: list[list[str]]
    tables: dict[str, int] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def n_rows(self) -> int:
        """Rows of all tables."""
        return sum(self.tables.values())

    @property
    def n_files(self) -> int:
        """Uploaded files and made documents."""
        return sum(name.startswith(FILES) for name in self.hashes)


class Writer:
    """Writes members one after the other and remembers the hash of each."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=5)
        self.hashes: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def add(self, name: str, parts: Iterable[bytes]) -> None:
        """Write one member from its parts, without holding it whole."""
        digest = hashlib.sha256()
        with self._zip.open(name, "w", force_zip64=True) as member:
            for part in parts:
                digest.update(part)
                member.write(part)
        self.hashes[name] = digest.hexdigest()

    def add_file(self, name: str, path: Path) -> None:
        """Write one member from a file."""
        with path.open("rb") as file:
            self.add(name, iter(lambda: file.read(_CHUNK), b""))

    def close_with(self, manifest: Manifest) -> None:
        """Write the manifest, the last member: a file without one was cut off."""
        self._zip.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))


def open_backup(path: Path) -> zipfile.ZipFile:
    """Open a backup for reading; ``base.not_a_backup`` when it is none."""
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile):
        raise BadInputError("base.not_a_backup", name=path.name) from None


def read_manifest(path: Path) -> Manifest:
    """Return what a backup says of itself; ``base.not_a_backup`` when it is none, or was cut off."""
    with open_backup(path) as archive:
        try:
            told = json.loads(archive.read(MANIFEST))
            manifest = Manifest(**told)
        except (KeyError, TypeError, ValueError, zipfile.BadZipFile):
            raise BadInputError("base.not_a_backup", name=path.name) from None
    if manifest.format > FORMAT:
        raise BadInputError("base.backup_is_newer", version=manifest.version)
    return manifest


def verify(path: Path, manifest: Manifest) -> None:
    """Read every member and compare its hash; ``base.backup_is_damaged`` names the first that differs."""
    with open_backup(path) as archive:
        for name, expected in manifest.hashes.items():
            if _hash_of(archive, name) != expected:
                raise BadInputError("base.backup_is_damaged", name=path.name, member=name)


def lines_of(archive: zipfile.ZipFile, name: str) -> Iterator[list[object]]:
    """Return the rows of one table, one list of plain values each."""
    with archive.open(name) as member:
        for line in member:
            yield json.loads(line)


def _hash_of(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as member:
            for part in iter(lambda: member.read(_CHUNK), b""):
                digest.update(part)
    except (KeyError, EOFError, OSError, zipfile.BadZipFile, ValueError):
        return ""
    except Exception:  # noqa: BLE001 - zlib.error and others: whatever a damaged stream raises, it is damaged
        return ""
    return digest.hexdigest()
