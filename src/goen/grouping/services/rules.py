"""Rules about certain people."""

from collections.abc import Sequence

from django.db import transaction

from goen.base import audit
from goen.core.errors import BadInputError
from goen.events.access import Member
from goen.grouping.models import Attendance, Rule
from goen.roster.models import Participation


@transaction.atomic
def add_rule(*, member: Member, kind: str, people: Sequence[Participation], reason: str = "") -> Rule:
    """Keep a rule for at least two people of the event."""
    chosen = {person.pk for person in people if person.event_id == member.event.pk}
    if len(chosen) < 2:  # noqa: PLR2004 - together or apart needs two
        raise BadInputError("grouping.rule_needs_two")
    rule = Rule.objects.create(event=member.event, kind=kind, reason=reason)
    rule.people.set(chosen)
    audit.record(member.key, "grouping.add_rule", f"rule:{rule.pk}", kind=kind, n_people=len(chosen))
    return rule


@transaction.atomic
def remove_rule(*, member: Member, rule: Rule) -> None:
    """Drop a rule."""
    audit.record(member.key, "grouping.remove_rule", f"rule:{rule.pk}", kind=rule.kind)
    rule.delete()


@transaction.atomic
def set_attendance(*, member: Member, people: Sequence[Participation], first_round: int, last_round: int) -> int:
    """Note in which rounds these people are there; plans made from now on go by it; returns for how many."""
    if not 1 <= first_round <= last_round:
        raise BadInputError("grouping.rounds_in_wrong_order", first=first_round, last=last_round)
    chosen = [person for person in people if person.event_id == member.event.pk]
    for person in chosen:
        window = {"first_round": first_round, "last_round": last_round}
        Attendance.objects.update_or_create(participation=person, defaults=window)
    key = f"event:{member.event.pk}"
    audit.record(member.key, "grouping.set_attendance", key, n_people=len(chosen), first=first_round, last=last_round)
    return len(chosen)


@transaction.atomic
def clear_attendance(*, member: Member, participation: Participation) -> None:
    """Note that somebody is there all day after all; a second time changes nothing."""
    if Attendance.objects.filter(participation=participation).delete()[0]:
        audit.record(member.key, "grouping.clear_attendance", f"participation:{participation.pk}")
