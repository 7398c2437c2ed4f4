"""Writes of introductions: proposed by the core, accepted by both or forgotten."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from goen.base import audit
from goen.core.errors import RefusedError
from goen.core.ties.introducing import Reasons, propose_introductions
from goen.events.models import Event
from goen.ties import phases, queries
from goen.ties.models import Encounter, Introduction, Pairing
from goen.ties.services.keeping import tell_person

_State = Introduction.State


@transaction.atomic
def introduce(*, event: Event, by: str) -> int:
    """Propose at most one new introduction to everybody who asked for them; returns how many. Old unanswered ones go first."""
    forget_unanswered(event=event)
    crowd = queries.crowd_of(event, "wants_introductions")
    people, spelt = crowd.people, queries.spellings(crowd)
    links = dict(_links(event))
    found = propose_introductions(queries.candidates_of(crowd), queries.acquainted(crowd), links)
    now = timezone.now()
    rows = [
        Introduction(
            event=event,
            low=people[one.pair[0]],
            high=people[one.pair[1]],
            points=one.points,
            reasons=_plain(one.reasons, spelt),
            made_at=now,
        )
        for one in found
    ]
    Introduction.objects.bulk_create(rows)
    for row in rows:
        for reader in (row.low_id, row.high_id):
            tell_person(reader, "ties.introduced", event=event)
    audit.record(by, "ties.introduce", f"event:{event.pk}", n=len(rows))
    return len(rows)


@transaction.atomic
def forget_unanswered(*, event: Event) -> int:
    """Let introductions go that nobody answered in time; who did and who did not is erased; returns how many."""
    before = timezone.now() - timedelta(days=phases.INTRODUCTION_DAYS)
    old = Introduction.objects.filter(event=event, state=_State.PROPOSED, made_at__lt=before)
    return old.update(state=_State.FORGOTTEN, low_accepts=False, high_accepts=False)


@transaction.atomic
def answer_introduction(*, introduction: Introduction, person_id: int, accepts: bool, by: str) -> Introduction:
    """Accept an introduction, or let it go. The other hears only of an introduction both accepted."""
    row = Introduction.objects.select_for_update().get(pk=introduction.pk)
    if row.state != _State.PROPOSED:
        return row
    audit.record(by, "ties.answer_introduction", f"introduction:{row.pk}")
    if not accepts:
        row.state, row.low_accepts, row.high_accepts = _State.FORGOTTEN, False, False
        row.save()
        return row
    if person_id == row.low_id:
        row.low_accepts = True
    elif person_id == row.high_id:
        row.high_accepts = True
    else:
        raise RefusedError("base.refused")
    if row.low_accepts and row.high_accepts:
        row.state, row.accepted_at = _State.ACCEPTED, timezone.now()
        for reader, other in ((row.low_id, row.high_id), (row.high_id, row.low_id)):
            tell_person(reader, "ties.introduction_accepted", event=row.event, name=queries.person_of(other).name)
    row.save()
    return row


@transaction.atomic
def say_introduced_met(*, introduction: Introduction, person_id: int, has_met: bool, by: str) -> None:
    """Say whether the two met; the ledger remembers it."""
    row = Introduction.objects.select_for_update().get(pk=introduction.pk)
    if row.state != _State.ACCEPTED or person_id not in (row.low_id, row.high_id):
        raise RefusedError("base.refused")
    note_met(row, person_id, has_met=has_met)
    keep_encounter(row, Encounter.Source.INTRODUCTION, row.event)
    audit.record(by, "ties.say_met", f"introduction:{row.pk}", has_met=has_met)


def note_met(row: Introduction | Pairing, person_id: int, *, has_met: bool) -> None:
    """Keep one side's word."""
    side = "low_met" if person_id == row.low_id else "high_met"
    setattr(row, side, has_met)
    row.save(update_fields=[side])


def keep_encounter(row: Introduction | Pairing, source: str, event: Event) -> None:
    """Let the ledger say that two met: when one says so and the other does not deny it."""
    words = (row.low_met, row.high_met)
    key = {"source": source, "source_id": row.pk}
    if True in words and False not in words:
        fields = {"low_id": row.low_id, "high_id": row.high_id, "event": event, "at": timezone.now()}
        Encounter.objects.get_or_create(**key, defaults=fields)
    else:
        Encounter.objects.filter(**key).delete()


def _links(event: Event) -> list[tuple[tuple[int, int], int]]:
    picture = queries.picture_of(event)
    return [((min(a.pk, b.pk), max(a.pk, b.pk)), n) for a, b, n in picture.links]


def _plain(reasons: Reasons, spelt: Mapping[str, str]) -> dict[str, object]:
    words = asdict(reasons)
    for key in ("first_answers", "second_answers"):
        words[key] = [spelt.get(tag, tag) for tag in words[key]]
    return words
