"""What taking a file would do, recomputed from the stored table each time it is shown."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from goen.accounts import queries as accounts
from goen.core.rosters.changes import NEW, SAME, SKIPPED, UPDATED, Change, plan_changes
from goen.core.rosters.entries import Entry, Setting, read_entries
from goen.core.rosters.headers import Header, find_header
from goen.core.rosters.plain import sheet_of
from goen.core.rosters.reading import Sheet
from goen.core.text.names import organisation_key
from goen.events.models import Event
from goen.roster.models import RosterImport
from goen.roster.queries.people import known_people


@dataclass(frozen=True)
class Preview:
    """How a file is read, and what each of its rows would do."""

    header: Header
    header_cells: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    changes: tuple[Change, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows would be new, updated, the same, skipped."""
        kinds = Counter(change.kind for change in self.changes)
        return {kind: kinds[kind] for kind in (NEW, UPDATED, SAME, SKIPPED)}

    @property
    def n_notices(self) -> int:
        """How many rows have something to look at."""
        return sum(bool(change.entry.problems) for change in self.changes)


def imports_of(event: Event) -> list[RosterImport]:
    """Return the files taken or taken back, newest first, without their tables; 1 query."""
    rows = RosterImport.objects.filter(event=event).exclude(state=RosterImport.State.PREVIEWED)
    return list(rows.select_related("created_by").defer("table", "undo")[:20])


def preview(row: RosterImport) -> Preview:
    """Return what a stored file would do to the roster as it is now; 4 queries."""
    mapping = row.mapping
    sheet = sheet_of(row.table, int(mapping["sheet"]))
    header = Header(int(mapping["header"]), tuple(mapping["columns"]))
    event = row.event
    setting = Setting(dict(event.themes.values_list("number", "title")), event.starts_at.date())
    entries = [_completed(entry, mapping.get("organisation", "")) for entry in read_entries(sheet, header, setting)]
    changes = plan_changes(entries, known_people(event), _aliases())
    return Preview(header, _header_cells(sheet, header), _samples(sheet, header), changes)


def detected_mapping(table: dict[str, Any], number: int | None = None) -> dict[str, Any]:
    """Return how a stored table looks: the sheet asked for, or the one whose header names the most."""
    headers = [find_header(sheet_of(table, k).rows) for k in range(len(table["sheets"]))]
    if number is None:
        number = max(range(len(headers)), key=lambda k: (headers[k].has_name, _n_named(headers[k]), -k))
    header = headers[number]
    as_of = header.as_of.isoformat() if header.as_of else ""
    return {"sheet": number, "header": header.row, "columns": list(header.columns), "as_of": as_of}


def _n_named(header: Header) -> int:
    return sum(bool(column) for column in header.columns)


def _completed(entry: Entry, organisation: str) -> Entry:
    if entry.organisation or not organisation:
        return entry
    kept = tuple(problem for problem in entry.problems if problem.code != "roster.row_without_organisation")
    return replace(entry, organisation=organisation, problems=kept)


def _aliases() -> dict[str, str]:
    return {key: organisation_key(row.name) for key, row in accounts.organisation_index().items()}


def _header_cells(sheet: Sheet, header: Header) -> tuple[str, ...]:
    cells = sheet.rows[header.row] if header.row >= 0 else ()
    return (*cells, *("",) * (len(header.columns) - len(cells)))


def _samples(sheet: Sheet, header: Header) -> tuple[tuple[str, ...], ...]:
    width = len(header.columns)
    body = [row for row in sheet.rows[header.row + 1 :] if any(row)][:3]
    return tuple(tuple(row[column] if column < len(row) else "" for row in body) for column in range(width))
