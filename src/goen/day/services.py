"""What people do on the live day beside the clock: call, answer, choose what the projector shows."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from goen.base import audit, live
from goen.boards.services import clear_spotlight
from goen.core.errors import BadInputError
from goen.day.models import HelpCall, Screen
from goen.day.queries.tables import group_now
from goen.events.access import Member
from goen.questions.services import clear_screen
from goen.roster.models import Participation


def call_for_help(*, member: Member, participation: Participation) -> HelpCall:
    """Ask somebody to come to one's table; a second press is the same call; the control room hears of it."""
    present = HelpCall.objects.filter(participation=participation, closed_at=None).first()
    if present is not None:
        return present
    try:
        with transaction.atomic():
            return _call(member, participation)
    except IntegrityError:  # the same finger, twice at once
        return HelpCall.objects.get(participation=participation, closed_at=None)


@transaction.atomic
def cancel_call(*, member: Member, participation: Participation) -> int:
    """Take one's own call back; returns how many were open."""
    calls = HelpCall.objects.filter(participation=participation, closed_at=None)
    group_ids = list(calls.values_list("group_id", flat=True))
    count = calls.update(closed_at=timezone.now())
    for group_id in group_ids:
        live.publish(member.event.topic, "day.help_closed", group=group_id)
    return count


@transaction.atomic
def answer_call(*, member: Member, call: HelpCall) -> None:
    """Tell a table that somebody is on the way; a call that is closed already stays as it is."""
    open_call = HelpCall.objects.filter(pk=call.pk, closed_at=None)
    if not open_call.update(closed_at=timezone.now(), answered_by_id=member.user_id):
        return
    audit.record(member.key, "day.answer_call", f"event:{member.event.pk}", call=call.pk)
    live.publish(member.event.topic, "day.help_closed", group=call.group_id)


@transaction.atomic
def set_screen(*, member: Member, mode: str) -> Screen:
    """Choose what every projector of the event shows; ``auto`` follows the run sheet. What was put up singly goes."""
    if mode not in Screen.Mode.values:
        raise BadInputError("day.no_such_screen")
    screen, _is_new = Screen.objects.update_or_create(event=member.event, defaults={"mode": mode})
    clear_screen(event=member.event)
    clear_spotlight(event=member.event)
    audit.record(member.key, "day.set_screen", f"event:{member.event.pk}", mode=mode)
    live.publish(member.event.topic, "day.screen_changed", mode=mode)
    return screen


def _call(member: Member, participation: Participation) -> HelpCall:
    group = group_now(participation, member.event)
    call = HelpCall.objects.create(
        event=member.event, participation=participation, group=group, called_at=timezone.now()
    )
    live.publish(member.event.topic, "day.help_called", group=group.pk if group else None)
    return call
