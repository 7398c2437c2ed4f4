"""Every read of the roster."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from goen.accounts.models import Organisation, Role
from goen.core.rosters.changes import Known
from goen.core.text.kana import kana_key
from goen.core.text.names import match_key, organisation_key
from goen.events.access import Member
from goen.events.models import Event, EventMember, PartnershipMember, Theme
from goen.roster.models import Consent, Participation, Person, Quota, ThemePreference

_State = Participation.State


@dataclass(frozen=True)
class HeadCount:
    """How many people of one organisation are in each state of an event."""

    organisation: Organisation
    n_expected: int
    n_checked_in: int
    n_waitlisted: int
    n_no_show: int

    @property
    def n_missing(self) -> int:
        """How many are expected and not yet here."""
        return self.n_expected - self.n_checked_in


def roster(event: Event) -> list[Participation]:
    """Return everybody on the list, cancelled too, by organisation and kana; 2 queries."""
    return sorted(_rows(event), key=by_organisation)


def expected(event: Event) -> list[Participation]:
    """Return those a seat is kept for, with organisation, person and preferences (with themes), by organisation and kana.

    2 queries.
    """
    return sorted(_rows(event).filter(state=_State.EXPECTED), key=by_organisation)


def checked_in(event: Event) -> list[Participation]:
    """Return those who are here, shaped as ``expected``; 2 queries."""
    here = _rows(event).filter(state=_State.EXPECTED, checked_in_at__isnull=False)
    return sorted(here, key=by_organisation)


def head_counts(event: Event) -> list[HeadCount]:
    """Return the figures per organisation, cancelled people left out, in order of the organisations' kana; 2 queries."""
    is_expected = Q(state=_State.EXPECTED)
    rows = (
        Participation.objects.filter(event=event)
        .exclude(state=_State.CANCELLED)
        .order_by()
        .values("organisation_id")
        .annotate(
            n_expected=Count("id", filter=is_expected),
            n_checked_in=Count("id", filter=is_expected & Q(checked_in_at__isnull=False)),
            n_waitlisted=Count("id", filter=Q(state=_State.WAITLISTED)),
            n_no_show=Count("id", filter=Q(state=_State.NO_SHOW)),
        )
    )
    figures = {row["organisation_id"]: row for row in rows}
    counts = [
        HeadCount(
            organisation=organisation,
            n_expected=figures[organisation.pk]["n_expected"],
            n_checked_in=figures[organisation.pk]["n_checked_in"],
            n_waitlisted=figures[organisation.pk]["n_waitlisted"],
            n_no_show=figures[organisation.pk]["n_no_show"],
        )
        for organisation in Organisation.objects.filter(pk__in=figures)
    ]
    return sorted(counts, key=lambda count: _organisation_order(count.organisation))


def total(counts: Sequence[HeadCount]) -> dict[str, int]:
    """Return the figures of all organisations together; no query."""
    names = ("n_expected", "n_checked_in", "n_waitlisted", "n_no_show")
    return {name: sum(getattr(count, name) for count in counts) for name in names}


def consents(event: Event) -> Mapping[str, frozenset[int]]:
    """Return purpose → ids of participations whose newest word on it is yes; every purpose is there; 1 query."""
    newest: dict[tuple[str, int], bool] = {}
    given = Consent.objects.filter(participation__event=event).order_by("id")
    for purpose, participation_id, is_given in given.values_list("purpose", "participation_id", "is_given"):
        newest[purpose, participation_id] = is_given
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for (purpose, participation_id), is_given in newest.items():
        if is_given:
            ids[purpose].add(participation_id)
    return {purpose.value: frozenset(ids[purpose.value]) for purpose in Consent.Purpose}


def participation_of(member: Member) -> Participation | None:
    """Return the participation behind a member's pass, with organisation and person, or None; 1 query, 0 without a pass."""
    if member.pass_id is None:
        return None
    rows = Participation.objects.select_related("organisation", "person", "guest_pass")
    return rows.filter(event=member.event, guest_pass_id=member.pass_id).first()


def by_organisation(row: Participation) -> tuple[str, str, str, int]:
    """Return the order of lists: organisation by kana, then the person by kana."""
    return (_organisation_order(row.organisation), *by_kana(row))


def by_kana(row: Participation) -> tuple[str, str, int]:
    """Return the Japanese order of people; those without a reading come after, by name."""
    return (kana_key(row.kana) or "\uffff", row.name, row.pk)


def _organisation_order(organisation: Organisation) -> str:
    return kana_key(organisation.kana or organisation.name)


def _rows(event: Event) -> QuerySet[Participation]:
    preferences = Prefetch("preferences", ThemePreference.objects.select_related("theme"))
    rows = Participation.objects.filter(event=event).select_related("organisation", "person", "guest_pass")
    return rows.order_by("id").prefetch_related(preferences)


def people_known_to(event: Event | None, by: str) -> QuerySet[Person]:
    """Return the people a writer may recognise: of the event's partnership, or of what their account organises; lazy.

    Whoever recognises somebody gets a link that opens that person's news and ties of all years; so nobody recognises
    people of events they have nothing to do with.
    """
    known = Q(event=event) if event else Q(pk__in=())
    if event and event.partnership_id is not None:
        known |= Q(event__partnership_id=event.partnership_id)
    kind, _colon, number = by.partition(":")
    if kind == "user" and number.isdecimal():
        runs = {"user_id": int(number), "role__in": (Role.ORGANISER, Role.CO_ORGANISER)}
        known |= Q(event__in=EventMember.objects.filter(**runs).values("event"))
        known |= Q(event__partnership__in=PartnershipMember.objects.filter(**runs).values("partnership"))
    return Person.objects.filter(pk__in=Participation.objects.filter(known).order_by().values("person"))


def known_people(event: Event) -> list[Known]:
    """Return everybody on the list as the core compares them with a file; 2 queries."""
    return [known_person(row) for row in _rows(event)]


def known_person(row: Participation) -> Known:
    """Return one row as the core compares it; no query when organisation, person and preferences are loaded."""
    return Known(
        id=row.pk,
        name=row.name,
        kana=row.kana,
        organisation=row.organisation.name,
        department=row.department,
        title=row.title,
        mail=row.person.mail,
        seniority=row.seniority,
        note=row.note,
        is_facilitator=row.is_facilitator,
        wishes=tuple(wish.theme.number for wish in row.preferences.all()),
        is_cancelled=row.state == _State.CANCELLED,
    )


def roster_row(event: Event, participation_id: int) -> Participation | None:
    """Return one row of an event with organisation, person and pass; 1 query."""
    rows = Participation.objects.select_related("event", "organisation", "person", "guest_pass")
    return rows.filter(event=event, pk=participation_id).first()


def n_free(event: Event) -> int | None:
    """Return how many seats are left, or None when the event has no capacity; ≤ 1 query."""
    if event.capacity is None:
        return None
    taken = Participation.objects.filter(event=event, state=_State.EXPECTED).count()
    return max(0, event.capacity - taken)


def has_room(event: Event, key: str) -> bool:
    """Tell whether one more person of the organisation with this key finds a seat; ≤ 3 queries."""
    if n_free(event) == 0:
        return False
    quotas = Quota.objects.filter(event=event).select_related("organisation")
    for quota in quotas:
        names = {organisation_key(quota.organisation.name), organisation_key(quota.organisation.short_name)}
        if key in names:
            taken = Participation.objects.filter(
                event=event, state=_State.EXPECTED, organisation_id=quota.organisation_id
            )
            return taken.count() < quota.seats
    return True


def search(rows: Sequence[Participation], text: str) -> list[Participation]:
    """Return the rows whose name, reading, organisation, department or title holds a text, however typed; no query."""
    wanted, reading = match_key(text), kana_key(text)
    if not wanted:
        return list(rows)
    return [
        row
        for row in rows
        if wanted in match_key(f"{row.name}{row.organisation.name}{row.department}{row.title}")
        or wanted in match_key(row.organisation.short_name)
        or (reading and reading in kana_key(row.kana))
    ]


def themes_of(event: Event) -> list[Theme]:
    """Return the themes one may wish for, by number; 1 query."""
    return list(event.themes.all())


def offered_organisations(event: Event) -> list[str]:
    """Return the names a registration page may offer: the partnership's own, never the whole address book; ≤ 1 query."""
    if event.partnership_id is None:
        return []
    bodies = Organisation.objects.filter(partnerships=event.partnership_id)
    return list(bodies.values_list("name", flat=True))


def quotas_of(event: Event) -> list[Quota]:
    """Return the seats kept per organisation; 1 query."""
    return list(Quota.objects.filter(event=event).select_related("organisation"))


def given_consents(row: Participation) -> frozenset[str]:
    """Return the purposes one person agrees to now; 1 query."""
    words = Consent.objects.filter(participation=row).order_by("id").values_list("purpose", "is_given")
    return frozenset(purpose for purpose, is_given in dict(words).items() if is_given)
