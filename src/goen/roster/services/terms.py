"""On what terms people get onto the roster by themselves."""

from datetime import datetime

from django.db import transaction

from goen.accounts.models import Organisation
from goen.base import audit
from goen.events.models import Event
from goen.roster.models import Admission, Quota


@transaction.atomic
def set_admission(
    *,
    event: Event,
    is_walk_in_allowed: bool,
    has_waitlist: bool,
    closes_at: datetime | None,
    message: str,
    capacity: int | None,
    by: str,
) -> Admission:
    """Set who may register, until when, and for how many seats."""
    Event.objects.filter(pk=event.pk).update(capacity=capacity)
    admission, _made = Admission.objects.update_or_create(
        event=event,
        defaults={
            "is_walk_in_allowed": is_walk_in_allowed,
            "has_waitlist": has_waitlist,
            "closes_at": closes_at,
            "message": message,
        },
    )
    audit.record(by, "roster.set_admission", f"event:{event.pk}", capacity=capacity)
    return admission


@transaction.atomic
def set_quota(*, event: Event, organisation: Organisation, seats: int | None, by: str) -> None:
    """Keep a number of seats for an organisation, or, with None, no longer."""
    if seats is None:
        Quota.objects.filter(event=event, organisation=organisation).delete()
    else:
        Quota.objects.update_or_create(event=event, organisation=organisation, defaults={"seats": seats})
    audit.record(by, "roster.set_quota", f"event:{event.pk}", organisation=organisation.pk, seats=seats)
