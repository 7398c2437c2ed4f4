"""What the events of a partnership added up to: one row per event, each column from one query."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Avg, Count
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.boards.models import Note
from goen.core.text.era import era_year, fiscal_year
from goen.events.models import Event, Partnership
from goen.proposals.models import FollowUp
from goen.proposals.phases import ANSWERED
from goen.proposals.queries import status_counts
from goen.roster.models import Participation
from goen.ties.models import Meeting
from goen.voices.models import Voice

# Seven statuses are two too many to tell apart by colour: those that wait stand together, and so do whole and part.
STAGES: Mapping[str, frozenset[str]] = {
    "waiting": frozenset({"received", "considering"}),
    "adopted": frozenset({"adopted", "partly"}),
    "under_way": frozenset({"under_way"}),
    "done": frozenset({"done"}),
    "declined": frozenset({"declined"}),
}
MOVING = ("adopted", "under_way", "done")


@dataclass(frozen=True)
class EventRow:
    """One event that was held, in figures; pairs are distinct within the event."""

    event: Event
    people: Mapping[str, int] = field(default_factory=dict)
    n_returning: int = 0
    n_first_pairs: int = 0
    n_again_pairs: int = 0
    stages: Mapping[str, int] = field(default_factory=dict)
    days_to_answer: Sequence[float] = ()
    n_notes: int = 0
    satisfaction: float | None = None

    @property
    def year(self) -> int:
        """The fiscal year it was held in."""
        return fiscal_year(timezone.localdate(self.event.starts_at))

    @property
    def n_people(self) -> int:
        """How many took part."""
        return sum(self.people.values())

    @property
    def n_proposals(self) -> int:
        """How many proposals were received."""
        return sum(self.stages.values())


@dataclass(frozen=True)
class Ledger:
    """All events held, oldest first, and what can only be counted over all of them."""

    rows: Sequence[EventRow]
    n_distinct_people: int
    n_distinct_pairs: int

    @property
    def years(self) -> list[int]:
        """The fiscal years with an event, ascending."""
        return sorted({row.year for row in self.rows})

    @property
    def organisations(self) -> list[str]:
        """Everybody who sent people, those who sent most first."""
        counted: Counter[str] = Counter()
        for row in self.rows:
            counted.update(row.people)
        return [name for name, _n in counted.most_common()]

    def of(self, year: int) -> list[EventRow]:
        """Return the events of a fiscal year."""
        return [row for row in self.rows if row.year == year]

    def total(self, stage: str) -> int:
        """Return how many proposals stand at a stage, over all years."""
        return sum(row.stages.get(stage, 0) for row in self.rows)

    @property
    def n_moving(self) -> int:
        """How many proposals were adopted, are under way or done."""
        return sum(self.total(stage) for stage in MOVING)

    @property
    def n_proposals(self) -> int:
        """How many proposals were received."""
        return sum(row.n_proposals for row in self.rows)

    @property
    def median_days(self) -> float | None:
        """Median days from reception to the answer."""
        days = [one for row in self.rows for one in row.days_to_answer]
        return median(days) if days else None


def year_label(year: int) -> str:
    """Return a fiscal year as documents write it, ``"令和7年度"``."""
    return _("{year}度").format(year=era_year(year, 12, 31))


def ledger_of(partnership: Partnership) -> Ledger:
    """Return what the closed events of a partnership added up to; 7 queries, however many."""
    events = list(Event.objects.filter(partnership=partnership, status=Event.Status.CLOSED).order_by("starts_at", "pk"))
    if not events:
        return Ledger([], 0, 0)
    ids = [event.pk for event in events]
    people, returning, n_people = _people(events)
    pairs, n_pairs = _pairs(events)
    stages, days = _stages(ids), _days(ids)
    notes = Note.objects.filter(board__event__in=ids).exclude(kind="heading").order_by().values("board__event_id")
    n_notes = dict(notes.annotate(n=Count("id")).values_list("board__event_id", "n"))
    voices = Voice.objects.filter(event__in=ids, satisfaction__isnull=False).order_by().values("event_id")
    means = dict(voices.annotate(mean=Avg("satisfaction")).values_list("event_id", "mean"))
    rows = [
        EventRow(
            event=event,
            people=people.get(event.pk, {}),
            n_returning=returning[event.pk],
            n_first_pairs=pairs[event.pk][0],
            n_again_pairs=pairs[event.pk][1],
            stages=stages.get(event.pk, {}),
            days_to_answer=days.get(event.pk, ()),
            n_notes=n_notes.get(event.pk, 0),
            satisfaction=means.get(event.pk),
        )
        for event in events
    ]
    return Ledger(rows, n_people, n_pairs)


def _people(events: Sequence[Event]) -> tuple[dict[int, dict[str, int]], Counter[int], int]:
    """Return heads per event and organisation, who came back per event, and how many different people there were."""
    rows = Participation.objects.filter(event__in=[event.pk for event in events], checked_in_at__isnull=False)
    names = ("event_id", "person_id", "organisation__short_name", "organisation__name")
    came = defaultdict(list)
    for event_id, person_id, short, name in rows.order_by("event__starts_at", "pk").values_list(*names):
        came[event_id].append((person_id, short or name))
    seen: set[int] = set()
    heads: dict[int, dict[str, int]] = {}
    returning: Counter[int] = Counter()
    for event in events:
        heads[event.pk] = dict(Counter(name for _person, name in came[event.pk]))
        persons = {person for person, _name in came[event.pk]}
        returning[event.pk] = len(persons & seen)
        seen |= persons
    return heads, returning, len(seen)


def _pairs(events: Sequence[Event]) -> tuple[dict[int, tuple[int, int]], int]:
    """Return pairs across organisations per event (first ones, and those that had met), and how many in all."""
    rows = Meeting.objects.filter(event__in=[event.pk for event in events]).order_by()
    names = ("event_id", "low_id", "high_id", "low__organisation_id", "high__organisation_id")
    met = defaultdict(set)
    for event_id, low, high, one, other in rows.values_list(*names):
        if one != other:
            met[event_id].add((low, high))
    seen: set[tuple[int, int]] = set()
    counted = {}
    for event in events:
        again = len(met[event.pk] & seen)
        counted[event.pk] = (len(met[event.pk]) - again, again)
        seen |= met[event.pk]
    return counted, len(seen)


def _stages(event_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    return {
        event_id: {stage: sum(by.get(status, 0) for status in statuses) for stage, statuses in STAGES.items()}
        for event_id, by in status_counts(event_ids).items()
    }


def _days(event_ids: Sequence[int]) -> dict[int, list[float]]:
    rows = FollowUp.objects.filter(proposal__event__in=event_ids, status__in=ANSWERED, answered_at__isnull=False)
    found = defaultdict(list)
    for event_id, received, answered in rows.values_list("proposal__event_id", "received_at", "answered_at"):
        if answered is not None:
            found[event_id].append((answered - received).total_seconds() / 86_400)
    return found
