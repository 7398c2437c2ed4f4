"""Reads of the ledger. A person who withdrew the consent for ties is in none of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from goen.events.models import Event
from goen.roster.models import Consent
from goen.ties.models import Meeting

# How heavily an earlier meeting counts, by its age in days: last year doubly, the two years before once, older not.
DECAY = ((550, 2), (1280, 1))


@dataclass(frozen=True)
class LedgerFigures:
    """What an event added: meetings between people, and how many of them cross organisations or are first ones."""

    n_meetings: int
    n_pairs: int
    n_cross: int
    n_first: int


def meetings_of(event: Event) -> QuerySet[Meeting]:
    """Return the event's meetings with both people and their organisations; 1 query."""
    shown = _known().filter(event=event)
    return shown.select_related("low__organisation", "high__organisation").order_by("round_number", "group_label", "id")


def past_weights(
    person_ids: Iterable[int], before: datetime, decay: Sequence[tuple[int, int]] = DECAY
) -> dict[tuple[int, int], int]:
    """Return how heavily pairs of these people met before a moment: ``{(low, high): weight}``; 1 query."""
    ids = set(person_ids)
    rows = _known().filter(low__in=ids, high__in=ids, at__lt=before).values_list("low_id", "high_id", "at")
    weights: dict[tuple[int, int], int] = defaultdict(int)
    for low, high, at in rows:
        weights[low, high] += _decayed((before - at).days, decay)
    return {pair: weight for pair, weight in weights.items() if weight}


def said_no(person_ids: Iterable[int]) -> set[int]:
    """Return those of these people whose newest answer about ties is no; 1 query."""
    answers = Consent.objects.filter(participation__person__in=set(person_ids), purpose=Consent.Purpose.TIES)
    newest = dict(answers.order_by("id").values_list("participation__person_id", "is_given"))
    return {person for person, is_given in newest.items() if not is_given}


def figures(event: Event) -> LedgerFigures:
    """Count what an event added to the ledger; 3 queries."""
    met_before = Meeting.objects.filter(low=OuterRef("low"), high=OuterRef("high"), at__lt=OuterRef("at")).exclude(
        event=OuterRef("event")
    )
    rows = Meeting.objects.filter(event=event)
    counted = rows.aggregate(n=Count("id"), cross=Count("id", filter=~Q(low__organisation=F("high__organisation"))))
    pairs = rows.values("low", "high").distinct()
    first = rows.filter(~Exists(met_before)).values("low", "high").distinct()
    return LedgerFigures(
        n_meetings=counted["n"], n_pairs=pairs.count(), n_cross=counted["cross"], n_first=first.count()
    )


def _known() -> QuerySet[Meeting]:
    """Return the meetings of people who have not said no to ties in their newest answer at any event."""
    return Meeting.objects.alias(low_answer=_newest_answer("low"), high_answer=_newest_answer("high")).filter(
        low_answer=True, high_answer=True
    )


def _newest_answer(side: str) -> Coalesce:
    answers = Consent.objects.filter(participation__person=OuterRef(f"{side}_id"), purpose=Consent.Purpose.TIES)
    # Whoever was never asked has not said no.
    return Coalesce(Subquery(answers.order_by("-id").values("is_given")[:1]), Value(value=True))


def _decayed(age_days: int, decay: Sequence[tuple[int, int]]) -> int:
    return next((weight for limit, weight in decay if age_days <= limit), 0)
