"""The run sheet of an event, with its planned times."""

from dataclasses import dataclass
from datetime import datetime

from goen.core.runsheet import Line, Problem, planned_spans, problems
from goen.events.models import Event, Segment, Theme


@dataclass(frozen=True)
class SheetLine:
    """A segment and when it is planned."""

    segment: Segment
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Sheet:
    """The whole run sheet: lines with times, and what does not fit."""

    lines: list[SheetLine]
    problems: list[Problem]

    @property
    def spare(self) -> int:
        """Minutes left before the announced end; negative when the sheet runs over."""
        minutes = {problem.code: problem.minutes for problem in self.problems}
        return minutes.get("short", 0) - minutes.get("over", 0)

    @property
    def over(self) -> int:
        """Minutes past the announced end."""
        return max(0, -self.spare)


def run_sheet(event: Event) -> Sheet:
    """Return the run sheet in order with planned times; 1 query."""
    segments = list(Segment.objects.filter(event=event))
    lines = [line_of(segment) for segment in segments]
    spans = planned_spans(lines, event.starts_at)
    rows = [SheetLine(segment, span.start, span.end) for segment, span in zip(segments, spans, strict=True)]
    return Sheet(rows, problems(lines, event.starts_at, event.ends_at))


def sheet_state(event: Event) -> dict[str, object]:
    """Return what the editor needs after a save: revision, ids in order, and what does not fit; 1 query."""
    sheet = run_sheet(event)
    return {
        "revision": event.revision,
        "ids": [line.segment.pk for line in sheet.lines],
        "problems": [{"code": problem.code, "minutes": problem.minutes} for problem in sheet.problems],
    }


def theme_rows(event: Event) -> list[dict[str, object]]:
    """Return the themes as their editor shows them; 1 query."""
    themes = Theme.objects.filter(event=event)
    return [{"row_id": theme.pk, "title": theme.title, "description": theme.description} for theme in themes]


def lines_for(event: Event) -> list[Line]:
    """Return the run sheet as the core knows it; 1 query."""
    return [line_of(segment) for segment in Segment.objects.filter(event=event)]


def line_of(segment: Segment) -> Line:
    """Return a segment as the core knows it; no query."""
    return Line(
        segment.kind, segment.title, segment.minutes, segment.note, segment.person_in_charge, segment.round_number
    )
