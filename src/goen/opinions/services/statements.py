"""Statements: written by the organiser, taken from notes, added by those who answer, decided on with a reason."""

import re
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from goen.base import audit, live
from goen.core.errors import BadInputError, RefusedError, TooMuchError
from goen.core.text.normalise import plain_form
from goen.events.access import Member
from goen.opinions import phases
from goen.opinions.access import Voter
from goen.opinions.models import Consultation, Statement
from goen.opinions.services.drawing import ask_drawings

_State = Statement.State
_SPACE = re.compile(r"\s+")


@transaction.atomic
def add_statements(
    *, member: Member, consultation: Consultation, texts: Sequence[str], source: str = Statement.Source.ORGANISER
) -> list[Statement]:
    """Add accepted statements in order; blank ones and those already there are left out; all or none when one is too long."""
    known = _known(consultation)
    wanted: dict[str, str] = {}
    for row, text in enumerate(texts, start=1):
        tidy = tidied(text)
        if len(tidy) > phases.TEXT_LIMIT:
            raise BadInputError("opinions.row_too_long", row=row, length=len(tidy), limit=phases.TEXT_LIMIT)
        if tidy and plain_form(tidy) not in known:
            wanted.setdefault(plain_form(tidy), tidy)
    made = [_add(consultation, text, source=source, state=_State.ACCEPTED) for text in wanted.values()]
    if made:
        audit.record(member.key, "opinions.add_statements", f"consultation:{consultation.pk}", n=len(made))
        _changed(consultation)
    return made


@transaction.atomic
def propose_statement(*, voter: Voter, text: str) -> Statement:
    """Add a statement of somebody who answers; shown at once or after a look, as the organiser chose."""
    consultation = Consultation.objects.select_for_update().get(pk=voter.consultation.pk)
    if not (voter.ballot_key and consultation.takes_statements):
        raise RefusedError("base.refused")
    if consultation.state != Consultation.State.OPEN:
        raise RefusedError("opinions.closed")
    tidy = tidied(text)
    if not tidy:
        raise BadInputError("opinions.empty_statement")
    if len(tidy) > phases.TEXT_LIMIT:
        raise BadInputError("opinions.statement_too_long", length=len(tidy), limit=phases.TEXT_LIMIT)
    own = Statement.objects.filter(consultation=consultation, author_key=voter.ballot_key)
    twin = next((row for row in own if row.text == tidy), None)
    if twin is not None:  # sent twice
        return twin
    if len(own) >= phases.MOST_OWN_STATEMENTS:
        raise TooMuchError("opinions.too_many_own", limit=phases.MOST_OWN_STATEMENTS)
    if plain_form(tidy) in _known(consultation):
        raise BadInputError("opinions.same_statement")
    state = _State.PENDING if consultation.is_checked_first else _State.ACCEPTED
    made = _add(consultation, tidy, source=Statement.Source.VOTER, state=state, author_key=voter.ballot_key)
    audit.record("voter", "opinions.propose", f"statement:{made.pk}")
    live.publish(f"{consultation.event.topic}:staff", "opinions.proposed", consultation=consultation.pk)
    _changed(consultation)
    return made


@transaction.atomic
def accept_statement(*, member: Member, statement: Statement) -> Statement:
    """Show a statement to everybody who answers; also takes back a rejection."""
    return _decide(member, statement, _State.ACCEPTED, "")


@transaction.atomic
def reject_statement(*, member: Member, statement: Statement, reason: str) -> Statement:
    """Take a statement out of sight; its author is told the reason, nobody else reads the text again."""
    reason = _SPACE.sub(" ", reason).strip()
    if not reason:
        raise BadInputError("opinions.no_reason")
    if len(reason) > phases.REASONS_MOST:
        raise BadInputError("opinions.reason_too_long", length=len(reason), limit=phases.REASONS_MOST)
    return _decide(member, statement, _State.REJECTED, reason)


def tidied(text: str) -> str:
    """Return a statement as it is kept: one line, no white space around it."""
    return _SPACE.sub(" ", text.replace("\x00", "")).strip()


def _decide(member: Member, statement: Statement, state: str, reason: str) -> Statement:
    Statement.objects.filter(pk=statement.pk).update(state=state, reason=reason, decided_at=timezone.now())
    statement.refresh_from_db()
    audit.record(member.key, f"opinions.{state}", f"statement:{statement.pk}", reason=reason)
    _changed(statement.consultation)
    return statement


def _add(consultation: Consultation, text: str, **fields: object) -> Statement:
    newest = Statement.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"]
    number = 1 if newest is None else newest + 1
    if number >= phases.MOST_STATEMENTS:
        raise TooMuchError("opinions.too_many_statements", limit=phases.MOST_STATEMENTS)
    is_decided = fields.get("state") == _State.ACCEPTED
    decided_at = timezone.now() if is_decided else None
    return Statement.objects.create(
        consultation=consultation, number=number, text=text, decided_at=decided_at, **fields
    )


def _known(consultation: Consultation) -> set[str]:
    """Return the plain forms of what is shown or waits; a rejected text may be written again in better words; 1 query."""
    rows = Statement.objects.filter(consultation=consultation).exclude(state=_State.REJECTED)
    return {plain_form(text) for text in rows.values_list("text", flat=True)}


def _changed(consultation: Consultation) -> None:
    Consultation.objects.filter(pk=consultation.pk).update(serial=F("serial") + 1)
    live.publish(consultation.topic, "opinions.changed")
    ask_drawings(consultation_ids=[consultation.pk])
