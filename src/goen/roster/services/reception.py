"""At the door: check-in, and the links that let people in."""

from django.db import transaction
from django.utils import timezone

from goen.base import audit, live
from goen.core.errors import BadInputError
from goen.events.models import Event, Pass, new_token
from goen.roster.models import Participation

_State = Participation.State


@transaction.atomic
def check_in(*, participation: Participation, by: str) -> bool:
    """Note that somebody is here; a second tap changes nothing; returns whether this one did.

    Somebody marked as absent who comes after all is expected again.
    """
    row = _locked(participation)
    if row.state == _State.CANCELLED:
        raise BadInputError("roster.wrong_state", name=row.name, state=str(row.get_state_display()))
    if row.checked_in_at is not None:
        return False
    row.checked_in_at = timezone.now()
    row.state = _State.EXPECTED
    row.save(update_fields=["checked_in_at", "state"])
    return _tell(row, by, "roster.check_in", is_in=True)


@transaction.atomic
def undo_check_in(*, participation: Participation, by: str) -> bool:
    """Take a check-in back; returns whether there was one."""
    row = _locked(participation)
    if row.checked_in_at is None:
        return False
    row.checked_in_at = None
    row.save(update_fields=["checked_in_at"])
    return _tell(row, by, "roster.undo_check_in", is_in=False)


@transaction.atomic
def claim_pass(*, participation: Participation, by: str) -> None:
    """Note that a browser now holds this pass; on the day that person is here."""
    Pass.objects.filter(pk=participation.guest_pass_id).update(last_seen_at=timezone.now())
    audit.record(by, "roster.claim_pass", f"participation:{participation.pk}", event=participation.event_id)
    if participation.event.status == participation.event.Status.LIVE and participation.is_expected:
        check_in(participation=participation, by=by)


@transaction.atomic
def renew_link(*, participation: Participation, by: str) -> str:
    """Give a person a new personal link; whoever holds the old one is out; returns the token."""
    token = new_token()
    Pass.objects.filter(pk=participation.guest_pass_id).update(token=token, last_seen_at=None)
    audit.record(by, "roster.renew_link", f"participation:{participation.pk}", event=participation.event_id)
    live.expel(participation.event.topic, f"pass:{participation.guest_pass_id}")
    return token


@transaction.atomic
def record_export(*, event: Event, kind: str, with_links: bool, by: str) -> None:
    """Note that somebody took the list out of the house."""
    audit.record(by, "roster.export", f"event:{event.pk}", kind=kind, with_links=with_links)


def _locked(participation: Participation) -> Participation:
    return Participation.objects.select_for_update(of=("self",)).select_related("event").get(pk=participation.pk)


def _tell(row: Participation, by: str, verb: str, *, is_in: bool) -> bool:
    audit.record(by, verb, f"participation:{row.pk}", event=row.event_id)
    live.publish(row.event.topic, "roster.checked_in", participation=row.pk, is_in=is_in)
    return True
