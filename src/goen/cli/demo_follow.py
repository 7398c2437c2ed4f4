"""What became of the example's proposals: decided, refused with reasons, under way, done, and some still waiting."""

from datetime import timedelta
from typing import Any

from goen.accounts.models import Organisation
from goen.cli.demo_evening import Day
from goen.events.access import get_member
from goen.proposals.models import FollowUp
from goen.proposals.services import Charge, set_charge, set_status


def answer(day: Day) -> None:
    """Put somebody in charge of each proposal and take the steps of the example, each on its day."""
    closed_at = day.calendar.at
    steps: list[tuple[int, str, list[Any]]] = []
    for number, told in day.year["answers"].items():
        steps += [(told["charge"]["days"], number, [])]
        steps += [(days, number, [to, reason]) for days, to, reason in told["steps"]]
    for days, number, step in sorted(steps, key=lambda one: (one[0], one[1])):
        day.calendar.move_to(closed_at + timedelta(days=days, hours=17))
        follow_up = FollowUp.objects.get(proposal__event=day.event, proposal__group__number=int(number))
        _take(day, follow_up, step or day.year["answers"][number]["charge"])


def _take(day: Day, follow_up: FollowUp, step: Any) -> None:
    member = get_member(day.organiser, day.event.slug)
    if isinstance(step, list):
        to, reason = step
        set_status(member=member, follow_up=follow_up, to=to, reason=reason, seen=follow_up.version)
        return
    charge = Charge(
        receiver=Organisation.objects.get(name=step["receiver"]),
        section=step["section"],
        owner_name=step["owner"],
        due_on=day.event.starts_at.date() + timedelta(days=step["due"]),
    )
    set_charge(member=member, follow_up=follow_up, charge=charge)
