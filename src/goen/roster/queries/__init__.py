"""Every read of the roster."""

from goen.roster.queries.imports import Preview, imports_of, preview
from goen.roster.queries.join import Match, find_for_join
from goen.roster.queries.people import (
    HeadCount,
    by_kana,
    by_organisation,
    checked_in,
    consents,
    expected,
    has_room,
    head_counts,
    known_people,
    known_person,
    n_free,
    participation_of,
    roster,
    roster_row,
    search,
)

__all__ = [
    "HeadCount",
    "Match",
    "Preview",
    "by_kana",
    "by_organisation",
    "checked_in",
    "consents",
    "expected",
    "find_for_join",
    "has_room",
    "head_counts",
    "imports_of",
    "known_people",
    "known_person",
    "n_free",
    "participation_of",
    "preview",
    "roster",
    "roster_row",
    "search",
]
