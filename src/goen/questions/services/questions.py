"""Questions: asked once however often they are sent, sorted by the moderators, put on the projector."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from goen.base import audit, live
from goen.core.errors import BadInputError, TooMuchError
from goen.events.access import Member
from goen.events.models import Event
from goen.questions import phases
from goen.questions.access import Asker
from goen.questions.models import Desk, Question
from goen.questions.services.ballots import voter_key

_State = Question.State


def ask_question(*, asker: Asker, text: str, message_id: str, is_named: bool = False) -> Question:
    """Ask a question; the same ``message_id`` again is the same question. Nobody is stored beside an anonymous one."""
    text = " ".join(text.replace("\0", "").split())
    if not text:
        raise BadInputError("questions.empty")
    if len(text) > phases.MAX_QUESTION:
        raise BadInputError("questions.too_long", length=len(text), limit=phases.MAX_QUESTION)
    event, key = asker.member.event, voter_key(asker.member.event.pk, asker.member.key)
    message_id = f"{key[:8]}-{message_id}"[:40]
    known = Question.objects.filter(event=event, message_id=message_id).first()
    if known is not None:
        return known
    _check_pace(event, key)
    person = asker.participation if is_named else None
    state = _State.WAITING if asker.desk.is_moderated else _State.SHOWN
    try:
        return _keep(asker.member, person, event=event, message_id=message_id, text=text, asker_key=key, state=state)
    except IntegrityError:  # the same finger, twice at once
        return Question.objects.get(event=event, message_id=message_id)


def show_question(*, member: Member, question: Question) -> None:
    """Let the hall see a question: after a look at it, or again after all."""
    _become(member, question, "questions.show", state=_State.SHOWN, hidden_reason="", answered_at=None)


def hide_question(*, member: Member, question: Question, reason: str) -> None:
    """Take a question from the hall; its asker alone goes on seeing it, with the reason."""
    _become(member, question, "questions.hide", state=_State.HIDDEN, hidden_reason=reason.strip()[:120])


def answer_question(*, member: Member, question: Question) -> None:
    """Mark a question as answered; it goes to the end of the list and from the projector."""
    _become(member, question, "questions.answer", state=_State.ANSWERED, answered_at=timezone.now())


@transaction.atomic
def spotlight_question(*, member: Member, question: Question) -> None:
    """Put a question on the projector; one that still waited is shown by that."""
    if question.state != _State.SHOWN:
        show_question(member=member, question=question)
    desk = _lock_desk(member.event)
    desk.question, desk.poll, desk.shown_at = question, None, timezone.now()
    desk.save()
    audit.record(member.key, "questions.spotlight", f"question:{question.pk}")
    live.publish(member.event.topic, "questions.screen_changed")


@transaction.atomic
def clear_screen(*, event: Event) -> None:
    """Take questions and polls from the projector."""
    shown = Desk.objects.filter(event=event, shown_at__isnull=False)
    if shown.update(question=None, poll=None, shown_at=None):
        live.publish(event.topic, "questions.screen_changed")


@transaction.atomic
def set_desk(*, member: Member, is_open: bool, is_moderated: bool) -> Desk:
    """Choose whether questions are taken, and whether somebody looks at them first."""
    desk = _lock_desk(member.event)
    desk.is_open, desk.is_moderated = is_open, is_moderated
    desk.save()
    audit.record(
        member.key, "questions.set_desk", f"event:{member.event.pk}", is_open=is_open, is_moderated=is_moderated
    )
    live.publish(member.event.topic, "questions.changed")
    return desk


def _lock_desk(event: Event) -> Desk:
    Desk.objects.get_or_create(event=event)
    return Desk.objects.select_for_update().get(event=event)


def _check_pace(event: Event, key: str) -> None:
    open_ones = Question.objects.filter(event=event, asker_key=key, state__in=(_State.WAITING, _State.SHOWN))
    if open_ones.count() >= phases.MAX_OPEN_PER_PERSON:
        raise TooMuchError("questions.too_many", limit=phases.MAX_OPEN_PER_PERSON)


@transaction.atomic
def _keep(member: Member, person: Any, **fields: Any) -> Question:
    question = Question.objects.create(participation=person, asked_at=timezone.now(), **fields)
    # Who asked stands in the log only where it stands beside the question.
    audit.record(member.key if person else "guest", "questions.ask", f"question:{question.pk}")
    kind = "questions.asked" if question.state == _State.WAITING else "questions.changed"
    topic = f"{member.event.topic}:staff" if question.state == _State.WAITING else member.event.topic
    live.publish(topic, kind)
    return question


@transaction.atomic
def _become(member: Member, question: Question, verb: str, **fields: Any) -> None:
    Question.objects.filter(pk=question.pk).update(**fields)
    question.refresh_from_db()
    if question.state != _State.SHOWN:
        taken = Desk.objects.filter(event=member.event, question=question).update(question=None, shown_at=None)
        if taken:
            live.publish(member.event.topic, "questions.screen_changed")
    audit.record(member.key, verb, f"question:{question.pk}", reason=question.hidden_reason)
    live.publish(member.event.topic, "questions.changed")
