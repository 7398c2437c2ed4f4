"""People who may have been here before: same name, organisation, and nothing that contradicts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch

from goen.core.text.kana import kana_key
from goen.events.models import Event
from goen.roster.models import Participation, Person
from goen.roster.queries.people import people_known_to


@dataclass(frozen=True)
class Returner:
    """Somebody on the list as a new person, and a person of earlier events they may be.

    Attributes
    ----------
    row : Participation
        The entry in this event; its person is known from nowhere else.
    person : Person
        Whom they may be.
    earlier : sequence of Participation
        What that person took part in, newest first, with the events loaded.
    """

    row: Participation
    person: Person
    earlier: Sequence[Participation]

    @property
    def key(self) -> str:
        """The pair as a form sends it."""
        return f"{self.row.pk}:{self.person.pk}"


def returners(event: Event, by: str) -> list[Returner]:
    """Return who may be somebody of an earlier event, in the order of the list; ≤ 4 queries.

    Only people the writer ``by`` may recognise are looked at (``people_known_to``).
    """
    once = Participation.objects.filter(event=event).annotate(n_times=Count("person__participations"))
    new = list(once.filter(n_times=1).select_related("person", "organisation").order_by("id"))
    past = (
        Participation.objects.exclude(event=event).select_related("event", "organisation").order_by("-event__starts_at")
    )
    known = people_known_to(event, by).filter(match_key__in={row.person.match_key for row in new})
    known = known.exclude(participations__event=event).prefetch_related(Prefetch("participations", past))
    by_key: dict[str, list[Person]] = {}
    for person in known.order_by("id"):
        by_key.setdefault(person.match_key, []).append(person)
    return [
        Returner(row, person, tuple(person.participations.all()))
        for row in new
        for person in by_key.get(row.person.match_key, ())
        if is_same(person, row.kana, row.person.mail)
    ]


def earlier_of(row: Participation) -> list[Participation]:
    """Return what the person of an entry took part in before, newest first, with the events; 1 query."""
    rows = Participation.objects.filter(person=row.person_id).exclude(pk=row.pk)
    return list(rows.select_related("event").order_by("-event__starts_at"))


def is_same(person: Person, kana: str, mail: str) -> bool:
    """Tell whether reading and mail do not contradict a known person of the same name and organisation."""
    kanas, mails = {kana_key(person.kana), kana_key(kana)} - {""}, {person.mail.lower(), mail.lower()} - {""}
    return len(kanas) < 2 and len(mails) < 2  # noqa: PLR2004 - two different values contradict
