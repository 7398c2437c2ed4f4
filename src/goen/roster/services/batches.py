"""Many people at once: a fixed number of queries per five hundred, and the notes that take it back."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models

from goen.accounts import queries as accounts
from goen.accounts.models import Organisation, Role
from goen.core.rosters.changes import Change
from goen.core.rosters.entries import Entry
from goen.core.rosters.headers import columns_of
from goen.core.rosters.plain import sheet_of
from goen.core.text.names import organisation_key, person_key
from goen.events.models import Event, Pass
from goen.roster import queries
from goen.roster.models import Participation, Person, RosterImport, ThemePreference
from goen.roster.services.people import NOBODYS, guessed_kind

_AT_ONCE = 500
_FIELDS = ("kana", "department", "title", "seniority", "note", "is_facilitator")
Undo = dict[str, Any]


def columns_at(table: dict[str, Any], sheet: int, header: int) -> list[str]:
    """Return what the columns of a stored sheet hold when a given row is its header."""
    rows = sheet_of(table, sheet).rows
    width = max((len(row) for row in rows), default=0)
    return list(columns_of(rows[header] if 0 <= header < len(rows) else (), width))


def add_people(row: RosterImport, entries: Sequence[Entry], by: str) -> Undo:
    """Make organisations, people, passes and participations of new entries; returns the ids of what was made."""
    organisations, new_organisations = _organisations(entry.organisation for entry in entries)
    people, new_people = _people(row.event, entries, organisations, by)
    passes = Pass.objects.bulk_create(
        [Pass(event=row.event, role=_role(entry.is_facilitator)) for entry in entries], _AT_ONCE
    )
    made = Participation.objects.bulk_create(
        [
            Participation(
                event=row.event,
                person=person,
                organisation=organisations[_key(entry)],
                guest_pass=guest_pass,
                name=entry.name,
                source_import=row,
                **{name: getattr(entry, name) for name in _FIELDS},
            )
            for entry, person, guest_pass in zip(entries, people, passes, strict=True)
        ],
        _AT_ONCE,
    )
    _set_wishes(row.event, {one.pk: entry.wishes for one, entry in zip(made, entries, strict=True)})
    return {
        "participations": [one.pk for one in made],
        "passes": [one.pk for one in passes],
        "people": [one.pk for one in new_people],
        "organisations": [one.pk for one in new_organisations],
    }


def update_people(event: Event, changes: Sequence[Change]) -> list[Undo]:
    """Write what updates change; returns per row what was before and after."""
    entries = {change.known_id: change for change in changes}
    rows = {row.pk: row for row in _rows(list(filter(None, entries)))}
    before = {pk: _snapshot(row) for pk, row in rows.items()}
    for pk, row in rows.items():
        change = entries[pk]
        for name in set(change.fields) & set(_FIELDS):
            setattr(row, name, getattr(change.entry, name))
        if "mail" in change.fields:
            row.person.mail = change.entry.mail
        if "kana" in change.fields:
            row.person.kana = row.kana
    _save(rows.values())
    _set_wishes(event, {pk: entries[pk].entry.wishes for pk in rows if "wishes" in entries[pk].fields})
    after = {row.pk: _snapshot(row) for row in _rows(list(rows))}
    return [{"id": pk, "before": before[pk], "after": after[pk]} for pk in rows]


def names_in_use(row: RosterImport) -> list[str]:
    """Return the names of people that something has since been built on: they came, sat, agreed, or were edited."""
    changed = {note["id"]: note["after"] for note in row.undo["changed"]}
    current = {one.pk: one for one in _rows(list(changed))}
    names = [
        str(after["name"]) for pk, after in changed.items() if pk not in current or _snapshot(current[pk]) != after
    ]
    made = _rows(row.undo["participations"])
    used = _referred({one.pk for one in made})
    return names + [one.name for one in made if one.pk in used or _has_acted(one)]


def restore_people(notes: Sequence[Undo]) -> None:
    """Write back what rows held before."""
    before = {note["id"]: note["before"] for note in notes}
    rows = _rows(list(before))
    for row in rows:
        for name in _FIELDS:
            setattr(row, name, before[row.pk][name])
        row.person.mail, row.person.kana = before[row.pk]["mail"], before[row.pk]["person_kana"]
    _save(rows)
    wishes = [(pk, rank, theme) for pk, note in before.items() for rank, theme in note["wishes"]]
    for ids in _chunks(list(before)):
        ThemePreference.objects.filter(participation_id__in=ids).delete()
    ThemePreference.objects.bulk_create(
        [ThemePreference(participation_id=pk, rank=rank, theme_id=theme) for pk, rank, theme in wishes], _AT_ONCE
    )


def remove_people(undo: Undo) -> None:
    """Delete what an import made; people and organisations that others have come to use stay."""
    for ids in _chunks(undo["participations"]):
        Participation.objects.filter(pk__in=ids).delete()
    for ids in _chunks(undo["passes"]):
        Pass.objects.filter(pk__in=ids).delete()
    _remove_unused(Person, set(undo["people"]))
    _remove_unused(Organisation, set(undo["organisations"]))


def _remove_unused(model: type[models.Model], made: set[int]) -> None:
    for ids in _chunks(sorted(made - _referring(model, made))):
        model._default_manager.filter(pk__in=ids).delete()  # noqa: SLF001 - Django's documented name


def _organisations(names: Iterable[str]) -> tuple[dict[str, Organisation], list[Organisation]]:
    index, made = accounts.organisation_index(), []
    for name in dict.fromkeys(name.strip() or NOBODYS for name in names):
        key = organisation_key(name)
        if key not in index:
            kind = Organisation.Kind.RESIDENTS if name == NOBODYS else guessed_kind(name)
            index[key] = Organisation.objects.create(name=name, kind=kind)
            made.append(index[key])
    return index, made


def _key(entry: Entry) -> str:
    return organisation_key(entry.organisation.strip() or NOBODYS)


def _people(
    event: Event, entries: Sequence[Entry], organisations: dict[str, Organisation], by: str
) -> tuple[list[Person], list[Person]]:
    """Return a person per entry, known from other events or new, and the new ones."""
    keys = [person_key(entry.name, organisations[_key(entry)].name) for entry in entries]
    reach = queries.people_known_to(event, by)
    free: dict[str, list[Person]] = {}
    for wanted in _chunks(keys):
        for person in reach.filter(match_key__in=wanted).exclude(participations__event=event).order_by("id"):
            free.setdefault(person.match_key, []).append(person)
    people, new = [], []
    for entry, key in zip(entries, keys, strict=True):
        known = next((one for one in free.get(key, []) if queries.is_same(one, entry.kana, entry.mail)), None)
        if known is None:
            organisation = organisations[_key(entry)]
            known = Person(name=entry.name, kana=entry.kana, mail=entry.mail, organisation=organisation, match_key=key)
            new.append(known)
        else:
            free[key].remove(known)
        people.append(known)
    Person.objects.bulk_create(new, _AT_ONCE)
    return people, new


def _role(is_facilitator: bool) -> str:
    return Role.FACILITATOR if is_facilitator else Role.PARTICIPANT


def _set_wishes(event: Event, wishes: dict[int, tuple[int, ...]]) -> None:
    themes = dict(event.themes.values_list("number", "pk")) if any(wishes.values()) else {}
    for ids in _chunks(list(wishes)):
        ThemePreference.objects.filter(participation_id__in=ids).delete()
    ThemePreference.objects.bulk_create(
        [
            ThemePreference(participation_id=pk, theme_id=themes[number], rank=rank)
            for pk, numbers in wishes.items()
            for rank, number in enumerate(numbers, start=1)
        ],
        _AT_ONCE,
    )


def _save(rows: Iterable[Participation]) -> None:
    kept = list(rows)
    Participation.objects.bulk_update(kept, list(_FIELDS), _AT_ONCE)
    Person.objects.bulk_update([row.person for row in kept], ["mail", "kana"], _AT_ONCE)
    for is_facilitator in (True, False):
        passes = [row.guest_pass_id for row in kept if row.is_facilitator == is_facilitator]
        for ids in _chunks(passes):
            Pass.objects.filter(pk__in=ids).update(role=_role(is_facilitator))


def _rows(ids: Sequence[int]) -> list[Participation]:
    rows: list[Participation] = []
    for some in _chunks(ids):
        found = Participation.objects.filter(pk__in=some).select_related("person", "guest_pass")
        rows += found.prefetch_related("preferences").order_by("id")
    return rows


def _snapshot(row: Participation) -> Undo:
    wishes = [[wish.rank, wish.theme_id] for wish in row.preferences.all()]
    own = {name: getattr(row, name) for name in ("name", "organisation_id", *_FIELDS)}
    return {**own, "mail": row.person.mail, "person_kana": row.person.kana, "wishes": wishes}


def _has_acted(row: Participation) -> bool:
    is_new = row.state == Participation.State.EXPECTED and row.checked_in_at is None
    return not is_new or row.guest_pass.last_seen_at is not None


def _referred(ids: set[int]) -> set[int]:
    """Return which participations something other than their own wishes points at, in whatever slice."""
    return _referring(Participation, ids, but=(ThemePreference,)) if ids else set()


def _referring(model: type[models.Model], ids: set[int], but: tuple[type[models.Model], ...] = ()) -> set[int]:
    """Return which rows of a model any table points at, also tables of slices this one may not know."""
    used: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's documented name
        if not isinstance(relation, models.ForeignObjectRel) or isinstance(relation, models.ManyToManyRel):
            continue
        table, name = relation.related_model, relation.field.name
        if table in but:
            continue
        for some in _chunks(sorted(ids)):
            found = table._base_manager.filter(**{f"{name}__in": some})  # noqa: SLF001 - as above
            used.update(found.values_list(name, flat=True))
    return used


def _chunks(ids: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield list(ids[start : start + _AT_ONCE])
