"""Taking a person out of an event: every slice's rows by its declared way, the name everywhere it stands as a name."""

import secrets
from collections import Counter

from django.db import transaction

from goen.base import audit, live
from goen.base.personal import relations
from goen.events.models import Pass, new_token
from goen.records.queries.personal import ERASED, is_erased, rows_about
from goen.roster.models import Participation, Person, RosterImport
from goen.roster.services import set_consents


@transaction.atomic
def erase(*, participation: Participation, by: str) -> dict[str, int]:
    """Erase one person from one event; twice is once. Returns how many rows of each kind went or were loosened.

    Counts per organisation, scores and the words on boards stay, without anybody behind them. The person's link opens
    nothing any more. What they are at other events stays there.
    """
    row = (
        Participation.objects.select_for_update(of=("self",)).select_related("event", "person").get(pk=participation.pk)
    )
    if is_erased(row):
        return {}
    name = row.name
    set_consents(participation=row, given=(), by=by)
    counts = _loosen(row)
    counts["roster_rosterimport"] = _forget_files(row.event_id, name)
    _blank(row)
    counts["roster_participation"] = 1
    audit.record(by, "records.erase", f"participation:{row.pk}", event=row.event_id, counts=counts)
    live.publish(row.event.topic, "roster.changed", participation=row.pk)
    return counts


def _loosen(row: Participation) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for relation in relations():
        if relation.way == "keep":
            continue
        found = rows_about(relation, row)
        keys = [one.pk for one in found]
        rows = relation.model._base_manager.filter(pk__in=keys)  # noqa: SLF001 - Django's documented name
        if relation.way == "delete":
            rows.delete()
        else:
            rows.update(**{**relation.also, relation.field: None})
        counts[relation.model._meta.db_table] += len(keys)  # noqa: SLF001 - Django's documented name
    return {table: count for table, count in counts.items() if count}


def _forget_files(event_id: int, name: str) -> int:
    """Delete the uploaded tables that hold the name; the audit log keeps their hashes."""
    letters = "".join(name.split())
    holding = [
        taken.pk
        for taken in RosterImport.objects.filter(event_id=event_id)
        if letters in "".join(f"{taken.table}{taken.undo}".split())
    ]
    RosterImport.objects.filter(pk__in=holding).delete()
    return len(holding)


def _blank(row: Participation) -> None:
    Pass.objects.filter(pk=row.guest_pass_id).update(is_revoked=True, token=new_token(), last_seen_at=None)
    is_elsewhere = (
        Participation.objects.filter(person_id=row.person_id).exclude(pk=row.pk).exclude(name=ERASED).exists()
    )
    nobody = {
        "name": ERASED,
        "kana": "",
        "mail": "",
        "match_key": f"erased:{secrets.token_hex(16)}",
        "organisation": None,
    }
    person_id = row.person_id
    if is_elsewhere:
        person_id = Person.objects.create(**nobody).pk
    else:
        Person.objects.filter(pk=person_id).update(**nobody)
    Participation.objects.filter(pk=row.pk).update(
        person_id=person_id, name=ERASED, kana="", department="", title="", seniority="", note="", source_import=None
    )
