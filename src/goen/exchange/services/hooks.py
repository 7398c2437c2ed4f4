"""Webhooks: signed, tried again, sent again on request; what they carry names nobody."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from goen.base import audit, jobs, outbound
from goen.base.models import AuditEntry
from goen.base.secrets import seal, unseal
from goen.core.errors import BadInputError, GoenError
from goen.events.access import Member
from goen.events.models import Event
from goen.exchange.models import Delivery, Hook
from goen.exchange.phases import KEPT, RETRIES

_PURPOSE = "webhook"
_MOST_HOOKS = 10
_State = Delivery.State


@transaction.atomic
def save_hook(*, member: Member, url: str, verbs: Collection[str]) -> tuple[Hook, str]:
    """Keep an address to tell, and return it with the secret it can check our signature by."""
    outbound.look_at(url)
    if Hook.objects.filter(event=member.event).count() >= _MOST_HOOKS:
        raise BadInputError("exchange.too_many_hooks", limit=_MOST_HOOKS)
    secret = secrets.token_urlsafe(32)
    hook = Hook.objects.create(
        event=member.event,
        url=url.strip(),
        sealed_secret=seal(secret, _PURPOSE),
        verbs=sorted(set(verbs)),
        created_by=member.key,
    )
    audit.record(member.key, "exchange.save_hook", f"hook:{hook.pk}", url=hook.url, verbs=hook.verbs)
    return hook, secret


@transaction.atomic
def remove_hook(*, member: Member, hook: Hook) -> None:
    """Tell an address nothing any more."""
    audit.record(member.key, "exchange.remove_hook", f"hook:{hook.pk}", url=hook.url)
    hook.delete()


@transaction.atomic
def try_hook(*, hook: Hook) -> Delivery:
    """Send an address a trial, so that its owner sees one arrive."""
    return _enqueue(hook, "exchange.trial", {"event": hook.event.slug})


@transaction.atomic
def replay(*, delivery: Delivery) -> Delivery:
    """Send the same thing once more, as a delivery of its own."""
    return _enqueue(delivery.hook, delivery.verb, delivery.body["data"])


def hear(entry: AuditEntry) -> None:
    """Tell the addresses of an entry's event; within the transaction of the entry, 1 query when nobody listens."""
    if entry.event_id is None or entry.verb.startswith("exchange."):
        return
    hooks = Hook.objects.select_related("event").filter(event_id=entry.event_id, is_active=True)
    for hook in hooks:
        if not hook.verbs or any(entry.verb == verb or entry.verb.startswith(f"{verb}.") for verb in hook.verbs):
            data = {"event": hook.event.slug, "object": entry.object_key, "at": entry.at.isoformat()}
            _enqueue(hook, entry.verb, data)


def deliver(*, delivery_id: int) -> None:
    """Send one delivery; what was not taken waits for its next turn."""
    delivery = Delivery.objects.select_related("hook").filter(pk=delivery_id, state=_State.WAITING).first()
    if delivery is None:
        return
    status, problem = _send(delivery)
    delivery.attempts += 1
    delivery.status, delivery.problem, delivery.tried_at = status, problem[:200], timezone.now()
    is_taken = status is not None and 200 <= status < 300  # noqa: PLR2004 - success as HTTP has it
    with transaction.atomic():
        if is_taken:
            delivery.state = _State.SENT
        elif delivery.attempts > len(RETRIES):
            delivery.state = _State.FAILED
        else:
            later = timezone.now() + RETRIES[delivery.attempts - 1]
            jobs.enqueue("exchange.deliver", not_before=later, delivery_id=delivery.pk, attempt=delivery.attempts)
        delivery.save()


def prune() -> int:
    """Forget deliveries older than a month; returns how many."""
    return Delivery.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]


def signature(secret: str, moment: int, body: bytes) -> str:
    """Return what stands in ``Goen-Signature``: time and HMAC-SHA256 of ``"<time>.<body>"``."""
    made = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={made}"


def public_names(event: Event) -> list[str]:
    """Return the verbs that occurred at an event, to choose from; 1 query."""
    found = AuditEntry.objects.filter(event_id=event.pk).exclude(verb__startswith="exchange.")
    return sorted(set(found.order_by().values_list("verb", flat=True).distinct()))


def _enqueue(hook: Hook, verb: str, data: Mapping[str, object]) -> Delivery:
    delivery = Delivery.objects.create(hook=hook, verb=verb, body={"type": verb, "data": dict(data)})
    jobs.enqueue("exchange.deliver", delivery_id=delivery.pk, attempt=0)
    return delivery


def _send(delivery: Delivery) -> tuple[int | None, str]:
    body = json.dumps({"id": delivery.pk, **delivery.body}, ensure_ascii=False, sort_keys=True).encode()
    moment = int(timezone.now().timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Goen",
        "Goen-Delivery": str(delivery.pk),
        "Goen-Event": delivery.verb,
        "Goen-Signature": signature(unseal(delivery.hook.sealed_secret, _PURPOSE), moment, body),
    }
    try:
        return outbound.post(outbound.look_at(delivery.hook.url), body, headers), ""
    except GoenError as error:
        return None, error.code
    except OSError as error:
        return None, type(error).__name__
