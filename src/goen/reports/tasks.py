"""Jobs of the reports slice."""

from typing import Any

from goen.base.documents.guards import file_name
from goen.base.documents.workbook import write_workbook
from goen.base.jobs import task
from goen.core.errors import GoenError
from goen.core.progress import Progress
from goen.reports import exports, queries, services

WORKBOOK = "workbook_xlsx"


@task("reports.make")
def make(*, event_id: int, number: int, made_by: str, progress: Progress) -> dict[str, Any]:
    """Make every document of an event; one that fails does not keep the others from being made."""
    event = queries.event_of(event_id)
    report = queries.day_report(event)
    problems: list[GoenError] = []
    for place, (kind, made) in enumerate(exports.FILES.items()):
        progress.update(place, len(exports.FILES), kind)
        name = f"{file_name(f'{made.name}_{event.title}')}_第{number}版.{made.extension}"
        try:
            if kind == WORKBOOK:
                content = write_workbook(queries.inside_tables(event), title=event.title)
            else:
                content = exports.MAKERS[kind](report)
        except GoenError as error:
            problems.append(error)
            continue
        services.keep_document(event=event, kind=kind, number=number, file_name=name, content=content, made_by=made_by)
    services.tell_made(event=event, number=number)
    if problems:
        raise problems[0]
    return {"number": number}
