"""What is listened to: kinds of texts, events, a file."""

import csv
import hashlib
import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

from goen.assistant import services as assistant
from goen.base import audit
from goen.core.listening.tables import Columns, Table, guess_columns, texts_of
from goen.events.access import Member
from goen.events.models import Event
from goen.listening.models import Listening, Upload
from goen.listening.queries.results import forget
from goen.listening.services.reading import read_apart

N_SAMPLES = 5


@transaction.atomic
def create_listening(
    *, member: Member, title: str, kinds: Collection[str], events: Sequence[Event], masks_personal_data: bool
) -> Listening:
    """Make a listening; nothing is read yet."""
    row = Listening.objects.create(
        event=member.event,
        title=title,
        kinds=sorted(kinds),
        masks_personal_data=masks_personal_data,
        made_by=member.key,
    )
    row.events.set(events)
    audit.record(
        member.key, "listening.create", f"listening:{row.pk}", kinds=sorted(kinds), events=[one.pk for one in events]
    )
    return row


@transaction.atomic
def rename_listening(*, member: Member, listening: Listening, title: str) -> None:
    """Give a listening another title."""
    listening.title = title
    listening.save(update_fields=["title"])
    audit.record(member.key, "listening.rename", f"listening:{listening.pk}")


@transaction.atomic
def attach_upload(*, member: Member, listening: Listening, file_name: str, data: bytes, encoding: str = "") -> Upload:
    """Read a file and keep it with its table and the columns guessed; an earlier file of the listening goes."""
    table = read_apart(data, encoding)
    former = listening.upload
    upload = Upload(
        event=member.event,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        n_rows=len(table.rows),
        header=list(table.header),
        samples=[list(row) for row in table.rows[:N_SAMPLES]],
        columns=asdict(guess_columns(table)),
        notes=list(table.notes),
    )
    upload.file.save(f"{listening.pk}.upload", ContentFile(data), save=False)
    upload.table.save(f"{listening.pk}.csv", ContentFile(_plain(table)), save=False)
    upload.save()
    listening.upload = upload
    listening.save(update_fields=["upload"])
    if former is not None:
        _remove_upload(former)
    audit.record(member.key, "listening.upload", f"listening:{listening.pk}", sha256=upload.sha256, rows=upload.n_rows)
    return upload


@transaction.atomic
def choose_columns(*, member: Member, listening: Listening, upload: Upload, columns: Columns) -> None:
    """Confirm which column is what; refuses a column of texts without texts."""
    texts_of(Table(tuple(upload.header), tuple(map(tuple, upload.samples))), columns)
    upload.columns = asdict(columns)
    upload.is_confirmed = True
    upload.save(update_fields=["columns", "is_confirmed"])
    audit.record(member.key, "listening.columns", f"listening:{listening.pk}", columns=upload.columns)


@transaction.atomic
def delete_listening(*, member: Member, listening: Listening) -> None:
    """Delete a listening with its file, results and changes; twice is once."""
    audit.record(member.key, "listening.delete", f"listening:{listening.pk}", title=listening.title)
    files = [run.archive for run in listening.runs.all() if run.archive]
    files += [output.file for run in listening.runs.all() for output in run.outputs.all()]
    for run in listening.runs.all():
        assistant.forget(event=listening.event, subject=f"topic:{run.pk}:")
    upload = listening.upload
    listening.delete()
    if upload is not None:
        _remove_upload(upload)
    transaction.on_commit(lambda: _remove(files))
    transaction.on_commit(forget)


def _remove_upload(upload: Upload) -> None:
    files = [upload.file, upload.table]
    upload.delete()
    transaction.on_commit(lambda: _remove(files))


def _plain(table: Table) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target).writerows([table.header, *table.rows])
    return target.getvalue().encode("utf-8", "surrogatepass")


def _remove(files: Iterable[FieldFile]) -> None:
    for file in files:
        file.delete(save=False)
