"""What `goen group` reads: a roster of any columns, a list of past meetings, rules by name."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from goen.core.errors import BadInputError
from goen.core.grouping.problem import Attribute, IntArray, Problem, Quota, Weights, make_problem
from goen.core.rosters.headers import find_header
from goen.core.rosters.reading import read_workbook

NAME_COLUMNS = ("氏名", "名前", "参加者", "参加者名", "name", "id", "ID", "番号")
NOT_MIXED = (
    "フリガナ",
    "ふりがな",
    "カナ",
    "メール",
    "備考",
    "電話",
    "時刻",
    "年月日",
    "mail",
    "kana",
    "note",
    "phone",
)


@dataclass(frozen=True)
class Table:
    """A roster: one row per person.

    Parameters
    ----------
    people : tuple of str
        Name or number of every person, made unique.
    columns : mapping
        The other columns, each with one text per person.
    """

    people: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]


def read_table(path: Path) -> Table:
    """Read the sheet of a file that has most rows; the header may stand below title rows."""
    rows = read_rows(path)
    start = _header_row(rows)
    header = [cell.strip() for cell in rows[start]]
    body = [
        list(row) + [""] * (len(header) - len(row)) for row in rows[start + 1 :] if any(cell.strip() for cell in row)
    ]
    at = next((header.index(name) for name in NAME_COLUMNS if name in header), 0)
    body = [row for row in body if row[at].strip()]
    if not body:
        raise BadInputError("group.no_people", name=str(path))
    columns = {
        name: tuple(row[place].strip() for row in body) for place, name in enumerate(header) if name and place != at
    }
    return Table(_unique([row[at].strip() for row in body]), columns)


def read_rows(path: Path) -> Sequence[Sequence[str]]:
    """Return the cells of a file's longest sheet as text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInputError("roster.no_such_file", name=str(path)) from error
    return max((sheet.rows for sheet in read_workbook(data).sheets), key=len)


def _header_row(rows: Sequence[Sequence[str]]) -> int:
    """Trust the roster reader where it knows a name column; else the first row with most cells filled."""
    found = find_header(rows)
    if found.has_name:
        return int(found.row)
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[:20]]
    return filled.index(max(filled))


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Tell people of one name apart by a number behind the second and later ones."""
    seen: dict[str, int] = {}
    made = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return tuple(made)


def problem_of(table: Table, arguments: argparse.Namespace) -> Problem:
    """Write down what the arguments ask of the people in the table."""
    weights = _weights(arguments.weights)
    themes, costs = _themes(table, arguments)
    facilitators = tuple(person for person, _ in names_and_numbers(table, arguments.facilitators))
    known = {"repeat", "past", "theme"}
    return make_problem(
        len(table.people),
        groups=arguments.groups,
        rounds=arguments.rounds,
        sizes=_sizes(arguments),
        attributes=_attributes(table, arguments.mix, weights),
        past=[row for path in arguments.past for row in _past(table, path)],
        themes=themes,
        rank_costs=costs,
        together=tuple(tuple(person for person, _ in names_and_numbers(table, text)) for text in arguments.together),
        apart=[pair for text in arguments.apart for pair in pairs_of([p for p, _ in names_and_numbers(table, text)])],
        locks=[lock for text in arguments.lock for lock in _locks(table, text, arguments.rounds)],
        quotas=(Quota("進行役", facilitators),) if facilitators else (),
        weights=Weights(**{name: weights[name] for name in known & weights.keys()}),
    )


def names_and_numbers(table: Table, text: str) -> list[tuple[int, str]]:
    """Read a list of people separated by commas, each perhaps followed by ``=`` and more.

    Raises
    ------
    BadInputError
        ``group.unknown_person`` with the name.
    """
    number = {name: place for place, name in enumerate(table.people)}
    found = []
    for part in filter(None, (part.strip() for part in text.replace("、", ",").split(","))):
        name, _, rest = part.partition("=")
        if name.strip() not in number:
            raise BadInputError("group.unknown_person", name=name.strip())
        found.append((number[name.strip()], rest.strip()))
    return found


def pairs_of(people: Sequence[int]) -> list[tuple[int, int]]:
    """Return every pair of a list."""
    return [(a, b) for place, a in enumerate(people) for b in people[:place]]


def _weights(text: str) -> dict[str, int]:
    weights = {}
    for part in filter(None, (part.strip() for part in text.replace("、", ",").split(","))):
        name, _, value = part.partition("=")
        if not value.strip().isdecimal():
            raise BadInputError("group.weight_unreadable", text=part)
        weights[name.strip()] = int(value)
    return weights


def _sizes(arguments: argparse.Namespace) -> tuple[list[int], list[int]] | None:
    if not arguments.sizes:
        return None
    low, _, high = arguments.sizes.partition("-")
    if not (low.strip().isdecimal() and (high or low).strip().isdecimal()):
        raise BadInputError("group.sizes_unreadable", text=arguments.sizes)
    return [int(low)] * arguments.groups, [int(high or low)] * arguments.groups


def _attributes(table: Table, mix: str | None, weights: dict[str, int]) -> tuple[Attribute, ...]:
    if mix is not None:
        chosen = [name.strip() for name in mix.replace("、", ",").split(",") if name.strip()]
    else:
        chosen = [name for name in table.columns if _is_mixable(name, table.columns[name])]
    for name in chosen:
        if name not in table.columns:
            raise BadInputError("group.unknown_column", name=name)
    return tuple(Attribute.of(name, list(table.columns[name]), weights.get(name, 1)) for name in chosen)


def _is_mixable(name: str, values: Sequence[str]) -> bool:
    """Leave out wishes, contact data and columns in which nearly everybody differs."""
    if name.startswith("rank_") or "希望" in name or any(part in name for part in NOT_MIXED):
        return False
    kinds = len(set(filter(None, values)))
    return 1 < kinds <= max(2, len(values) // 2)


def _themes(table: Table, arguments: argparse.Namespace) -> tuple[list[int] | None, IntArray | None]:
    """Read ranks per theme (``rank_…`` columns) or themes per rank (第1希望, 第2希望, …)."""
    ranked = [name for name in table.columns if name.startswith("rank_")]
    wished = [name for name in table.columns if "希望" in name]
    given = [name.strip() for name in (arguments.themes or "").replace("、", ",").split(",") if name.strip()]
    if ranked:
        order = [name.removeprefix("rank_") for name in ranked]
        costs = np.array([[_rank(table.columns[name][k]) for name in ranked] for k in range(len(table.people))])
    elif wished:
        wishes = list(zip(*(table.columns[name] for name in wished), strict=True))
        order = given or list(dict.fromkeys(theme for row in wishes for theme in row if theme))
        costs = np.array([[row.index(theme) if theme in row else len(row) for theme in order] for row in wishes])
    else:
        return None, None
    themes = [order.index(name) if name in order else -1 for name in given] or list(range(len(order)))
    if not themes:
        return None, None
    return [themes[group % len(themes)] for group in range(arguments.groups)], costs


def _rank(text: str) -> int:
    return max(int(text) - 1, 0) if text.isdecimal() else 9


def _past(table: Table, path: Path) -> list[tuple[int, int, int]]:
    """Read rows of two people and how often (or how heavily) they met; rows of people no longer there are counted and told."""
    number = {name: place for place, name in enumerate(table.people)}
    found, n_left_out = [], 0
    for row_number, row in enumerate(read_rows(path), 1):
        first, second, times = [*(cell.strip() for cell in row), "", "", ""][:3]
        if first in number and second in number and first != second:
            found.append((number[first], number[second], _times(times, row_number)))
        elif row_number > 1 and (first or second):  # the first row may be a heading
            n_left_out += 1
    if n_left_out:
        told = f"{path.name}: {n_left_out} 行は今回の名簿にない人の行なので使いません。"
        print(f"{told}/ {n_left_out} rows name people who are not in the roster.", file=sys.stderr)
    return found


def _times(text: str, row: int) -> int:
    """Read how often two people met; nothing written means once."""
    if not text:
        return 1
    if not text.replace(".", "", 1).isdecimal():
        raise BadInputError("group.times_unreadable", row=row, value=text)
    return int(float(text))


def read_published(path: Path, table: Table, n_rounds: int, n_groups: int) -> IntArray:
    """Read the seats of a plan that ``--json`` wrote; people of the roster who are not in it have no seat (-1).

    Raises
    ------
    BadInputError
        ``roster.no_such_file``, ``group.plan_unreadable``, or ``group.plan_larger`` where it has more rounds or groups.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["rounds"]
        rounds = [[[str(name) for name in names] for names in groups] for groups in kept]
    except OSError as error:
        raise BadInputError("roster.no_such_file", name=str(path)) from error
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadInputError("group.plan_unreadable", name=path.name) from None
    if len(rounds) > n_rounds or any(len(groups) > n_groups for groups in rounds):
        most = max((len(groups) for groups in rounds), default=0)
        raise BadInputError("group.plan_larger", name=path.name, rounds=len(rounds), groups=most)
    seats = np.full((n_rounds, len(table.people)), -1, dtype=np.int64)
    number = {name: place for place, name in enumerate(table.people)}
    for at, groups in enumerate(rounds):
        for group, names in enumerate(groups):
            seats[at, [number[name] for name in names if name in number]] = group
    return seats


def _locks(table: Table, text: str, rounds: int) -> list[tuple[int, int, int]]:
    locks = []
    for person, seat in names_and_numbers(table, text):
        group, _, at = seat.partition("@")
        if not group.isdecimal() or (at and not at.isdecimal()):
            raise BadInputError("group.lock_unreadable", text=text)
        locks += [(r, person, int(group) - 1) for r in (range(rounds) if not at else [int(at) - 1])]
    return locks
