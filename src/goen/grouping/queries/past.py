"""Who met before Goen was used, as files of earlier years say."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum

from goen.events.models import Event
from goen.grouping.models import EarlierMeeting
from goen.ties import queries as ties

_DAYS_A_YEAR = 365


@dataclass(frozen=True)
class EarlierYear:
    """One year of a file: how many pairs it names and how often they met."""

    year: int
    source: str
    n_pairs: int
    n_times: int


def earlier_weights(
    event: Event, person_ids: Iterable[int], decay: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], int]:
    """Return how heavily pairs met according to files count: ``{(low, high): weight}``; 2 queries.

    A file read for any event of the past counts; whoever said no to ties is left out as in the ledger.
    """
    ids = set(person_ids) - ties.said_no(person_ids)
    rows = EarlierMeeting.objects.filter(low__in=ids, high__in=ids, year__lte=event.starts_at.year)
    weights: Counter[tuple[int, int]] = Counter()
    seen: set[tuple[int, int, int]] = set()
    for low, high, times, year in rows.order_by("id").values_list("low_id", "high_id", "times", "year"):
        if (low, high, year) in seen:  # the same year read for two events
            continue
        seen.add((low, high, year))
        age_days = _DAYS_A_YEAR * (event.starts_at.year - year)
        weights[low, high] += times * next((weight for limit, weight in decay if age_days <= limit), 0)
    return {pair: weight for pair, weight in weights.items() if weight}


def earlier_years(event: Event) -> list[EarlierYear]:
    """Return what files of earlier years were read for an event, newest year first; 1 query."""
    rows = EarlierMeeting.objects.filter(event=event).values("year", "source")
    counted = rows.annotate(n_pairs=Count("id"), n_times=Sum("times")).order_by("-year", "source")
    return [EarlierYear(**row) for row in counted]
