"""What somebody may see of their own ties. Whoever withdrew the consent for ties is in nobody's list."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from goen.roster.models import Consent, Participation, Person
from goen.ties import phases
from goen.ties.models import Card, Encounter, Introduction, Meeting, Pairing, Rest, Wish
from goen.ties.queries.ledger import said_no


@dataclass(frozen=True)
class Met:
    """When and where two people met."""

    on: date
    where: str
    event: str


@dataclass(frozen=True)
class Acquaintance:
    """Somebody the reader met.

    Parameters
    ----------
    person : Person
        With organisation.
    times : list of Met
        Newest first.
    wishes, shares : bool
        What the reader wished.
    is_mutual : bool
        Whether both want to stay in touch; False also when only one does, whoever it is.
    contact : str
        How the other can be reached; "" unless both wished and both share theirs.
    """

    person: Person
    times: Sequence[Met]
    wishes: bool
    shares: bool
    is_mutual: bool
    contact: str


def card_of(person_id: int) -> Card | None:
    """Return somebody's card; 1 query."""
    return Card.objects.filter(person_id=person_id).first()


def acquaintances_of(person_id: int) -> list[Acquaintance]:
    """Return whom somebody met, those both want to keep first, then the newest; 6 queries however many."""
    times = _times(person_id)
    refused = said_no(times)
    people = Person.objects.filter(pk__in=times.keys() - refused).select_related("organisation")
    own = {wish.about_id: wish for wish in Wish.objects.filter(author_id=person_id)}
    theirs = {wish.author_id: wish for wish in Wish.objects.filter(about_id=person_id, author_id__in=own)}
    mutual = own.keys() & theirs.keys()
    contacts = dict(Card.objects.filter(person_id__in=mutual).values_list("person_id", "contact"))
    found = []
    for person in people:
        wish, other = own.get(person.pk), theirs.get(person.pk)
        both_share = bool(wish and other and wish.shares_contact and other.shares_contact)
        contact = contacts.get(person.pk, "") if both_share else ""
        seen = sorted(times[person.pk], key=lambda met: met.on, reverse=True)
        shares = bool(wish and wish.shares_contact)
        found.append(Acquaintance(person, seen, wish is not None, shares, person.pk in mutual, contact))
    return sorted(
        found, key=lambda one: (not one.is_mutual, -one.times[0].on.toordinal(), one.person.kana, one.person.pk)
    )


def have_met(first: int, second: int) -> bool:
    """Tell whether two people met, at a table or by themselves; ≤ 2 queries."""
    low, high = sorted((first, second))
    return Meeting.objects.filter(low=low, high=high).exists() or Encounter.objects.filter(low=low, high=high).exists()


def consenting(person_ids: Collection[int]) -> set[int]:
    """Return those whose newest word on ties is yes; 1 query."""
    return {person for person, is_given in _newest(person_ids).items() if is_given}


def introductions_for(person_id: int) -> list[Introduction]:
    """Return the introductions somebody may answer, or that came about, with the other; newest first; 2 queries."""
    since = timezone.now() - timedelta(days=phases.INTRODUCTION_DAYS)
    shown = Q(state=Introduction.State.PROPOSED, made_at__gte=since) | Q(state=Introduction.State.ACCEPTED)
    rows = list(_of(Introduction.objects.filter(shown), person_id).order_by("-made_at", "-id"))
    refused = said_no({_other(row, person_id) for row in rows})
    return [row for row in rows if _other(row, person_id) not in refused]


def pairings_for(person_id: int) -> list[Pairing]:
    """Return the pairings of somebody, newest first; 2 queries."""
    rows = list(_of(Pairing.objects.select_related("round__event"), person_id).order_by("-round__month", "-id")[:12])
    refused = said_no({_other(row, person_id) for row in rows})
    return [row for row in rows if _other(row, person_id) not in refused]


def rest_of(person_id: int) -> Rest | None:
    """Return the newest month somebody had no partner; 1 query."""
    return Rest.objects.select_related("round").filter(person_id=person_id).order_by("-round__month").first()


def introduction_of(person_id: int, introduction_id: int) -> Introduction | None:
    """Return one introduction of somebody; 1 query."""
    return _of(Introduction.objects.all(), person_id).filter(pk=introduction_id).first()


def pairing_of(person_id: int, pairing_id: int) -> Pairing | None:
    """Return one pairing of somebody; 1 query."""
    return _of(Pairing.objects.select_related("round__event"), person_id).filter(pk=pairing_id).first()


def others_in(rows: Iterable[Introduction | Pairing], person_id: int) -> set[int]:
    """Return whom a person is introduced to or paired with; no query."""
    return {_other(row, person_id) for row in rows}


def contacts_of(person_ids: Collection[int]) -> Mapping[int, str]:
    """Return what people wrote as their contact; 1 query."""
    return dict(Card.objects.filter(person_id__in=person_ids).values_list("person_id", "contact"))


def person_of(person_id: int) -> Person:
    """Return somebody; 1 query."""
    return Person.objects.select_related("organisation").get(pk=person_id)


def _newest(person_ids: Collection[int]) -> dict[int, bool]:
    words = Consent.objects.filter(participation__person__in=person_ids, purpose=Consent.Purpose.TIES).order_by("id")
    return dict(words.values_list("participation__person_id", "is_given"))  # later rows overwrite earlier ones


def _of(rows: QuerySet, person_id: int) -> QuerySet:  # type: ignore[type-arg] # introductions or pairings
    return rows.filter(Q(low_id=person_id) | Q(high_id=person_id)).select_related(
        "low__organisation", "high__organisation"
    )


def _other(row: Introduction | Pairing | Meeting | Encounter, person_id: int) -> int:
    return row.high_id if row.low_id == person_id else row.low_id


def _times(person_id: int) -> dict[int, list[Met]]:
    own = Q(low_id=person_id) | Q(high_id=person_id)
    own &= Q(at__lte=timezone.now())  # groups may be published before the day
    found: defaultdict[int, list[Met]] = defaultdict(list)
    for meeting in Meeting.objects.filter(own).select_related("event").order_by("round_number"):
        on = timezone.localdate(meeting.at)
        found[_other(meeting, person_id)].append(Met(on, meeting.group_label, meeting.event.title))
    for encounter in Encounter.objects.filter(own).order_by("at"):
        met = Met(timezone.localdate(encounter.at), str(encounter.get_source_display()), "")
        found[_other(encounter, person_id)].append(met)
    return found


def events_of_person(person_id: int) -> list[Participation]:
    """Return the events somebody took part in, newest first; 1 query."""
    rows = Participation.objects.filter(person_id=person_id).select_related("event")
    return list(rows.order_by("-event__starts_at"))
