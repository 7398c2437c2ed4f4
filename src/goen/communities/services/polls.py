"""Votes in polls and answers to gatherings."""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from goen.base import audit
from goen.communities.access import Visitor
from goen.communities.models import Answer, Ballot, Choice, Gathering, Membership, Poll
from goen.core.errors import BadInputError, RefusedError


@transaction.atomic
def cast_ballot(*, visitor: Visitor, poll: Poll, choice_ids: Collection[int]) -> None:
    """Vote; a named ballot may be changed, an anonymous one is cast once and leads back to nobody."""
    membership = _voter(visitor)
    if is_closed(poll):
        raise RefusedError("communities.poll_closed")
    choices = list(Choice.objects.filter(poll=poll, pk__in=choice_ids))
    if not choices or len(choices) != len(set(choice_ids)) or (len(choices) > 1 and not poll.is_multiple):
        raise BadInputError("communities.choose")
    if poll.is_anonymous:
        _cast_once(poll, membership)
        Choice.objects.filter(pk__in=[choice.pk for choice in choices]).update(n_anonymous=F("n_anonymous") + 1)
    else:
        ballot, _is_new = Ballot.objects.get_or_create(poll=poll, membership=membership)
        ballot.choices.set(choices)
    audit.record(membership.key, "communities.cast_ballot", f"poll:{poll.pk}")  # never what was chosen


@transaction.atomic
def close_poll(*, visitor: Visitor, poll: Poll) -> None:
    """End a poll now: its author or a moderator."""
    if not (visitor.wrote(poll.post) or visitor.may_run):
        raise RefusedError("base.refused")
    if not is_closed(poll):
        Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now())
        audit.record(visitor.key, "communities.close_poll", f"poll:{poll.pk}")


@transaction.atomic
def answer_gathering(*, visitor: Visitor, gathering: Gathering, is_coming: bool) -> None:
    """Say whether one comes; the newest word counts."""
    membership = _voter(visitor)
    Answer.objects.update_or_create(gathering=gathering, membership=membership, defaults={"is_coming": is_coming})
    audit.record(membership.key, "communities.answer_gathering", f"gathering:{gathering.pk}", is_coming=is_coming)


def is_closed(poll: Poll) -> bool:
    """Tell whether a poll takes no more votes; no query."""
    return poll.closes_at is not None and poll.closes_at <= timezone.now()


def _voter(visitor: Visitor) -> Membership:
    if visitor.membership is None or not visitor.may_write:
        raise RefusedError("communities.members_only")
    return visitor.membership


def _cast_once(poll: Poll, membership: Membership) -> None:
    try:
        with transaction.atomic():
            Ballot.objects.create(poll=poll, membership=membership)
    except IntegrityError as error:
        raise BadInputError("communities.voted_already") from error
