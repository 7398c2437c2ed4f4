"""Files made of a run."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from goen.base import audit, jobs
from goen.events.access import Member
from goen.listening.models import Listening, Output, Run

WRITE = "listening.write"


@transaction.atomic
def start_files(*, member: Member, listening: Listening, run: Run, n_topics: int) -> jobs.Job:
    """Ask for the files of a run; pressed twice while one waits, it is one."""
    audit.record(member.key, "listening.files", f"listening:{listening.pk}", run=run.number, n_topics=n_topics)
    return jobs.enqueue(WRITE, owner_key=member.key, once=True, run_id=run.pk, n_topics=n_topics)


@transaction.atomic
def keep_output(*, run: Run, kind: str, file_name: str, content: bytes, made_of: str) -> Output:
    """Keep a made file with its hash in place of its former self."""
    for former in Output.objects.filter(run=run, kind=kind):
        former.file.delete(save=False)
        former.delete()
    output = Output(
        run=run,
        kind=kind,
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        made_of=made_of,
    )
    output.file.save(f"{run.pk}-{kind}.{kind}", ContentFile(content), save=True)
    return output


def record_download(*, member: Member, output: Output) -> None:
    """Write down who took a file."""
    audit.record(member.key, "listening.download", f"output:{output.pk}", kind=output.kind, sha256=output.sha256)
