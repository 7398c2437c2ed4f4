"""The landscape as plain values, for JSON and for pages."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from goen.core.opinions.landscape import Finding, Landscape


def as_json(
    found: Landscape, texts: Mapping[int, str] | None = None, *, is_public: bool = False, least: int = 3
) -> dict[str, Any]:
    """Turn a landscape into dictionaries, lists, numbers and text.

    Parameters
    ----------
    found : Landscape
        Left unchanged.
    texts : mapping of id to text, optional
        What the statements say.
    is_public : bool
        Leave out the ids of people, and blank every (group, statement) fewer than ``least`` people answered.
    least : int
        See above.

    Returns
    -------
    dict
        Keys ``verdict mode certainty groups statements unites divides minority people``; shares from 0 to 1; positions in
        units of one vote on every statement.

    Examples
    --------
    >>> from goen.core.opinions.analyse import analyse
    >>> from goen.core.opinions.votes import votes_from_triples
    >>> as_json(analyse(votes_from_triples([], [], [])))["verdict"]
    'no_votes'
    """
    said = texts or {}
    certainty = found.certainty
    return {
        "verdict": found.verdict,
        "mode": found.mode,
        "n_participants": int(found.people.ids.size),
        "n_grouped": int(np.count_nonzero(found.people.groups >= 0)),
        "n_votes": int(found.statements.counts.sum()),
        "certainty": {
            "p": certainty.p,
            "ratio": _round(certainty.ratio),
            "stabilities": [_round(one) for one in certainty.stabilities],
            "stability": _round(certainty.stability),
            "separation": _round(certainty.separation),
            "explained": [_round(one) for one in certainty.explained],
        },
        "groups": [
            {
                "size": group.size,
                "centre": [_round(x) for x in group.centre],
                "represents": [_finding(found, one, said) for one in group.represents],
            }
            for group in found.groups
        ],
        "statements": _statements(found, said, least if is_public else 0),
        "unites": [_finding(found, one, said) for one in found.unites],
        "divides": [_finding(found, one, said) for one in found.divides],
        "minority": [_finding(found, one, said) for one in found.minority],
        "people": _people(found, is_public=is_public),
    }


def _finding(found: Landscape, one: Finding, texts: Mapping[int, str]) -> dict[str, Any]:
    ident = int(found.statements.ids[one.statement])
    return {
        "kind": one.kind, "statement": ident, "text": texts.get(ident, ""), "side": "agree" if one.agree else "disagree",
        "group": one.group if one.group >= 0 else None, "said": one.said, "total": one.total, "share": _round(one.share),
        "low": _round(one.low), "high": _round(one.high), "score": _round(one.score), "q": _round(one.q),
    }  # fmt: skip


def _statements(found: Landscape, texts: Mapping[int, str], least: int) -> list[dict[str, Any]]:
    table, splits = found.statements, found.splits
    rows = []
    for j, ident in enumerate(table.ids.tolist()):
        against, passed, agreed = table.counts[j].tolist()
        rows.append(
            {
                "id": ident,
                "text": texts.get(ident, ""),
                "kept": bool(table.kept[j]),
                "agree": agreed,
                "pass": passed,
                "disagree": against,
                "low": _round(table.low[j]),
                "high": _round(table.high[j]),
                "position": [_round(x) for x in table.positions[j]],
                "splits": [_split(split, least) for split in splits[:, j].tolist()],
            }
        )
    return rows


def _split(split: list[int], least: int) -> dict[str, int] | None:
    against, passed, agreed = split
    return None if against + passed + agreed < least else {"agree": agreed, "pass": passed, "disagree": against}


def _people(found: Landscape, *, is_public: bool) -> list[dict[str, Any]]:
    people = found.people
    rows = []
    for i in np.flatnonzero(~np.isnan(people.positions[:, 0])).tolist():
        row: dict[str, Any] = {} if is_public else {"id": int(people.ids[i]), "n_votes": int(people.n_votes[i])}
        row["x"], row["y"] = (_round(x) for x in people.positions[i])
        row["spread"] = [_round(x) for x in people.spread[i]]
        row["group"] = int(people.groups[i]) if people.groups[i] >= 0 else None
        rows.append(row)
    return rows


def _round(value: float) -> float:
    return float(f"{float(value):.6g}")
