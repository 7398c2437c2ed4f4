"""Polls: made ready, opened, closed; the result is told to everybody at the moment of closing."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from goen.base import audit, live
from goen.core.errors import BadInputError, RefusedError
from goen.events.access import Member
from goen.questions import phases
from goen.questions.models import Desk, Poll
from goen.questions.queries import Result, result_of

_State = Poll.State


@transaction.atomic
def save_poll(*, member: Member, poll: Poll | None, prompt: str, kind: str, options: Sequence[str]) -> Poll:
    """Make a poll, or change one nobody has answered yet."""
    texts = _texts(kind, options)
    if poll is None:
        poll = Poll(event=member.event)
    elif poll.state != _State.DRAFT:
        raise RefusedError("questions.poll_is_open")
    if not prompt.strip() or kind not in Poll.Kind.values:
        raise BadInputError("questions.no_prompt")
    poll.prompt, poll.kind, poll.options = prompt.strip()[: phases.MAX_PROMPT], kind, texts
    poll.save()
    audit.record(member.key, "questions.save_poll", f"poll:{poll.pk}")
    live.publish(f"{member.event.topic}:staff", "questions.poll_changed", poll=poll.pk)
    return poll


@transaction.atomic
def open_poll(*, member: Member, poll: Poll) -> None:
    """Open a poll, or open it again with its answers, and show it on the projector."""
    if Poll.objects.filter(pk=poll.pk).exclude(state=_State.OPEN).update(state=_State.OPEN, opened_at=timezone.now()):
        audit.record(member.key, "questions.open_poll", f"poll:{poll.pk}")
        live.publish(member.event.topic, "questions.poll_changed", poll=poll.pk)
        show_poll(member=member, poll=poll)


@transaction.atomic
def close_poll(*, member: Member, poll: Poll) -> Result:
    """Close a poll and tell everybody the result with the same news: a full hall need not ask for it."""
    closed = Poll.objects.filter(pk=poll.pk, state=_State.OPEN)
    is_closed_now = closed.update(state=_State.CLOSED, closed_at=timezone.now())
    poll.refresh_from_db()
    result = result_of(poll)
    if is_closed_now:
        audit.record(member.key, "questions.close_poll", f"poll:{poll.pk}", people=result.n_people)
        counts = {bar.number: [bar.n, bar.share] for bar in result.bars}
        live.publish(member.event.topic, "questions.poll_closed", poll=poll.pk, n_people=result.n_people, counts=counts)
    return result


@transaction.atomic
def show_poll(*, member: Member, poll: Poll) -> None:
    """Put a poll on the projector: its question while it is open, its result afterwards."""
    Desk.objects.get_or_create(event=member.event)
    Desk.objects.filter(event=member.event).update(question=None, poll=poll, shown_at=timezone.now())
    audit.record(member.key, "questions.show_poll", f"poll:{poll.pk}")
    live.publish(member.event.topic, "questions.screen_changed")


@transaction.atomic
def delete_poll(*, member: Member, poll: Poll) -> None:
    """Throw a poll away that was never opened."""
    if poll.state != _State.DRAFT:
        raise RefusedError("questions.poll_is_open")
    audit.record(member.key, "questions.delete_poll", f"poll:{poll.pk}")
    poll.delete()
    live.publish(f"{member.event.topic}:staff", "questions.poll_changed")


def _texts(kind: str, options: Sequence[str]) -> list[str]:
    texts = list(dict.fromkeys(" ".join(text.split()) for text in options if text.strip()))
    if kind == Poll.Kind.WORDS:
        return []
    if not phases.MIN_OPTIONS <= len(texts) <= phases.MAX_OPTIONS:
        raise BadInputError("questions.options", limit=phases.MAX_OPTIONS, n=len(texts))
    if long := next((text for text in texts if len(text) > phases.MAX_OPTION), None):
        raise BadInputError("questions.option_too_long", text=long[:20], limit=phases.MAX_OPTION)
    return texts
