"""Showing the answers to the public, and taking them back."""

from django.db import transaction
from django.utils import timezone

from goen.base import audit
from goen.base.actors import Actor
from goen.events.access import Member
from goen.events.models import Partnership
from goen.proposals.models import Publication


@transaction.atomic
def publish_answers(*, member: Member) -> None:
    """Open the public page of an event's proposals; twice is once."""
    fields = {"published_at": timezone.now(), "published_by": member.key}
    _row, is_new = Publication.objects.get_or_create(event=member.event, defaults=fields)
    if is_new:
        audit.record(member.key, "proposals.publish", f"event:{member.event.pk}")


@transaction.atomic
def withdraw_answers(*, member: Member) -> None:
    """Close the public page of an event's proposals; twice is once."""
    if Publication.objects.filter(event=member.event).delete()[0]:
        audit.record(member.key, "proposals.withdraw", f"event:{member.event.pk}")


@transaction.atomic
def publish_partnership(*, actor: Actor, partnership: Partnership) -> None:
    """Open the public page of a partnership's proposals; twice is once."""
    fields = {"published_at": timezone.now(), "published_by": actor.key}
    _row, is_new = Publication.objects.get_or_create(partnership=partnership, defaults=fields)
    if is_new:
        audit.record(actor.key, "proposals.publish", f"partnership:{partnership.pk}")


@transaction.atomic
def withdraw_partnership(*, actor: Actor, partnership: Partnership) -> None:
    """Close the public page of a partnership's proposals; twice is once."""
    if Publication.objects.filter(partnership=partnership).delete()[0]:
        audit.record(actor.key, "proposals.withdraw", f"partnership:{partnership.pk}")
