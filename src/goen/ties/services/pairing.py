"""Writes of monthly 1-to-1 pairings."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from goen.base import audit, jobs
from goen.core.errors import BadInputError, RefusedError
from goen.core.ties.pairing import pair_people
from goen.events.models import Event
from goen.ties import phases, queries
from goen.ties.models import Encounter, Pairing, PairingRound, Programme, Rest
from goen.ties.services.introducing import introduce, keep_encounter, note_met
from goen.ties.services.keeping import tell_person


@transaction.atomic
def set_programme(*, event: Event, is_on: bool, by: str) -> None:
    """Let pairs and introductions be made every month by itself, or stop it."""
    Programme.objects.update_or_create(event=event, defaults={"is_on": is_on})
    audit.record(by, "ties.set_programme", f"event:{event.pk}", is_on=is_on)
    if is_on:
        _plan_next(event, timezone.localdate())


@transaction.atomic
def make_round(*, event: Event, month: date, by: str) -> PairingRound:
    """Pair everybody who asked for it, for one month; refused when the month has its pairs or too few take part."""
    first = month_of(month)
    if PairingRound.objects.filter(event=event, month=first).exists():
        raise BadInputError("ties.month_done", month=f"{first.year}/{first.month}")
    crowd = queries.crowd_of(event, "wants_pairings")
    problem = queries.pairing_problem(crowd)
    found = pair_people(problem, seed=first.year * 12 + first.month)
    if not found.pairs:
        raise BadInputError("ties.too_few_people", n=len(crowd.people))
    made = PairingRound.objects.create(
        event=event, month=first, made_at=timezone.now(), n_people=len(crowd.people), n_repeats=found.n_repeats
    )
    people, at = crowd.people, third_wednesday(first)
    rows = [
        Pairing(round=made, low=people[a], high=people[b], meets_at=at, is_repeat=problem.paired.get((a, b), 0) > 0)
        for a, b in found.pairs
    ]
    Pairing.objects.bulk_create(rows)
    Rest.objects.bulk_create(Rest(round=made, person=people[place]) for place in found.resting)
    for row in rows:
        tell_person(row.low_id, "ties.paired", event=event, name=row.high.name)
        tell_person(row.high_id, "ties.paired", event=event, name=row.low.name)
    for place in found.resting:
        tell_person(people[place].pk, "ties.resting", event=event)
    audit.record(by, "ties.make_round", f"event:{event.pk}", month=first.isoformat(), repeats=found.n_repeats)
    return made


def run_month(*, event_id: int, month: str) -> int:
    """Make a month's pairs and introductions if the programme still runs, and plan the next; returns how many pairs."""
    event = Event.objects.filter(pk=event_id, pairing_programme__is_on=True).first()
    if event is None:
        return 0
    first, n_pairs = date.fromisoformat(month), 0
    with transaction.atomic():
        introduce(event=event, by="job")
        try:
            n_pairs = make_round(event=event, month=first, by="job").pairings.count()
        except BadInputError:  # too few people this month, or somebody pressed the button before: the next month comes
            n_pairs = 0
        _plan_next(event, first)
    return n_pairs


@transaction.atomic
def reschedule(*, pairing: Pairing, person_id: int, meets_at: datetime, place: str, by: str) -> None:
    """Say when and where the two meet; the other is told, and their calendar takes the change."""
    row = Pairing.objects.select_for_update().select_related("round__event").get(pk=pairing.pk)
    if person_id not in (row.low_id, row.high_id):
        raise RefusedError("base.refused")
    row.meets_at, row.place = meets_at, place.strip()[: phases.PLACE_LIMIT]
    row.revision += 1
    row.save()
    other = row.high_id if person_id == row.low_id else row.low_id
    when = timezone.localtime(meets_at)
    values = {"name": queries.person_of(person_id).name, "when": f"{when.year}/{when.month}/{when.day} {when:%H:%M}"}
    tell_person(other, "ties.rescheduled", event=row.round.event, **values)
    audit.record(by, "ties.reschedule", f"pairing:{row.pk}")


@transaction.atomic
def say_paired_met(*, pairing: Pairing, person_id: int, has_met: bool, by: str) -> None:
    """Say whether the two met; the ledger remembers it, and the next grouping with it."""
    row = Pairing.objects.select_for_update().select_related("round__event").get(pk=pairing.pk)
    if person_id not in (row.low_id, row.high_id):
        raise RefusedError("base.refused")
    note_met(row, person_id, has_met=has_met)
    keep_encounter(row, Encounter.Source.PAIRING, row.round.event)
    audit.record(by, "ties.say_met", f"pairing:{row.pk}", has_met=has_met)


def month_of(day: date) -> date:
    """Return the first day of a month."""
    return day.replace(day=1)


def third_wednesday(first: date) -> datetime:
    """Return when pairs meet unless they agree otherwise.

    >>> third_wednesday(date(2026, 4, 1)).date()
    datetime.date(2026, 4, 15)
    """
    ahead = (phases.MEETING_WEEKDAY - first.weekday()) % 7
    day = first + timedelta(days=ahead + 7 * (phases.MEETING_WEEK - 1))
    return datetime.combine(day, phases.MEETING_TIME, timezone.get_current_timezone())


def _plan_next(event: Event, after: date) -> None:
    following = month_of(month_of(after) + timedelta(days=32))
    at = datetime.combine(following, datetime.min.time().replace(hour=8), timezone.get_current_timezone())
    jobs.enqueue("ties.run_month", once=True, not_before=at, event_id=event.pk, month=following.isoformat())
