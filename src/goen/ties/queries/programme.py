"""Reads for introductions and monthly pairings: who takes part, what is known of them, what was made."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from goen.core.ties.introducing import Candidate
from goen.core.ties.pairing import PairingProblem
from goen.events.models import Event
from goen.roster.models import Participation, Person, ThemePreference
from goen.ties.models import Card, Encounter, Introduction, Meeting, Pairing, PairingRound, Programme, Rest
from goen.ties.queries.network import events_in_scope
from goen.ties.queries.people import consenting

Pair = tuple[int, int]
Interests = Callable[[Collection[int]], Mapping[int, Collection[str]]]
_interests: list[Interests] = []
# People who sat at one table know each other a little: whoever did not comes first.
_NOT_MET = 500


@dataclass(frozen=True)
class Crowd:
    """Who takes part, in the order the core's places stand for."""

    people: Sequence[Person]

    @property
    def place(self) -> dict[int, int]:
        """Place of a person id."""
        return {person.pk: number for number, person in enumerate(self.people)}

    def organisations(self) -> list[int]:
        """Return the organisation of each; people without one count as one of their own."""
        return [person.organisation_id or -person.pk for person in self.people]


def register_interests(read: Interests) -> None:
    """Add what slices above know of people's interests: person ids → person id → words."""
    if read not in _interests:
        _interests.append(read)


def programme_of(event: Event) -> Programme:
    """Return the event's programme, off before anybody switched it on; 1 query."""
    return Programme.objects.filter(event=event).first() or Programme(event=event)


def rounds_of(event: Event) -> list[PairingRound]:
    """Return the months of an event with their pairs, people and who rested, newest first; 3 queries."""
    rows = PairingRound.objects.filter(event=event).prefetch_related(
        "pairings__low__organisation", "pairings__high__organisation", "rests__person__organisation"
    )
    return list(rows)


def crowd_of(event: Event, wish: str) -> Crowd:
    """Return who of the event's (partnership's) people asked to take part and agrees to ties; 3 queries.

    ``wish`` is ``"wants_pairings"`` or ``"wants_introductions"``.
    """
    scope = events_in_scope(event)
    rows = Participation.objects.filter(event__in=scope).exclude(state=Participation.State.CANCELLED)
    ids = set(
        Card.objects.filter(person__in=rows.values("person_id"), **{wish: True}).values_list("person_id", flat=True)
    )
    agreed = consenting(ids)
    people = Person.objects.filter(pk__in=agreed).select_related("organisation").order_by("pk")
    return Crowd(list(people))


def pairing_problem(crowd: Crowd) -> PairingProblem:
    """Return the core's problem: who was paired before, who rested, who never met at all; 4 queries."""
    place, ids = crowd.place, [person.pk for person in crowd.people]
    both = {"low__in": ids, "high__in": ids}
    paired = Counter(
        (place[low], place[high]) for low, high in Pairing.objects.filter(**both).values_list("low_id", "high_id")
    )
    rests = Counter(Rest.objects.filter(person__in=ids).values_list("person_id", flat=True))
    met = {*Meeting.objects.filter(**both).values_list("low_id", "high_id")}
    met |= {*Encounter.objects.filter(**both).values_list("low_id", "high_id")}
    affinity = {
        (a, b): _NOT_MET
        for b, second in enumerate(ids)
        for a, first in enumerate(ids[:b])
        if (first, second) not in met
    }
    return PairingProblem(crowd.organisations(), dict(paired), [rests[one] for one in ids], affinity)


def candidates_of(crowd: Crowd) -> list[Candidate]:
    """Return what is known of everybody's interests; 2 queries and those of the slices above."""
    ids = [person.pk for person in crowd.people]
    cards = {card.person_id: card for card in Card.objects.filter(person__in=ids)}
    themes: defaultdict[int, set[str]] = defaultdict(set)
    wished = ThemePreference.objects.filter(participation__person__in=ids, rank=1)
    for person_id, title in wished.values_list("participation__person_id", "theme__title"):
        themes[person_id].add(title)
    words: defaultdict[int, set[str]] = defaultdict(set)
    for read in _interests:
        for person_id, found in read(ids).items():
            words[person_id].update(found)
    return [
        Candidate(
            organisation=body,
            offers=frozenset(map(folded, cards[one].offers)),
            asks=frozenset(map(folded, cards[one].asks)),
            themes=frozenset(themes[one]),
            words=frozenset(words[one]),
        )
        for one, body in zip(ids, crowd.organisations(), strict=True)
    ]


def folded(tag: str) -> str:
    """Return a tag as it is compared: width and case do not matter; no query."""
    return normalize("NFKC", tag).casefold().strip()


def spellings(crowd: Crowd) -> Mapping[str, str]:
    """Return for every folded tag how somebody wrote it; 1 query."""
    cards = Card.objects.filter(person__in=[person.pk for person in crowd.people]).order_by("-pk")
    return {folded(tag): tag for card in cards for tag in (*card.offers, *card.asks)}


def acquainted(crowd: Crowd) -> set[Pair]:
    """Return the pairs, by place, who met or were introduced or paired before; 4 queries."""
    place, ids = crowd.place, [person.pk for person in crowd.people]
    found: set[Pair] = set()
    for table in (Meeting, Encounter, Introduction, Pairing):
        rows = table.objects.filter(low__in=ids, high__in=ids).values_list("low_id", "high_id")
        found |= {(place[low], place[high]) for low, high in rows}
    return found


def introduction_counts(event: Event) -> Mapping[str, int]:
    """Return how many introductions of an event are in each state; nobody's answer is told; 1 query."""
    counted = Counter(Introduction.objects.filter(event=event).values_list("state", flat=True))
    return {state.value: counted[state.value] for state in Introduction.State}


def n_taking_part(event: Event) -> Mapping[str, int]:
    """Return how many asked to be paired and to be introduced; 6 queries."""
    return {wish: len(crowd_of(event, wish).people) for wish in ("wants_pairings", "wants_introductions")}
