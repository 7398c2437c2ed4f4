"""The landscape as plain values, for JSON and for pages."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from goen.core.opinions.landscape import Finding, Landscape

LEAST = 3
"""Fewer people than this are not shown in public: what they said could be laid at their door."""


def as_json(
    found: Landscape, texts: Mapping[int, str] | None = None, *, is_public: bool = False, least: int = LEAST
) -> dict[str, Any]:
    """Turn a landscape into dictionaries, lists, numbers and text.

    Parameters
    ----------
    found : Landscape
        Left unchanged.
    texts : mapping of id to text, optional
        What the statements say.
    is_public : bool
        Leave out the ids of people, and blank what fewer than ``least`` people answered: the figures of a statement, and all
        its groups as soon as one of them is that small, since the small one could be worked out from the others.
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
    few = least if is_public else 0

    def findings(rows: Iterable[Finding]) -> list[dict[str, Any]]:
        return [_finding(found, one, said) for one in rows if one.total >= few and _is_open(found, one, few)]

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
                "represents": findings(group.represents),
            }
            for group in found.groups
        ],
        "statements": _statements(found, said, few),
        "unites": findings(found.unites),
        "divides": findings(found.divides),
        "minority": findings(found.minority),
        "people": _people(found, is_public=is_public),
    }


def _finding(found: Landscape, one: Finding, texts: Mapping[int, str]) -> dict[str, Any]:
    ident = int(found.statements.ids[one.statement])
    return {
        "kind": one.kind, "statement": ident, "text": texts.get(ident, ""), "side": "agree" if one.agree else "disagree",
        "group": one.group if one.group >= 0 else None, "said": one.said, "total": one.total, "share": _round(one.share),
        "low": _round(one.low), "high": _round(one.high), "score": _round(one.score), "q": _round(one.q),
    }  # fmt: skip


def _is_open(found: Landscape, one: Finding, few: int) -> bool:
    """Tell whether a finding gives away nothing that its statement's own figures would hide."""
    return one.group < 0 or int(found.splits[:, one.statement].sum(axis=1).min()) >= few


def _statements(found: Landscape, texts: Mapping[int, str], few: int) -> list[dict[str, Any]]:
    table, splits = found.statements, found.splits
    rows = []
    for j, ident in enumerate(table.ids.tolist()):
        against, passed, agreed = table.counts[j].tolist()
        groups = splits[:, j].tolist()
        is_hidden = against + passed + agreed < few
        hides_groups = is_hidden or any(sum(group) < few for group in groups)
        rows.append(
            {
                "id": ident,
                "text": texts.get(ident, ""),
                "kept": bool(table.kept[j]),
                "agree": None if is_hidden else agreed,
                "pass": None if is_hidden else passed,
                "disagree": None if is_hidden else against,
                "low": None if is_hidden else _round(table.low[j]),
                "high": None if is_hidden else _round(table.high[j]),
                "position": [_round(x) for x in table.positions[j]],
                "splits": [None if hides_groups else _split(group) for group in groups],
            }
        )
    return rows


def _split(split: list[int]) -> dict[str, int]:
    against, passed, agreed = split
    return {"agree": agreed, "pass": passed, "disagree": against}


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
