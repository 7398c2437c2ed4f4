"""A whole file onto the roster, and back off again exactly as it was."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from goen.base import audit, live
from goen.core.errors import BadInputError
from goen.core.rosters.changes import NEW, UPDATED
from goen.events.access import Member
from goen.events.models import Event
from goen.roster.models import RosterImport
from goen.roster.queries.imports import detected_mapping, preview
from goen.roster.services import batches
from goen.roster.services.reading import read_table

_State = RosterImport.State


@transaction.atomic
def upload_roster(*, member: Member, file_name: str, data: bytes) -> RosterImport:
    """Read a file and keep its table for the preview; nothing reaches the roster yet."""
    table = read_table(data)
    row = RosterImport.objects.create(
        event=member.event,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        table=table,
        mapping=detected_mapping(table),
        created_by_id=member.user_id,
    )
    audit.record(member.key, "roster.upload", f"roster_import:{row.pk}", sha256=row.sha256, event=member.event.pk)
    return row


@transaction.atomic
def remap_import(
    *, row: RosterImport, sheet: int, header: int, columns: list[str], organisation: str = ""
) -> RosterImport:
    """Read the stored table as a person corrected it; another sheet, or another header row, is looked at afresh."""
    if row.state != _State.PREVIEWED:
        raise BadInputError("roster.import_done")
    before = row.mapping
    if sheet != before["sheet"]:
        mapping = detected_mapping(row.table, sheet)
    elif header != before["header"]:
        mapping = {**before, "header": header, "columns": batches.columns_at(row.table, sheet, header)}
    else:
        width = len(before["columns"])
        mapping = {**before, "columns": [*columns, *("",) * width][:width]}
    row.mapping = {**mapping, "organisation": organisation.strip()}
    row.save(update_fields=["mapping"])
    return row


@transaction.atomic
def apply_import(*, row: RosterImport, by: str) -> RosterImport:
    """Put the file's people onto the roster; confirming twice is once; returns the import with its counts and undo."""
    locked = _locked(row)
    if locked.state == _State.APPLIED:
        return locked
    if locked.state == _State.UNDONE:
        raise BadInputError("roster.import_done")
    Event.objects.select_for_update().get(pk=locked.event_id)
    view = preview(locked)
    if not view.header.has_name:
        raise BadInputError("roster.no_name_column")
    made = batches.add_people(locked, [change.entry for change in view.changes if change.kind == NEW], by)
    changed = batches.update_people(locked.event, [change for change in view.changes if change.kind == UPDATED])
    locked.counts, locked.undo = view.counts, {**made, "changed": changed}
    locked.state, locked.applied_at = _State.APPLIED, timezone.now()
    locked.save(update_fields=["counts", "undo", "state", "applied_at"])
    return _tell(locked, by, "roster.apply_import")


@transaction.atomic
def undo_import(*, row: RosterImport, by: str) -> RosterImport:
    """Restore exactly what was before; refuses when people or other parts have since built on it."""
    locked = _locked(row)
    if locked.state == _State.UNDONE:
        return locked
    if locked.state != _State.APPLIED:
        raise BadInputError("roster.import_done")
    names = batches.names_in_use(locked)
    if names:
        raise BadInputError("roster.undo_in_use", n=len(names), names="、".join(names[:5]))
    batches.restore_people(locked.undo["changed"])
    batches.remove_people(locked.undo)
    locked.state = _State.UNDONE
    locked.save(update_fields=["state"])
    return _tell(locked, by, "roster.undo_import")


def _locked(row: RosterImport) -> RosterImport:
    return RosterImport.objects.select_for_update(of=("self",)).select_related("event").get(pk=row.pk)


def _tell(row: RosterImport, by: str, verb: str) -> RosterImport:
    counts: dict[str, Any] = row.counts
    audit.record(by, verb, f"roster_import:{row.pk}", sha256=row.sha256, event=row.event_id, counts=counts)
    live.publish(row.event.topic, "roster.changed", roster_import=row.pk)
    return row
