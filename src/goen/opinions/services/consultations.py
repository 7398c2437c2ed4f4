"""Consultations themselves: planned, opened, closed."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from goen.base import audit, live
from goen.core.errors import BadInputError
from goen.events.access import Member
from goen.opinions.models import Consultation, Statement

_State = Consultation.State


@dataclass(frozen=True)
class Frame:
    """What an organiser decides about a consultation."""

    title: str
    question: str
    audience: str
    results: str
    takes_statements: bool
    is_checked_first: bool


@transaction.atomic
def start_consultation(*, member: Member, frame: Frame) -> Consultation:
    """Plan a consultation; nobody sees it before it is opened."""
    row = Consultation.objects.create(event=member.event, **vars(frame))
    audit.record(member.key, "opinions.start", _key(row), title=row.title, audience=row.audience)
    return row


@transaction.atomic
def change_consultation(*, member: Member, consultation: Consultation, frame: Frame) -> Consultation:
    """Change title, question and rules; whom it is open to stays as it is once somebody may have answered."""
    if consultation.state != _State.DRAFT and frame.audience != consultation.audience:
        raise BadInputError("opinions.audience_fixed")
    Consultation.objects.filter(pk=consultation.pk).update(**vars(frame))
    consultation.refresh_from_db()
    audit.record(member.key, "opinions.change", _key(consultation), results=frame.results)
    live.publish(consultation.topic, "opinions.changed")
    return consultation


@transaction.atomic
def open_consultation(*, member: Member, consultation: Consultation) -> Consultation:
    """Take answers from now on; also opens a closed one again."""
    if not Statement.objects.filter(consultation=consultation, state=Statement.State.ACCEPTED).exists():
        raise BadInputError("opinions.no_statements")
    fields: dict[str, object] = {
        "state": _State.OPEN,
        "closed_at": None,
        "opened_at": consultation.opened_at or timezone.now(),
    }
    return _set(member, consultation, "opinions.opened", fields)


@transaction.atomic
def close_consultation(*, member: Member, consultation: Consultation) -> Consultation:
    """Take no more answers; closing twice is closing once."""
    return _set(member, consultation, "opinions.closed", {"state": _State.CLOSED, "closed_at": timezone.now()})


@transaction.atomic
def delete_consultation(*, member: Member, consultation: Consultation) -> None:
    """Delete a consultation with every statement, ballot and vote."""
    audit.record(member.key, "opinions.delete", _key(consultation), title=consultation.title)
    live.publish(consultation.topic, "opinions.closed")
    consultation.delete()


def _set(member: Member, row: Consultation, kind: str, fields: dict[str, object]) -> Consultation:
    Consultation.objects.filter(pk=row.pk).exclude(state=fields["state"]).update(**fields)
    row.refresh_from_db()
    audit.record(member.key, kind, _key(row))
    live.publish(row.topic, kind)
    live.publish(row.event.topic, kind, consultation=row.pk)
    return row


def _key(row: Consultation) -> str:
    return f"consultation:{row.pk}"
