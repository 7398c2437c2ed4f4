"""Real conversations from ``GOEN_DATA/polis`` and made ones with a known truth."""

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.votes import Votes, votes_from_matrix

# Conversations whose published groups can be reproduced at all from the published votes (research note, section 2).
REPRODUCIBLE = (
    "canadian-electoral-reform",
    "austria-climate.2vkxcncppn",
    "austria-climate.5twd2jsnkf",
    "austria-climate.7z7ejpbmv5",
    "scoop-hivemind.biodiversity",
    "scoop-hivemind.taxes",
    "ssis.land-bank-farmland.2rumnecbeh.2021-08-01",
    "vtaiwan.uberx",
)


@dataclass(frozen=True, eq=False)
class Conversation:
    """One real conversation: votes, moderated statements, published groups (−1 for nobody's)."""

    name: str
    votes: Votes
    hidden: NDArray[np.bool_]
    published: NDArray[np.int64]

    def is_reproducible(self) -> bool:
        """Say whether its published groups can be a measure."""
        return any(self.name.split(".")[0].split("_")[0] in known or known in self.name for known in REPRODUCIBLE)

    def kept_matrix(self) -> NDArray[np.float64]:
        """Return the dense table of the statements that were not moderated; empty rows and columns dropped."""
        dense = self.votes.matrix()[:, ~self.hidden]
        seen = ~np.isnan(dense)
        return dense[seen.any(axis=1)][:, seen.any(axis=0)]


def conversations() -> list[Conversation]:
    """Read every conversation that has its matrix; none without the data."""
    root = Path(os.environ.get("GOEN_DATA", "/nowhere")) / "polis"
    return [read(folder) for folder in sorted(root.glob("*")) if (folder / "participants-votes.csv").is_file()]


def read(folder: Path) -> Conversation:
    """Read one folder in the published format."""
    with (folder / "participants-votes.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    ids = [key for key in rows[0] if key.isdigit()]
    table = np.array([[float(row[key]) if row[key] else np.nan for key in ids] for row in rows])
    people = [int(row["participant"]) for row in rows]
    votes = votes_from_matrix(table, participant_ids=people, statement_ids=[int(key) for key in ids])
    group = {int(row["participant"]): int(float(row["group-id"])) for row in rows if row["group-id"]}
    published = np.array([group.get(int(person), -1) for person in votes.participant_ids])
    return Conversation(folder.name, votes, np.isin(votes.statement_ids, _moderated(folder)), published)


def _moderated(folder: Path) -> list[int]:
    with (folder / "comments.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return [int(r["comment-id"]) for r in rows if r["moderated"] == "-1" or (r.get("is-meta") or "") in {"1", "true"}]


def made(people: int, statements: int, density: float, seed: int = 0) -> tuple[NDArray[np.int64], ...]:
    """Make votes of three latent groups in a plane (logistic, 15 % pass), in random order: people, statements, votes."""
    rng = np.random.default_rng(seed)
    camp = rng.integers(0, 3, people)
    where = rng.normal(0, 1.2, (3, 2))[camp] + rng.normal(0, 0.6, (people, 2))
    slope, level = rng.normal(0, 1, (statements, 2)), rng.normal(0.4, 1, statements)
    each = rng.poisson(statements * density, people).clip(1, statements)
    row = np.repeat(np.arange(people), each)
    pair = np.unique(row * statements + rng.integers(0, statements, row.size))
    row, column = pair // statements, pair % statements
    logit = level[column] + np.einsum("vi,vi->v", where[row], slope[column])
    vote = np.where(rng.random(row.size) < 1 / (1 + np.exp(-logit)), 1, -1)
    vote[rng.random(row.size) < 0.15] = 0
    order = rng.permutation(row.size)
    return row[order], column[order], vote[order]


def by_chance(people: int, statements: int, seed: int, *, level_spread: float = 0.0) -> NDArray[np.float64]:
    """Make votes without groups; each statement has its own share, each person (if asked) an own level of agreeing."""
    rng = np.random.default_rng(seed)
    logit = rng.normal(0.5, 1.0, statements)[None, :] + rng.normal(0.0, 1.0, people)[:, None] * level_spread
    vote = np.where(rng.random((people, statements)) < 1 / (1 + np.exp(-logit)), 1.0, -1.0)
    vote[rng.random(vote.shape) < 0.15] = 0.0
    answered = {30: 0.95, 100: 0.6, 500: 0.3}.get(people, 0.3)
    vote[rng.random(vote.shape) > answered] = np.nan
    return vote


def rand_index(first: NDArray[np.int64], second: NDArray[np.int64]) -> float:
    """Return the adjusted Rand index of two labellings (labels from 0)."""
    table = np.zeros((int(first.max()) + 1, int(second.max()) + 1))
    np.add.at(table, (first, second), 1)
    both, rows, columns, total = (
        float((x * (x - 1) / 2).sum()) for x in (table, table.sum(1), table.sum(0), table.sum())
    )
    expected, most = rows * columns / total, (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)
