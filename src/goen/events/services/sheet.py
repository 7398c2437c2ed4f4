"""The run sheet and the themes, saved whole: what the page shows is what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from goen.base import audit
from goen.core.errors import BadInputError
from goen.core.runsheet import Line, main_minutes
from goen.events.access import Member
from goen.events.models import Clock, Event, Segment, Theme
from goen.events.queries.sheet import line_of
from goen.events.services.clock import announce, ensure_clock

LONGEST_SHEET = 100
LONGEST_THEMES = 30


@dataclass(frozen=True)
class SheetRow:
    """One row as the editor sends it; ``segment_id`` is None for a new one."""

    segment_id: int | None
    line: Line


@dataclass(frozen=True)
class ThemeRow:
    """One theme as the editor sends it; ``theme_id`` is None for a new one."""

    theme_id: int | None
    title: str
    description: str = ""


@transaction.atomic
def save_run_sheet(*, member: Member, rows: Sequence[SheetRow], revision: int) -> Event:
    """Make the run sheet what the editor shows, in its order; ``revision`` is the one the editor was opened with.

    Refused when somebody else saved meanwhile, or when the running segment is missing.
    """
    event = _lock(member, revision)
    kept = {segment.pk: segment for segment in Segment.objects.filter(event=event)}
    _check_rows(event, rows, set(kept))
    before = [{"id": segment.pk, **vars(line_of(segment))} for segment in kept.values()]
    stale = set(kept) - {row.segment_id for row in rows}
    Segment.objects.filter(pk__in=stale).delete()
    for position, row in enumerate(rows):
        _write_row(event, kept.get(row.segment_id or 0), position, row.line)
    _touch(event, sheet_before=before)
    audit.record(member.key, "events.save_run_sheet", f"event:{event.pk}", lines=len(rows))
    announce(event)
    return event


@transaction.atomic
def undo_run_sheet(*, member: Member) -> Event:
    """Take the last change of the run sheet back; a second call brings it again."""
    event = Event.objects.get(pk=member.event.pk)
    if not event.sheet_before:
        raise BadInputError("events.nothing_to_undo")
    present = set(Segment.objects.filter(event=event).values_list("pk", flat=True))
    rows = []
    for saved in event.sheet_before:
        fields = dict(saved)
        segment_id = fields.pop("id")
        rows.append(SheetRow(segment_id if segment_id in present else None, Line(**fields)))
    return save_run_sheet(member=member, rows=rows, revision=event.revision)


@transaction.atomic
def fit_end(*, member: Member) -> Event:
    """Announce the end the run sheet comes to."""
    event = member.event
    lines = [line_of(segment) for segment in Segment.objects.filter(event=event)]
    if not main_minutes(lines):
        raise BadInputError("events.no_run_sheet")
    event.ends_at = event.starts_at + timedelta(minutes=main_minutes(lines))
    _touch(event, ends_at=event.ends_at)
    audit.record(member.key, "events.fit_end", f"event:{event.pk}")
    announce(event)
    return event


@transaction.atomic
def save_themes(*, member: Member, rows: Sequence[ThemeRow]) -> None:
    """Make the themes what the editor shows, in its order."""
    if len(rows) > LONGEST_THEMES:
        raise BadInputError("events.too_many_themes", limit=LONGEST_THEMES)
    kept = {theme.pk: theme for theme in Theme.objects.select_for_update().filter(event=member.event)}
    Theme.objects.filter(pk__in=set(kept) - {row.theme_id for row in rows}).delete()
    # Out of the way first: the number is unique within an event.
    Theme.objects.filter(event=member.event).update(number=F("number") + 1000)
    for number, row in enumerate(rows, start=1):
        theme = kept.get(row.theme_id or 0) or Theme(event=member.event)
        theme.number, theme.title, theme.description = number, row.title, row.description
        theme.save()
    audit.record(member.key, "events.save_themes", f"event:{member.event.pk}", themes=len(rows))


def _lock(member: Member, revision: int) -> Event:
    event = Event.objects.select_for_update(of=("self",)).get(pk=member.event.pk)
    if event.revision != revision:
        raise BadInputError("events.sheet_changed")
    member.event.revision = event.revision
    return member.event


def _check_rows(event: Event, rows: Sequence[SheetRow], known: set[int]) -> None:
    if len(rows) > LONGEST_SHEET:
        raise BadInputError("events.too_many_lines", limit=LONGEST_SHEET)
    ids = [row.segment_id for row in rows if row.segment_id is not None]
    if len(ids) != len(set(ids)) or not set(ids) <= known:
        raise BadInputError("events.sheet_changed")
    running = ensure_clock(event).segment_id
    if running is not None and running not in ids:
        raise BadInputError("events.segment_runs")


def _write_row(event: Event, segment: Segment | None, position: int, line: Line) -> None:
    row = segment or Segment(event=event)
    for name, value in {**vars(line), "position": position}.items():
        setattr(row, name, value)
    row.save()


def _touch(event: Event, **fields: object) -> None:
    event.revision += 1
    for name, value in fields.items():
        setattr(event, name, value)
    event.save(update_fields=[*fields, "revision", "changed_at"])
    Clock.objects.filter(event=event).update(version=F("version") + 1)
    event.clock = Clock.objects.select_related("segment").get(event=event)
