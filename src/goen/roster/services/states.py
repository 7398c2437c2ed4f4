"""Whether a seat is kept: cancel, no-show, promotion from the waitlist, and back."""

from django.db import transaction

from goen.base import audit, live
from goen.core.errors import BadInputError
from goen.roster.models import Participation

_State = Participation.State


@transaction.atomic
def cancel(*, participation: Participation, by: str) -> bool:
    """Give the seat back; the row stays, so that a second upload does not bring the person back."""
    return _move(participation, _State.CANCELLED, by, "roster.cancel", {_State.EXPECTED, _State.WAITLISTED})


@transaction.atomic
def mark_no_show(*, participation: Participation, by: str) -> bool:
    """Note that an expected person did not come; groups may be repaired without them."""
    return _move(participation, _State.NO_SHOW, by, "roster.mark_no_show", {_State.EXPECTED})


@transaction.atomic
def promote(*, participation: Participation, by: str) -> bool:
    """Give somebody on the waitlist a seat."""
    return _move(participation, _State.EXPECTED, by, "roster.promote", {_State.WAITLISTED})


@transaction.atomic
def restore(*, participation: Participation, by: str) -> bool:
    """Take back a cancellation or a no-show."""
    return _move(participation, _State.EXPECTED, by, "roster.restore", {_State.CANCELLED, _State.NO_SHOW})


def _move(participation: Participation, state: str, by: str, verb: str, allowed: set[_State]) -> bool:
    """Change the state; doing it twice is once; returns whether it changed."""
    row = Participation.objects.select_for_update(of=("self",)).select_related("event").get(pk=participation.pk)
    if row.state == state:
        return False
    if row.state not in allowed:
        raise BadInputError("roster.wrong_state", name=row.name, state=str(row.get_state_display()))
    row.state = state
    if state != _State.EXPECTED:
        row.checked_in_at = None
    row.save(update_fields=["state", "checked_in_at"])
    audit.record(by, verb, f"participation:{row.pk}", event=row.event_id)
    live.publish(row.event.topic, "roster.changed", participation=row.pk)
    return True
