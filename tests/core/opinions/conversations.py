"""Conversations to test with: drawn by Hypothesis, made with known camps, or read from the development data."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from goen.core.opinions.votes import Votes, votes_from_matrix

NAMES = (
    "15-per-hour-seattle",
    "brexit-consensus",
    "scoop-hivemind.biodiversity",
    "scoop-hivemind.taxes",
    "vtaiwan.uberx",
)


@st.composite
def matrices(draw, most_people=12, most_statements=8):
    """Draw a table of 1, 0, −1 and gaps."""
    shape = (draw(st.integers(1, most_people)), draw(st.integers(1, most_statements)))
    cells = draw(hnp.arrays(np.int8, shape, elements=st.sampled_from([-1, 0, 1, 9])))
    return np.where(cells == 9, np.nan, cells.astype(float))


def camps(people=40, statements=16, groups=2, seed=0, answered=0.9):
    """Make a conversation of clear camps; returns the table and who is in which camp."""
    rng = np.random.default_rng(seed)
    camp = np.arange(people) % groups
    leaning = rng.normal(0, 2.5, (groups, statements))
    votes = np.where(rng.random((people, statements)) < 1 / (1 + np.exp(-leaning[camp])), 1.0, -1.0)
    votes[rng.random(votes.shape) > answered] = np.nan
    return votes, camp


def chance(people, statements, seed, answered=0.9):
    """Make votes in which nobody agrees with anybody but by chance."""
    rng = np.random.default_rng(seed)
    votes = rng.choice([1.0, 0.0, -1.0], (people, statements), p=[0.55, 0.15, 0.3])
    votes[rng.random(votes.shape) > answered] = np.nan
    return votes


def real(name: str) -> tuple[Votes, np.ndarray, dict[int, int]]:
    """Read a real conversation: votes, moderated statements, published group of each participant."""
    folder = Path(os.environ.get("GOEN_DATA", "/nowhere")) / "polis" / name
    if not folder.is_dir():
        pytest.skip(f"GOEN_DATA has no polis/{name}")
    with (folder / "participants-votes.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    ids = [key for key in rows[0] if key.isdigit()]
    table = np.array([[float(row[key]) if row[key] else np.nan for key in ids] for row in rows])
    votes = votes_from_matrix(
        table, participant_ids=[int(row["participant"]) for row in rows], statement_ids=[int(key) for key in ids]
    )
    with (folder / "comments.csv").open(encoding="utf-8") as lines:
        out = [int(row["comment-id"]) for row in csv.DictReader(lines) if row["moderated"] == "-1"]
    published = {int(row["participant"]): int(row["group-id"]) for row in rows if row["group-id"]}
    return votes, np.isin(votes.statement_ids, out), published
