"""Jobs of listening."""

from typing import Any

from django.urls import reverse

from goen.base.documents.guards import file_name
from goen.base.jobs import task
from goen.core.errors import GoenError
from goen.core.progress import Progress
from goen.listening import exports, queries, services


@task("listening.listen")
def listen(*, run_id: int, progress: Progress) -> dict[str, Any]:
    """Find the topics of a run's texts."""
    run = queries.run_of(run_id)
    if run is None:  # deleted while it waited
        return {}
    services.compute_run(run=run, progress=progress)
    event = run.listening.event
    return {"url": reverse("listening:result", args=[event.slug, run.listening_id])}


@task("listening.write")
def write(*, run_id: int, n_topics: int, progress: Progress) -> dict[str, Any]:
    """Write every file of a run; one that fails does not keep the others from being written."""
    run = queries.run_of(run_id)
    if run is None:
        return {}
    result = queries.result_of(run.listening, run, n_topics)
    made_of = queries.made_of(result)
    problems: list[GoenError] = []
    for place, (kind, writer) in enumerate(exports.WRITERS.items()):
        progress.update(place, len(exports.WRITERS), kind)
        try:
            content = writer(result.figures)
        except GoenError as error:
            problems.append(error)
            continue
        name = (
            f"{file_name(f'広聴_{run.listening.title}')}{exports.INTERNAL if run.listening.is_internal else ''}.{kind}"
        )
        services.keep_output(run=run, kind=kind, file_name=name, content=content, made_of=made_of)
    if problems:
        raise problems[0]
    here = reverse("listening:files", args=[run.listening.event.slug, run.listening_id])
    return {"url": f"{here}?n={n_topics}"}
