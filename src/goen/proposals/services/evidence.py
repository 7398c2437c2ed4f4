"""Writes of evidence and milestones."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from goen.base.documents.uploads import check_upload
from goen.core.errors import BadInputError, TooMuchError
from goen.events.access import Member
from goen.proposals import phases
from goen.proposals.models import Evidence, FollowUp, Milestone
from goen.proposals.services.follow import lock, record_step


@dataclass(frozen=True)
class Figure:
    """A number with what makes it one: unit, moment, source."""

    value: Decimal
    unit: str = ""
    as_of: date | None = None
    source: str = ""


@transaction.atomic
def add_file(
    *, member: Member, follow_up: FollowUp, title: str, name: str, content: bytes, is_public: bool = False
) -> Evidence:
    """Keep a file as evidence, once its content is what its ending says; pictures are drawn anew."""
    upload = check_upload(name, content, limit_mb=phases.FILE_LIMIT_MB)
    row = _new(lock(follow_up), Evidence.Kind.FILE, title.strip() or upload.name, is_public=is_public)
    row.file_name, row.mime, row.size, row.sha256 = upload.name, upload.mime, len(upload.content), upload.sha256
    row.file.save(f"{upload.sha256[:16]}.{upload.name.rpartition('.')[2]}", ContentFile(upload.content), save=False)
    return _added(member, row)


@transaction.atomic
def add_link(*, member: Member, follow_up: FollowUp, title: str, url: str, is_public: bool = False) -> Evidence:
    """Keep an address of the web as evidence."""
    row = _new(lock(follow_up), Evidence.Kind.LINK, title.strip() or url, is_public=is_public)
    row.url = url
    return _added(member, row)


@transaction.atomic
def add_figure(*, member: Member, follow_up: FollowUp, title: str, figure: Figure, is_public: bool = False) -> Evidence:
    """Keep a number as evidence."""
    row = _new(lock(follow_up), Evidence.Kind.FIGURE, title.strip(), is_public=is_public)
    row.value, row.unit, row.as_of, row.source = figure.value, figure.unit, figure.as_of, figure.source
    return _added(member, row)


@transaction.atomic
def remove_evidence(*, member: Member, follow_up: FollowUp, evidence_id: int) -> None:
    """Take evidence away, its file too; that it was there stays in the history. Twice is once."""
    locked = lock(follow_up)
    row = Evidence.objects.filter(follow_up=locked, pk=evidence_id).first()
    if row is None:
        return
    storage, name, title = row.file.storage, row.file.name, row.title
    row.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    record_step(member, locked, "proposals.evidence_removed", name=title)


@transaction.atomic
def add_milestone(*, member: Member, follow_up: FollowUp, title: str, due_on: date | None = None) -> Milestone:
    """Set a milestone."""
    locked = lock(follow_up)
    if Milestone.objects.filter(follow_up=locked).count() >= phases.MILESTONE_LIMIT:
        raise TooMuchError("proposals.too_many_milestones", limit=phases.MILESTONE_LIMIT)
    row = Milestone.objects.create(follow_up=locked, title=title.strip(), due_on=due_on)
    record_step(member, locked, "proposals.milestone_added", name=row.title)
    return row


@transaction.atomic
def finish_milestone(*, member: Member, follow_up: FollowUp, milestone_id: int) -> None:
    """Say that a milestone is reached today; twice is once."""
    locked = lock(follow_up)
    row = _milestone(locked, milestone_id)
    if row.done_on is None:
        Milestone.objects.filter(pk=row.pk).update(done_on=timezone.localdate())
        record_step(member, locked, "proposals.milestone_done", name=row.title)


@transaction.atomic
def reopen_milestone(*, member: Member, follow_up: FollowUp, milestone_id: int) -> None:
    """Take back that a milestone is reached; twice is once."""
    locked = lock(follow_up)
    row = _milestone(locked, milestone_id)
    if row.done_on is not None:
        Milestone.objects.filter(pk=row.pk).update(done_on=None)
        record_step(member, locked, "proposals.milestone_reopened", name=row.title)


@transaction.atomic
def remove_milestone(*, member: Member, follow_up: FollowUp, milestone_id: int) -> None:
    """Take a milestone away; twice is once."""
    locked = lock(follow_up)
    row = Milestone.objects.filter(follow_up=locked, pk=milestone_id).first()
    if row is not None:
        row.delete()
        record_step(member, locked, "proposals.milestone_removed", name=row.title)


def _milestone(follow_up: FollowUp, milestone_id: int) -> Milestone:
    row = Milestone.objects.filter(follow_up=follow_up, pk=milestone_id).first()
    if row is None:
        raise BadInputError("proposals.no_such_milestone")
    return row


def _new(follow_up: FollowUp, kind: str, title: str, *, is_public: bool) -> Evidence:
    if Evidence.objects.filter(follow_up=follow_up).count() >= phases.EVIDENCE_LIMIT:
        raise TooMuchError("proposals.too_much_evidence", limit=phases.EVIDENCE_LIMIT)
    return Evidence(follow_up=follow_up, kind=kind, title=title[:120], is_public=is_public)


def _added(member: Member, row: Evidence) -> Evidence:
    row.save()
    record_step(member, row.follow_up, "proposals.evidence_added", name=row.title)
    return row
