"""Lists of proposals and where they stand: of an event, of a partnership, of everything an actor may see."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import QuerySet
from django.utils import timezone

from goen.base.actors import Actor
from goen.events.models import Event, Partnership
from goen.events.queries import events_of
from goen.proposals.models import FollowUp
from goen.proposals.phases import SETTLED

_Status = FollowUp.Status


@dataclass(frozen=True)
class Tracker:
    """A filtered list with what its filters offer.

    Parameters
    ----------
    rows : list of FollowUp
        With proposal, event, group, theme, receiver and owner loaded; overdue ones first, then by due date.
    counts : list of (value, label, number)
        Statuses of the whole list, before filters.
    receivers : list of (id, name)
        Organisations that received one.
    years : list of int
        Years of the events.
    n_all, n_overdue : int
        Of the whole list.
    days : float or None
        Median days from reception to the answer, of the whole list.
    """

    rows: Sequence[FollowUp]
    counts: Sequence[tuple[str, str, int]]
    receivers: Sequence[tuple[int, str]]
    years: Sequence[int]
    n_all: int
    n_overdue: int
    days: float | None


def follow_ups_of_event(event: Event) -> QuerySet[FollowUp]:
    """Return the rows of an event, everything a list shows loaded; 1 query."""
    return _rows().filter(proposal__event=event)


def follow_ups_of_partnership(partnership: Partnership) -> QuerySet[FollowUp]:
    """Return the rows of all events of a partnership; 1 query."""
    return _rows().filter(proposal__event__partnership=partnership)


def follow_ups_of_actor(actor: Actor) -> QuerySet[FollowUp]:
    """Return the rows of every event the actor has a role in; 1 query."""
    return _rows().filter(proposal__event__in=events_of(actor).order_by().values("pk"))


def tracked(rows: QuerySet[FollowUp], asked: Mapping[str, str]) -> Tracker:
    """Return the list as filtered by ``status receiver year overdue q``; a value nobody offers filters nothing; 1 query."""
    every, today = list(rows), timezone.localdate()
    kept = [row for row in every if _is_asked(row, asked, today)]
    kept.sort(key=lambda row: (not row.is_overdue(today), not row.is_open, row.due_on or date.max, row.pk))
    counted = Counter(row.status for row in every)
    receivers = {row.receiver.pk: row.receiver.name for row in every if row.receiver}
    return Tracker(
        rows=kept,
        counts=[(status.value, str(status.label), counted[status.value]) for status in _Status],
        receivers=sorted(receivers.items(), key=lambda pair: pair[1]),
        years=sorted({timezone.localtime(row.proposal.event.starts_at).year for row in every}, reverse=True),
        n_all=len(every),
        n_overdue=sum(row.is_overdue(today) for row in every),
        days=answer_days(every),
    )


def answer_days(rows: Sequence[FollowUp]) -> float | None:
    """Return the median days from reception to the answer, or None when nothing is answered; no query."""
    days = [(row.answered_at - row.received_at).total_seconds() / 86_400 for row in rows if row.answered_at]
    return median(days) if days else None


def status_counts(event_ids: Sequence[int]) -> Mapping[int, Mapping[str, int]]:
    """Return event id → status → number of proposals; 1 query."""
    rows = FollowUp.objects.filter(proposal__event__in=event_ids).values_list("proposal__event_id", "status")
    counted: dict[int, Counter[str]] = {}
    for event_id, status in rows:
        counted.setdefault(event_id, Counter())[status] += 1
    return counted


def adopted_per_event(event_ids: Sequence[int]) -> Mapping[int, int]:
    """Return how many proposals were adopted, wholly or in part, per event; 1 query."""
    taken = {_Status.ADOPTED, _Status.PARTLY, _Status.UNDER_WAY, _Status.DONE}
    return {
        event: sum(n for status, n in by.items() if status in taken) for event, by in status_counts(event_ids).items()
    }


def overdue(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """Return the rows whose date has passed with something left to do; 1 query."""
    return rows.filter(due_on__lt=timezone.localdate()).exclude(status__in=SETTLED)


def _is_asked(row: FollowUp, asked: Mapping[str, str], today: date) -> bool:
    status, receiver, year = asked.get("status", ""), asked.get("receiver", ""), asked.get("year", "")
    if status in _Status.values and row.status != status:
        return False
    if receiver.isdecimal() and str(row.receiver_id) != receiver:
        return False
    if year.isdecimal() and timezone.localtime(row.proposal.event.starts_at).year != int(year):
        return False
    if asked.get("overdue") == "1" and not row.is_overdue(today):
        return False
    words = asked.get("q", "").split()
    return all(word in _text(row) for word in words)


def _text(row: FollowUp) -> str:
    proposal = row.proposal
    theme = proposal.theme.title if proposal.theme else ""
    return f"{proposal.title} {proposal.summary} {theme} {proposal.event.title} {row.section} {row.in_charge}"


def _rows() -> QuerySet[FollowUp]:
    rows = FollowUp.objects.select_related(
        "proposal__event__partnership", "proposal__group__plan", "proposal__theme", "receiver", "owner"
    )
    return rows.order_by("pk")
