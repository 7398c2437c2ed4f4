"""Getting onto the roster one by one: by the organiser's form, by registration, at the door."""

from collections.abc import Collection
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from goen.accounts import queries as accounts
from goen.accounts.models import Organisation, Role
from goen.base import audit, live
from goen.core.errors import BadInputError, GoenError
from goen.core.rosters.changes import NEW, plan_changes
from goen.core.rosters.entries import Entry
from goen.core.text.names import organisation_key, person_key
from goen.events.models import Event, Pass
from goen.roster import queries
from goen.roster.models import Admission, Participation, Person, ThemePreference

_State = Participation.State
# Whom a press release counts as residents: people who come for themselves.
NOBODYS = "個人"


@dataclass(frozen=True)
class Profile:
    """What somebody says about themselves; ``wishes`` are theme ids, the first choice first; texts as written."""

    name: str
    kana: str = ""
    organisation: str = ""
    department: str = ""
    title: str = ""
    mail: str = ""
    seniority: str = ""
    note: str = ""
    is_facilitator: bool = False
    wishes: tuple[int, ...] = ()


@transaction.atomic
def add_person(*, event: Event, profile: Profile, by: str) -> Participation:
    """Put somebody on the roster as the organiser says, beyond any capacity; refuses somebody already there."""
    known = queries.people_known_to(event, by)
    return _admit(event, profile, by, _Entrance("roster.add_person", "roster.already_listed", known))


@transaction.atomic
def register(*, event: Event, profile: Profile, by: str = "guest", own: Collection[int] = ()) -> Participation:
    """Register somebody who asks for it: a seat, the waitlist, or the refusal that it is full or they are listed.

    ``own`` are the people the asker has proven to be: a name alone makes nobody a person known from other events.
    """
    locked = Event.objects.select_for_update().get(pk=event.pk)
    state = _seat_or_waitlist(locked, profile)
    known = Person.objects.filter(pk__in=own)
    return _admit(locked, profile, by, _Entrance("roster.register", "roster.already_registered", known, state))


@transaction.atomic
def walk_in(*, event: Event, profile: Profile, by: str = "guest", own: Collection[int] = ()) -> Participation:
    """Take somebody who stands at the door without being on the list, and check them in; ``own`` as in ``register``."""
    if not admission_of(event).is_walk_in_allowed:
        raise BadInputError("roster.no_walk_ins")
    known = Person.objects.filter(pk__in=own)
    row = _admit(event, profile, by, _Entrance("roster.walk_in", "roster.already_registered", known))
    row.checked_in_at = timezone.now()
    row.save(update_fields=["checked_in_at"])
    live.publish(event.topic, "roster.checked_in", participation=row.pk, is_in=True)
    return row


@transaction.atomic
def edit_person(*, participation: Participation, profile: Profile, by: str) -> Participation:
    """Write what the organiser's form says; the roles of the pass follow."""
    row = _locked(participation)
    organisation = organisation_named(profile.organisation)
    _refuse_twin(row.event, profile, organisation, "roster.already_listed", but=row.pk)
    changed = _write(row, profile, organisation)
    audit.record(by, "roster.edit_person", f"participation:{row.pk}", fields=changed)
    live.publish(row.event.topic, "roster.changed", participation=row.pk)
    return row


@transaction.atomic
def edit_own(*, participation: Participation, profile: Profile, by: str) -> Participation:
    """Write what a participant says about themselves; what only the organiser decides stays."""
    row = _locked(participation)
    own = {field.name: getattr(profile, field.name) for field in fields(Profile)}
    kept = {"seniority": row.seniority, "note": row.note, "is_facilitator": row.is_facilitator}
    return edit_person(participation=row, profile=Profile(**{**own, **kept}), by=by)


def admission_of(event: Event) -> Admission:
    """Return the event's terms of admission, or the defaults; ≤ 1 query."""
    return Admission.objects.filter(event=event).first() or Admission(event=event)


def organisation_named(name: str) -> Organisation:
    """Return the organisation of a name or short name, made when it is new; ≤ 2 queries."""
    wanted = name.strip() or NOBODYS
    known = accounts.organisation_index().get(organisation_key(wanted))
    kind = Organisation.Kind.RESIDENTS if wanted == NOBODYS else guessed_kind(wanted)
    return known or Organisation.objects.create(name=wanted, kind=kind)


def guessed_kind(name: str) -> str:
    """Return the sort of an organisation its name tells; the operator corrects it."""
    kinds = Organisation.Kind
    endings = {
        "都道府県": kinds.PREFECTURE, "県庁": kinds.PREFECTURE, "県": kinds.PREFECTURE, "府": kinds.PREFECTURE,
        "市役所": kinds.MUNICIPALITY, "町役場": kinds.MUNICIPALITY, "村役場": kinds.MUNICIPALITY, "市": kinds.MUNICIPALITY,
        "区": kinds.MUNICIPALITY, "町": kinds.MUNICIPALITY, "村": kinds.MUNICIPALITY,
        "大学": kinds.UNIVERSITY, "高等学校": kinds.UNIVERSITY, "高校": kinds.UNIVERSITY, "学校": kinds.UNIVERSITY,
    }  # fmt: skip
    if "株式会社" in name or "㈱" in name or "(株)" in name.replace("（", "(").replace("）", ")"):
        return kinds.COMPANY
    if "法人" in name or "協会" in name:
        return kinds.NONPROFIT
    return next((kind for ending, kind in endings.items() if name.endswith(ending)), kinds.OTHER)


def find_person(event: Event, profile: Profile, organisation: Organisation, known: QuerySet[Person]) -> Person:
    """Return the one of the known people this is, or a new one; never somebody already in this event; ≤ 2 queries."""
    key = person_key(profile.name, organisation.name)
    rows = known.filter(match_key=key).exclude(participations__event=event).order_by("-id")
    person = next((row for row in rows if queries.is_same(row, profile.kana, profile.mail)), None)
    if person is None:
        return Person.objects.create(
            name=profile.name, kana=profile.kana, mail=profile.mail, organisation=organisation, match_key=key
        )
    return person


def write_wishes(participation: Participation, theme_ids: tuple[int, ...]) -> None:
    """Replace the ranked wishes; themes of other events are left out; ≤ 3 queries."""
    ThemePreference.objects.filter(participation=participation).delete()
    own = set(participation.event.themes.filter(pk__in=theme_ids).values_list("pk", flat=True))
    ranked = [theme for theme in dict.fromkeys(theme_ids) if theme in own]
    ThemePreference.objects.bulk_create(
        ThemePreference(participation=participation, theme_id=theme, rank=rank)
        for rank, theme in enumerate(ranked, start=1)
    )


@dataclass(frozen=True)
class _Entrance:
    """By which door somebody comes: the deed's name, the refusal of somebody listed, whom they may be, their state."""

    verb: str
    refusal: str
    known: QuerySet[Person]
    state: str = _State.EXPECTED


def _admit(event: Event, profile: Profile, by: str, door: _Entrance) -> Participation:
    organisation = organisation_named(profile.organisation)
    returning = _refuse_twin(event, profile, organisation, door.refusal)
    if returning is not None and not door.known.filter(pk=returning.person_id).exists():
        returning = None  # of the same name, and not proven to be them: their link and their past stay theirs
    row = returning or Participation(
        event=event,
        person=find_person(event, profile, organisation, door.known),
        guest_pass=Pass.objects.create(event=event),
    )
    row.state = door.state
    _write(row, profile, organisation)
    audit.record(by, door.verb, f"participation:{row.pk}", event=event.pk, state=str(door.state))
    live.publish(event.topic, "roster.changed", participation=row.pk)
    return row


def _refuse_twin(
    event: Event, profile: Profile, organisation: Organisation, refusal: str, but: int = 0
) -> Participation | None:
    """Refuse somebody already on the list; return their row when they had cancelled."""
    entry = Entry(0, profile.name, profile.kana, organisation.name, profile.department, profile.title, profile.mail)
    known = [person for person in queries.known_people(event) if person.id != but]
    change = plan_changes([entry], known)[0]
    if change.kind == NEW:
        return None
    twin = queries.roster_row(event, change.known_id or 0)
    if twin is not None and twin.state == _State.CANCELLED:
        return None if but else twin
    raise GoenError(refusal, name=profile.name, organisation=organisation.name)


def _write(row: Participation, profile: Profile, organisation: Organisation) -> list[str]:
    """Write a profile to a row; returns the names of what changed, for the audit log (never the values)."""
    plain = ("name", "kana", "department", "title", "seniority", "note", "is_facilitator")
    # Somebody known from another year keeps the address they gave then, unless they give one now.
    mail = profile.mail if row.pk else profile.mail or row.person.mail
    changed = [name for name in plain if getattr(row, name) != getattr(profile, name)]
    for name in changed:
        setattr(row, name, getattr(profile, name))
    if row.organisation_id != organisation.pk:
        changed.append("organisation")
        row.organisation = organisation
    row.save()
    set_role(row)
    write_wishes(row, profile.wishes)
    if row.person.mail != mail:
        changed.append("mail")
    Person.objects.filter(pk=row.person_id).update(
        name=row.name,
        kana=row.kana,
        mail=mail,
        organisation=organisation,
        match_key=person_key(row.name, organisation.name),
    )
    row.person.refresh_from_db()
    return changed


def set_role(row: Participation) -> None:
    """Let the pass carry the role the roster says; 1 query."""
    role = Role.FACILITATOR if row.is_facilitator else Role.PARTICIPANT
    Pass.objects.filter(pk=row.guest_pass_id).exclude(role=role).update(role=role)


def _locked(participation: Participation) -> Participation:
    rows = Participation.objects.select_for_update(of=("self",)).select_related("event", "person", "organisation")
    return rows.get(pk=participation.pk)


def _seat_or_waitlist(event: Event, profile: Profile) -> str:
    admission = admission_of(event)
    if admission.closes_at and timezone.now() > admission.closes_at:
        raise BadInputError("roster.registration_closed")
    if queries.has_room(event, organisation_key(profile.organisation or NOBODYS)):
        return _State.EXPECTED
    if not admission.has_waitlist:
        raise BadInputError("roster.full")
    return _State.WAITLISTED
