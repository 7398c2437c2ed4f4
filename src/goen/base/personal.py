"""How each slice treats rows that point at a person: declared in ``personal.toml``, one line a relation.

A relation without its line fails the build (``tests/architecture/test_personal.py`` prints the line to add).
"""

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from goen.base.bundles.graph import Table, foreign_keys, own_tables

# Whom a row can be about: somebody on a roster, somebody over the years, the key they came in with.
ABOUT = ("Participation", "Person", "Pass")
WAYS: Mapping[str, str] = {
    "delete": "the row goes",
    "forget": "the row stays, no longer anybody's",
    "keep": "the row stays: once the name is gone nothing in it tells who it was",
}


@dataclass(frozen=True)
class Relation:
    """A foreign key to a person, what becomes of its rows on erasure, and what a reader calls them.

    A secret row is another person's word about this one (who wishes to stay in touch): it is erased and never shown.
    ``also`` is what else of a forgotten row is written anew, where the name stands in it a second time.
    """

    model: Table
    field: str
    about: str
    way: str
    title: str
    is_secret: bool = False
    also: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def key(self) -> str:
        """How ``personal.toml`` names it."""
        return f"{self.model.__name__}.{self.field}"


def needed() -> list[tuple[str, Table, str, str]]:
    """Return slice, table, key and kind of person of every relation that needs a line."""
    found = []
    for model in own_tables():
        for key in foreign_keys(model):
            about = key.related_model.__name__
            if about in ABOUT and key.related_model.__module__.startswith(("goen.roster.", "goen.events.")):
                found.append((model.__module__.split(".")[1], model, key.name, about))
    return found


@cache
def declared() -> Mapping[str, Mapping[str, Any]]:
    """Return the lines of every slice by ``slice:Model.field``."""
    lines: dict[str, Mapping[str, Any]] = {}
    for file in sorted(Path(__file__).resolve().parents[1].glob("*/personal.toml")):
        for key, line in tomllib.loads(file.read_text(encoding="utf-8")).items():
            lines[f"{file.parent.name}:{key}"] = line
    return lines


@cache
def relations() -> tuple[Relation, ...]:
    """Return every relation with its line; one without is left alone, and the build says so."""
    lines, found = declared(), []
    for space, model, name, about in needed():
        line = lines.get(f"{space}:{model.__name__}.{name}")
        if line is not None:
            way, title = str(line["erase"]), str(line["title"])
            found.append(
                Relation(
                    model, name, about, way, title, is_secret=bool(line.get("secret", False)), also=line.get("also", {})
                )
            )
    return tuple(found)
