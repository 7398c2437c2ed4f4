"""Reads of the ledger. A person who withdrew the consent for ties is in none of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from goen.core.ties.repeats import fewest_repeats
from goen.events.models import Event
from goen.roster.models import Consent
from goen.ties.models import Encounter, Meeting

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
    """Return how heavily pairs of these people met before a moment, at tables or by themselves: ``{(low, high): weight}``.

    2 queries.
    """
    ids = set(person_ids)
    shown = {"low__in": ids, "high__in": ids, "at__lt": before}
    rows = list(_known().filter(**shown).values_list("low_id", "high_id", "at"))
    rows += _known(Encounter).filter(**shown).values_list("low_id", "high_id", "at")
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


@dataclass(frozen=True)
class Again:
    """Pairs of an event that had met at the tables of earlier ones, and the fewest any grouping could have."""

    n_repeats: int
    fewest: int

    @property
    def is_least(self) -> bool:
        """Whether no grouping has fewer."""
        return self.n_repeats == self.fewest


def repeats_of(event: Event) -> Again | None:
    """Return how many pairs met again and the proven fewest; None for the first event or one with several rounds; 2 queries."""
    rows = list(Meeting.objects.filter(event=event).values_list("round_number", "group_label", "low_id", "high_id"))
    if not rows or len({row[0] for row in rows}) > 1:
        return None
    tables: dict[str, set[int]] = defaultdict(set)
    for _round, label, low, high in rows:
        tables[label] |= {low, high}
    here = set().union(*tables.values())
    earlier = Meeting.objects.filter(at__lt=event.starts_at, low__in=here, high__in=here).exclude(event=event)
    before: dict[tuple[int, int, str], set[int]] = defaultdict(set)
    past: set[tuple[int, int]] = set()
    for event_id, round_number, label, low, high in earlier.values_list(
        "event_id", "round_number", "group_label", "low_id", "high_id"
    ):
        before[event_id, round_number, label] |= {low, high}
        past.add((low, high))
    if not past:
        return None
    sizes = [len(people) for people in tables.values()]
    rounds: dict[tuple[int, int], list[int]] = defaultdict(list)
    for (event_id, round_number, _label), people in before.items():
        rounds[event_id, round_number].append(len(people))
    fewest = max(fewest_repeats(groups, sizes) for groups in rounds.values())
    return Again(len(past & {(low, high) for _round, _label, low, high in rows}), fewest)


def _known(table: Any = Meeting) -> QuerySet[Any]:
    """Return the meetings of people who have not said no to ties in their newest answer at any event."""
    rows = table.objects.alias(low_answer=_newest_answer("low"), high_answer=_newest_answer("high"))
    found: QuerySet[Any] = rows.filter(low_answer=True, high_answer=True)
    return found


def known_pairs(event_ids: Iterable[int]) -> list[tuple[int, int, int]]:
    """Return event, low and high of everybody who sat together, without those who said no; 1 query."""
    rows = _known().filter(event_id__in=list(event_ids))
    return list(rows.order_by("event_id", "low_id", "high_id").values_list("event_id", "low_id", "high_id").distinct())


def known_encounters(person_ids: Iterable[int]) -> list[tuple[int, int, datetime]]:
    """Return low, high and when, of people who met by themselves, without those who said no; 1 query."""
    ids = set(person_ids)
    rows = _known(Encounter).filter(low__in=ids, high__in=ids).order_by("at", "id")
    return list(rows.values_list("low_id", "high_id", "at"))


def _newest_answer(side: str) -> Coalesce:
    answers = Consent.objects.filter(participation__person=OuterRef(f"{side}_id"), purpose=Consent.Purpose.TIES)
    # Whoever was never asked has not said no.
    return Coalesce(Subquery(answers.order_by("-id").values("is_given")[:1]), Value(value=True))


def _decayed(age_days: int, decay: Sequence[tuple[int, int]]) -> int:
    return next((weight for limit, weight in decay if age_days <= limit), 0)
