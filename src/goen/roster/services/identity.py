"""One person over the years: an organiser says that somebody on the list is a person of earlier events, or is not."""

from typing import Any

from django.db import IntegrityError, models, transaction

from goen.base import audit
from goen.core.errors import BadInputError
from goen.events.models import Event
from goen.roster import queries
from goen.roster.models import Participation, Person

_PAIR = ("low", "high")


@transaction.atomic
def say_same(*, participation: Participation, person: Person, by: str) -> Participation:
    """Let an entry be that of a person of earlier events: their ties and past meetings count from now on; twice is once.

    Refuses anybody the list does not offer (``queries.returners``). What the new person gathered meanwhile comes along.
    """
    row = (
        Participation.objects.select_for_update(of=("self",)).select_related("event", "person").get(pk=participation.pk)
    )
    if row.person_id == person.pk:
        return row
    if not any(one.row.pk == row.pk and one.person.pk == person.pk for one in queries.returners(row.event, by)):
        raise BadInputError("roster.not_the_same", name=row.name)
    drop = row.person
    for relation in _relations():
        _lead_to(relation, drop, person)
    Person.objects.filter(pk=person.pk, mail="").update(mail=drop.mail)
    drop.delete()
    audit.record(by, "roster.say_same", f"participation:{row.pk}", event=row.event_id, person=person.pk)
    row.refresh_from_db()
    return row


@transaction.atomic
def take_apart(*, participation: Participation, by: str) -> Participation:
    """Let an entry be that of a person of its own again, with the meetings of its event; what else there is stays."""
    row = (
        Participation.objects.select_for_update(of=("self",)).select_related("event", "person").get(pk=participation.pk)
    )
    before = row.person
    if not before.participations.exclude(pk=row.pk).exists():
        return row
    own = Person.objects.create(
        name=row.name, kana=row.kana, mail=before.mail, organisation=row.organisation, match_key=before.match_key
    )
    Participation.objects.filter(pk=row.pk).update(person=own)
    for relation in _relations():
        if _is_pair(relation.related_model) and _has_event(relation.related_model):
            _lead_to(relation, before, own, event=row.event)
    audit.record(by, "roster.take_apart", f"participation:{row.pk}", event=row.event_id, person=before.pk)
    row.refresh_from_db()
    return row


def _relations() -> list[Any]:
    """Return every table of every slice that points at people; a new slice comes along by itself."""
    found = Person._meta.get_fields(include_hidden=True)  # noqa: SLF001 - Django's documented name
    return [one for one in found if one.auto_created and (one.one_to_many or one.one_to_one)]


def _lead_to(relation: Any, drop: Person, keep: Person, event: Event | None = None) -> None:
    table, name = relation.related_model, relation.field.name
    rows = table._base_manager.filter(**{name: drop})  # noqa: SLF001 - as above
    for row in rows.filter(event=event) if event else rows:
        try:
            with transaction.atomic():
                changed = _pair(row, name, keep) if _is_pair(table) else {f"{name}_id": keep.pk}
                if changed is None:
                    row.delete()  # somebody with themselves: the two were one person
                else:
                    table._base_manager.filter(pk=row.pk).update(**changed)  # noqa: SLF001 - as above
        except IntegrityError:
            row.delete()  # the person who stays has the same already


def _pair(row: models.Model, name: str, keep: Person) -> dict[str, Any] | None:
    """Return a pair with one side changed, in order of id, what belongs to a side going along; None for one person."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}  # noqa: SLF001 - as above
    values[f"{name}_id"] = keep.pk
    if values["low_id"] == values["high_id"]:
        return None
    sides = [(key, f"high_{key.removeprefix('low_')}") for key in values if key.startswith("low_")]
    sides = [(low, high) for low, high in sides if high in values]
    if values["low_id"] > values["high_id"]:
        for low, high in sides:
            values[low], values[high] = values[high], values[low]
    return {key: values[key] for pair in sides for key in pair}


def _is_pair(table: Any) -> bool:
    return {*_PAIR} <= {field.name for field in table._meta.get_fields()}  # noqa: SLF001 - as above


def _has_event(table: Any) -> bool:
    return any(field.name == "event" for field in table._meta.get_fields())  # noqa: SLF001 - as above
