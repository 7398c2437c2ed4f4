"""Rules about certain people."""

from collections.abc import Sequence

from django.db import transaction

from goen.base import audit
from goen.core.errors import BadInputError
from goen.events.access import Member
from goen.grouping.models import Rule
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
