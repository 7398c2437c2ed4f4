"""Runs: asked for, done by a job, kept whole."""

import hashlib
import io
from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from goen.assistant import services as assistant
from goen.base import audit, jobs
from goen.core.errors import BadInputError
from goen.core.listening import Text
from goen.core.listening.archive import unpack
from goen.core.listening.masking import mask
from goen.core.listening.tables import Columns, texts_of
from goen.core.progress import Progress
from goen.events.access import Member
from goen.listening.models import Listening, Run, Upload
from goen.listening.queries.results import LISTEN
from goen.listening.queries.sets import events_of, next_number, table_of
from goen.listening.queries.sources import texts_of_events
from goen.listening.services.apart import find_topics

MOST_ATTRIBUTES = 8


@transaction.atomic
def start_run(*, member: Member, listening: Listening) -> Run:
    """Ask for a run; while one waits or runs, that one is meant. Refuses when nothing would be read."""
    if not listening.kinds and listening.upload is None:
        raise BadInputError("listening.no_sources")
    locked = Listening.objects.select_for_update(of=("self",)).get(pk=listening.pk)
    newest = Run.objects.filter(listening=locked, finished_at__isnull=True).order_by("-number").first()
    job = jobs.find(newest.job_id) if newest and newest.job_id else None
    if newest and job and job.state in (jobs.Job.State.WAITING, jobs.Job.State.RUNNING):
        return newest
    run = Run.objects.create(listening=locked, number=next_number(locked))
    audit.record(member.key, "listening.run", f"listening:{listening.pk}", number=run.number)
    run.job_id = jobs.enqueue(LISTEN, owner_key=member.key, run_id=run.pk).pk
    Run.objects.filter(pk=run.pk).update(job_id=run.job_id)
    return run


@transaction.atomic
def cancel_run(*, member: Member, listening: Listening) -> None:
    """Stop the run under way; what was found before stays."""
    newest = Run.objects.filter(listening=listening, finished_at__isnull=True).order_by("-number").first()
    job = jobs.find(newest.job_id) if newest and newest.job_id else None
    if job and jobs.cancel(job):
        audit.record(member.key, "listening.cancel", f"listening:{listening.pk}")


def compute_run(*, run: Run, progress: Progress) -> Run:
    """Read the texts, find the topics, keep the result; several minutes for 100,000 texts, with progress."""
    progress.update(0, 100, "listening.reading")
    texts, upload = _texts(run.listening), run.listening.upload
    masked: dict[str, int] = {}
    if run.listening.masks_personal_data:
        hidden = mask(texts)
        texts, masked = list(hidden.texts), hidden.counts
    content = find_topics(texts, progress)
    progress.update(99, 100, "listening.keeping")
    return _keep(run, content, texts, masked, list(upload.notes) if upload else [])


@transaction.atomic
def _keep(run: Run, content: bytes, texts: list[Text], masked: dict[str, int], notes: list[Any]) -> Run:
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        kept = unpack(arrays)
    run.sha256 = hashlib.sha256(content).hexdigest()
    run.n_texts, run.n_wordings = len(texts), kept.found.n_wordings
    run.attributes, run.masked = _attributes(texts), masked
    run.notes = [*kept.found.notes, *notes]
    run.finished_at = timezone.now()
    run.archive.save(f"{run.listening_id}-{run.number}.npz", ContentFile(content), save=False)
    run.save()
    _drop_former(run)
    return run


def _drop_former(run: Run) -> None:
    """Keep the newest result only: texts taken back since must not lie about in an older one."""
    for former in Run.objects.filter(listening=run.listening, number__lt=run.number):
        files = [output.file for output in former.outputs.all()] + ([former.archive] if former.archive else [])
        assistant.forget(event=run.listening.event, subject=f"topic:{former.pk}:")
        former.delete()
        transaction.on_commit(partial(_remove, files))


def _remove(files: Iterable[FieldFile]) -> None:
    for file in files:
        file.delete(save=False)


def _texts(listening: Listening) -> list[Text]:
    texts = texts_of_events(events_of(listening), listening.kinds)
    if listening.upload is not None:
        taken = {text.id for text in texts}
        texts += [text for text in _rows(listening.upload) if text.id not in taken]
    if not texts:
        raise BadInputError("listening.no_texts")
    return texts


def _rows(upload: Upload) -> list[Text]:
    columns = Columns(**{**upload.columns, "attributes": tuple(upload.columns.get("attributes", ()))})
    return list(texts_of(table_of(upload), columns))


def _attributes(texts: list[Text]) -> list[str]:
    """Names of attributes with at least two values, in order of appearance."""
    values: dict[str, set[str]] = {}
    for text in texts:
        for name, value in text.attributes.items():
            values.setdefault(name, set()).add(value)
    return [name for name, found in values.items() if len(found) > 1][:MOST_ATTRIBUTES]
