"""The listenings of an event, and the files they read."""

import csv
import io
from dataclasses import dataclass

from django.db.models import Max, OuterRef, Subquery

from goen.base import jobs
from goen.core.listening.tables import Table
from goen.events.models import Event
from goen.listening.models import Listening, Output, Run, Upload


@dataclass(frozen=True)
class Line:
    """One listening in the list: its newest run that found something, and whether one is under way."""

    listening: Listening
    run: Run | None
    is_running: bool
    has_failed: bool


def listenings_of(event: Event) -> list[Line]:
    """Return every listening of an event, newest first; 3 queries."""
    finished = Run.objects.filter(listening=OuterRef("pk"), finished_at__isnull=False).order_by("-number")
    newest = Run.objects.filter(listening=OuterRef("pk")).order_by("-number")
    rows = list(
        Listening.objects.filter(event=event)
        .select_related("upload")
        .annotate(run_id=Subquery(finished.values("pk")[:1]), newest_job=Subquery(newest.values("job_id")[:1]))
    )
    runs = Run.objects.in_bulk([row.run_id for row in rows if row.run_id])
    states = dict(
        jobs.Job.objects.filter(pk__in=[row.newest_job for row in rows if row.newest_job]).values_list("pk", "state")
    )
    open_states = (jobs.Job.State.WAITING, jobs.Job.State.RUNNING)
    return [
        Line(
            row,
            runs.get(row.run_id),
            states.get(row.newest_job) in open_states,
            states.get(row.newest_job) == jobs.Job.State.FAILED,
        )
        for row in rows
    ]


def next_number(listening: Listening) -> int:
    """Return the number of the next run; 1 query."""
    return (Run.objects.filter(listening=listening).aggregate(last=Max("number"))["last"] or 0) + 1


def events_of(listening: Listening) -> list[Event]:
    """Return the events texts are taken from, oldest first; 1 query."""
    return list(listening.events.order_by("starts_at"))


def outputs_of(run: Run) -> list[Output]:
    """Return the files made of a run; 1 query."""
    order = {kind: place for place, kind in enumerate(Output.Kind.values)}
    return sorted(Output.objects.filter(run=run), key=lambda output: order[output.kind])


def table_of(upload: Upload) -> Table:
    """Return the file as a plain table."""
    with upload.table.open("rb") as file:
        text = file.read().decode("utf-8", "surrogatepass")
    rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))]
    return Table(rows[0], tuple(rows[1:]), tuple(upload.notes))
