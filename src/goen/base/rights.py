"""Who may open which address: one declared row per URL name, beside the slice that serves it (``rights.toml``).

A row names a *deed* of ``events/phases.py``, from which role and moment follow, or one of the words of ``WORDS``.
The row is a promise about the door in ``access.py``; ``tests/rights`` knocks at every door to see that it is kept.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

WORDS: Mapping[str, str] = {
    "everybody": "no door: what is shown is public",
    "public": "everybody, while the organiser shows it to the public",
    "code": "whoever holds the code on the wall, a personal link or a secret address",
    "own": "the person it belongs to, and nobody else",
    "account": "everybody with an account, for what is theirs",
    "partnership": "accounts with a role in the partnership",
    "partnership-organiser": "organisers of the partnership",
    "community": "members of the community; where it is open, everybody may read and join",
    "community-moderator": "who looks after the community: its moderators, and organisers of its event or partnership",
    "showcase-editor": "organisers of the page's event or partnership; who made it, where it belongs to neither",
    "operator": "who runs the installation",
    "token": "programs with an API token of the right scope",
}


@dataclass(frozen=True)
class Right:
    """One row of the table.

    Parameters
    ----------
    to : str
        A deed, or a word of ``WORDS``.
    is_narrower : bool
        Whether the door asks for more than the row says (one's own table, results once shown).
    is_personal : bool
        Whether the page shows personal data of others: reading it is noted in the audit log.
    is_logged : bool
        Whether the slice itself notes who took the file.
    """

    to: str
    is_narrower: bool = False
    is_personal: bool = False
    is_logged: bool = False

    @classmethod
    def of(cls, row: Any) -> "Right":
        """Read a row: a plain text, or a table with ``to``, ``narrower`` and ``personal``."""
        if isinstance(row, str):
            return cls(row)
        flags = {f"is_{name}": row.get(name, False) for name in ("narrower", "personal", "logged")}
        return cls(row["to"], **flags)


@dataclass(frozen=True)
class Route:
    """An address as Django knows it: full name, pattern, names of its parts."""

    name: str
    pattern: str
    parts: tuple[str, ...]


def routes() -> list[Route]:
    """Return every address with a name, and those without one as ``<slice>:?``."""
    return list(_walk(get_resolver().url_patterns))


@cache
def rights() -> Mapping[str, Right]:
    """Return the declared rows of every slice by full URL name."""
    found = {}
    for file in sorted(Path(__file__).resolve().parents[1].glob("*/rights.toml")):
        for name, row in tomllib.loads(file.read_text(encoding="utf-8")).items():
            # A library's addresses carry no slice: their rows start with a colon.
            found[name[1:] if name.startswith(":") else f"{file.parent.name}:{name}"] = Right.of(row)
    return found


def _walk(patterns: Iterable[Any], prefix: str = "", space: str = "") -> Iterable[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path, space + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(pattern, URLPattern):
            parts = {*_parts(prefix), *pattern.pattern.regex.groupindex}
            yield Route(f"{space}{pattern.name or '?'}", path, tuple(sorted(parts)))


def _parts(path: str) -> list[str]:
    return [piece.partition(">")[0].rpartition(":")[2] for piece in path.split("<")[1:]]
