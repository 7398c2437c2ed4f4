"""Every question goes through here: switched on, within the budget, not asked before, written down."""

import hashlib
import json

from django.conf import settings
from django.db import transaction
from django.db.models import F

from goen.assistant import queries
from goen.assistant.models import Call, Switch
from goen.assistant.services import client
from goen.base import audit
from goen.core.assistance import Request
from goen.core.errors import GoenError, TooMuchError
from goen.events.models import Event


def answer_to(request: Request, *, event: Event, by: str) -> str:
    """Return the server's answer, or the one it gave to the same question before; every call is in the audit log."""
    stands = queries.standing(event)
    if not stands.is_on:
        raise GoenError("assistant.off")
    key = key_of(request)
    kept = queries.kept_answer(event, key)
    if kept is not None:
        return kept.answer
    if request.n_tokens + request.n_answer_tokens > stands.n_left:
        raise TooMuchError("assistant.budget", used=stands.n_used, budget=stands.n_budget)
    try:
        answer = client.ask(request)
    except GoenError as error:
        _write(request, event, by, client.Answer("", request.n_tokens, 0, 0.0), error.code)
        raise
    _write(request, event, by, answer, "")
    return answer.text


def key_of(request: Request) -> str:
    """Return the hash by which the same question is known."""
    parts = [settings.AI_URL, settings.AI_MODEL, list(request.messages), dict(request.schema)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def _write(request: Request, event: Event, by: str, answer: client.Answer, problem: str) -> None:
    sent = answer.n_tokens_sent or request.n_tokens
    received = answer.n_tokens_received or round(len(answer.text) * 1.2)
    call = Call.objects.create(
        event=event,
        name=request.name,
        key=key_of(request),
        server=queries.standing(event).server,
        model=settings.AI_MODEL,
        answer=answer.text,
        problem=problem,
        n_tokens_sent=sent,
        n_tokens_received=received,
        seconds=answer.seconds,
        made_by=by,
    )
    used = 0 if problem == "assistant.unreachable" else sent + received
    Switch.objects.filter(event=event).update(n_tokens_used=F("n_tokens_used") + used)
    audit.record(
        by,
        "assistant.call",
        f"event:{event.pk}",
        call=call.pk,
        name=request.name,
        server=call.server,
        model=call.model,
        tokens=sent + received,
        problem=problem,
    )
