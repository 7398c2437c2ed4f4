"""Every write of pre-event input."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from goen.base import audit, jobs
from goen.base.actors import Actor
from goen.base.documents.uploads import check_upload
from goen.boards.access import get_board_to_see
from goen.boards.services import write_note
from goen.core.errors import BadInputError, GoenError, TooMuchError
from goen.events.access import Member
from goen.prelude import phases, queries
from goen.prelude.models import Answer, Attendance, Material, Question, Visit
from goen.roster.models import Participation
from goen.roster.services.people import write_wishes

_State = Attendance.State


@dataclass(frozen=True)
class File:
    """A file somebody hands in."""

    name: str
    content: bytes


@transaction.atomic
def add_material(*, member: Member, title: str, note: str, url: str = "", file: File | None = None) -> Material:
    """Add a file or an address to be read before the day; a file's kind is checked by its content."""
    if bool(url) == (file is not None):
        raise BadInputError("prelude.file_or_address")
    _refuse_too_many(Material, member, phases.MATERIAL_LIMIT)
    row = Material(event=member.event, title=title.strip(), note=note.strip(), url=url)
    if file is not None:
        upload = check_upload(file.name, file.content, limit_mb=phases.FILE_LIMIT_MB)
        row.file_name, row.mime, row.size = upload.name, upload.mime, len(upload.content)
        row.file.save(f"{upload.sha256[:16]}.{upload.name.rpartition('.')[2]}", ContentFile(upload.content), save=False)
    row.save()
    audit.record(member.key, "prelude.add_material", f"material:{row.pk}")
    return row


@transaction.atomic
def add_visit(*, member: Member, title: str, place: str, starts_at: datetime, note: str) -> Visit:
    """Add a visit before the day."""
    _refuse_too_many(Visit, member, phases.VISIT_LIMIT)
    row = Visit.objects.create(
        event=member.event, title=title.strip(), place=place.strip(), starts_at=starts_at, note=note.strip()
    )
    audit.record(member.key, "prelude.add_visit", f"visit:{row.pk}")
    return row


@transaction.atomic
def add_question(*, member: Member, text: str, feeds: str) -> Question:
    """Ask something before the day; what the answers feed cannot change once somebody has answered."""
    _refuse_too_many(Question, member, phases.QUESTION_LIMIT)
    single = (Question.Feeds.WISHES, Question.Feeds.SENIORITY)
    if feeds in single and Question.objects.filter(event=member.event, feeds=feeds).exists():
        raise BadInputError("prelude.asked_already")
    last = Question.objects.filter(event=member.event).aggregate(last=models.Max("position"))["last"] or 0
    row = Question.objects.create(event=member.event, text=text.strip(), feeds=feeds, position=last + 1)
    audit.record(member.key, "prelude.add_question", f"question:{row.pk}", feeds=feeds)
    return row


@transaction.atomic
def remove(*, member: Member, kind: str, row_id: int) -> None:
    """Remove a material, visit or question with all that was said of it; twice is once. Notes on boards stay."""
    kinds: Mapping[str, type[Material | Visit | Question]] = {
        "material": Material,
        "visit": Visit,
        "question": Question,
    }
    if kind not in kinds:
        raise BadInputError("prelude.no_such_thing")
    for row in kinds[kind].objects.filter(event=member.event, pk=row_id):
        audit.record(member.key, f"prelude.remove_{kind}", f"{kind}:{row.pk}")
        if isinstance(row, Material) and row.file:
            transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
        row.delete()


@transaction.atomic
def say_going(*, member: Member, participation: Participation, visit: Visit, is_going: bool) -> Attendance:
    """Say whether one goes to a visit; the last word counts, until the organiser has noted who was there."""
    row = Attendance.objects.filter(visit=visit, participation=participation).first()
    if row is not None and row.state in (_State.ATTENDED, _State.ABSENT):
        raise BadInputError("prelude.visit_over")
    row = row or Attendance(visit=visit, participation=participation)
    row.state = _State.GOING if is_going else _State.NOT_GOING
    row.save()
    audit.record(member.key, "prelude.say_going", f"visit:{visit.pk}", is_going=is_going)
    return row


@transaction.atomic
def note_attendance(*, member: Member, visit: Visit, present: Sequence[int]) -> int:
    """Note who was at a visit: those named were there, the others who had said yes were not; returns how many were there."""
    people = Participation.objects.filter(event=visit.event_id, state=Participation.State.EXPECTED)
    here = set(people.filter(pk__in=present).values_list("pk", flat=True))
    for person in here:
        Attendance.objects.update_or_create(visit=visit, participation_id=person, defaults={"state": _State.ATTENDED})
    said_yes = Attendance.objects.filter(visit=visit, state__in=(_State.GOING, _State.ATTENDED))
    said_yes.exclude(participation__in=here).update(state=_State.ABSENT)
    audit.record(member.key, "prelude.note_attendance", f"visit:{visit.pk}", present=len(here))
    return len(here)


@transaction.atomic
def save_answers(
    *, member: Member, participation: Participation, texts: Mapping[int, str], wishes: Sequence[int] | None = None
) -> int:
    """Save somebody's answers by question; a blank one goes; returns how many are kept.

    Experience and wishes go straight onto the roster, where grouping reads them. An answer that stands on a board
    already is left as it is: there it can be changed.
    """
    questions = {question.pk: question for question in Question.objects.filter(event=member.event)}
    for question_id, text in texts.items():
        question = questions.get(question_id)
        if question is None:
            raise BadInputError("prelude.no_such_thing")
        _save_answer(participation, question, text.replace("\x00", "").strip())
    if wishes is not None:
        write_wishes(participation, tuple(wishes))
    kept = Answer.objects.filter(participation=participation, question__event=member.event).count()
    audit.record(member.key, "prelude.save_answers", f"participation:{participation.pk}", kept=kept)
    return kept


def ask_notes(*, event_id: int) -> None:
    """Have the answers put on the boards soon; call inside the transaction that opens the discussion."""
    jobs.enqueue("prelude.put_on_boards", once=True, event_id=event_id)


def put_on_boards(*, event_id: int) -> int:
    """Write the waiting answers as notes of the people who gave them, each once; returns how many were written.

    What the door refuses (a frozen board, somebody who withdrew) waits; the next discussion tries again.
    """
    event = queries.event_by_id(event_id)
    written = 0
    for told in queries.answers_to_note(event) if event else []:
        answer = told.answer
        try:
            at = get_board_to_see(Actor(passes={event_id: told.token}), answer.question.event.slug, told.board_id)
            write_note(at=at, column=answer.question.feeds, text=answer.text, message_id=_note_id(answer))
        except GoenError:
            continue
        Answer.objects.filter(pk=answer.pk).update(noted_at=timezone.now())
        written += 1
    return written


def _note_id(answer: Answer) -> str:
    # Known to this server alone: on an anonymous board nobody shall tell from the note whose answer it was.
    return hmac.new(settings.SECRET_KEY.encode(), f"prelude:{answer.pk}".encode(), hashlib.sha256).hexdigest()[:24]


def _save_answer(participation: Participation, question: Question, text: str) -> None:
    limit = phases.SENIORITY_LIMIT if question.feeds == Question.Feeds.SENIORITY else phases.ANSWER_LIMIT
    if len(text) > limit:
        raise TooMuchError("prelude.answer_too_long", length=len(text), limit=limit, question=question.text)
    if question.feeds == Question.Feeds.SENIORITY and text:
        Participation.objects.filter(pk=participation.pk).update(seniority=text)
    mine = Answer.objects.filter(question=question, participation=participation)
    if not text:
        mine.filter(noted_at=None).delete()
    elif not mine.exclude(noted_at=None).exists():
        Answer.objects.update_or_create(question=question, participation=participation, defaults={"text": text})


def _refuse_too_many(kind: type[models.Model], member: Member, limit: int) -> None:
    if kind._default_manager.filter(event=member.event).count() >= limit:  # noqa: SLF001 - Django's own name for it
        raise TooMuchError("prelude.too_many", limit=limit)
