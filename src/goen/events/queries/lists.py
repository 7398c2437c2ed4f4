"""Lists of events and partnerships: the front page, a partnership over the years, open data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from goen.accounts.models import Role, User
from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.core.text.era import era_year, fiscal_year, format_date
from goen.events.models import Event, EventMember, Partnership, Pass
from goen.events.queries.registry import Figure, figures


@dataclass(frozen=True)
class Year:
    """One fiscal year of a partnership: its events and their figures."""

    label: str
    events: Sequence[Event]
    figures: Mapping[str, int]


def events_of(actor: Actor) -> QuerySet[Event]:
    """Return the events an actor has a role in, newest first; 1 query."""
    rows = Event.objects.select_related("partnership", "clock__segment")
    if actor.is_operator and actor.user_id is not None:
        return rows
    mine = Q(pk__in=actor.passes)
    if actor.user_id is not None:
        mine |= Q(members__user_id=actor.user_id) | Q(partnership__members__user_id=actor.user_id)
    return rows.filter(mine).distinct()


def partnerships_of(actor: Actor) -> QuerySet[Partnership]:
    """Return the partnerships an actor belongs to, with organisations; 2 queries."""
    rows = Partnership.objects.prefetch_related("organisations")
    if actor.is_operator and actor.user_id is not None:
        return rows
    return rows.filter(members__user_id=actor.user_id or 0)


def partnerships_to_plan_in(actor: Actor) -> QuerySet[Partnership]:
    """Return the partnerships whose events an actor may plan; 1 query."""
    if actor.is_operator and actor.user_id is not None:
        return Partnership.objects.all()
    roles = (Role.ORGANISER, Role.CO_ORGANISER)
    return Partnership.objects.filter(members__user_id=actor.user_id or 0, members__role__in=roles)


def a_year_later(event: Event) -> dict[str, object]:
    """Return day and time to propose for the next one: 52 weeks on, the same day of the week; no query."""
    start = timezone.localtime(event.starts_at)
    return {"day": start.date() + timedelta(weeks=52), "start": start.time()}


def wareki_day(event: Event) -> str:
    """Return the day as documents write it, ``"令和7年1月30日（木）"``; no query."""
    return format_date(timezone.localdate(event.starts_at), with_weekday=True)


def years_of(partnership: Partnership) -> list[Year]:
    """Return the fiscal years of a partnership, newest first, each with the sum of every registered figure.

    1 query and one for each figure.
    """
    events = list(Event.objects.filter(partnership=partnership).select_related("partnership", "clock__segment"))
    counts = {figure.key: figure.count([event.pk for event in events]) for figure in figures()}
    by_year: dict[int, list[Event]] = {}
    for event in events:
        by_year.setdefault(fiscal_year(timezone.localdate(event.starts_at)), []).append(event)
    return [Year(_year_label(year), rows, _sums(counts, rows)) for year, rows in sorted(by_year.items(), reverse=True)]


def year_figures() -> list[Figure]:
    """Return the figures of a year, in order; no query."""
    return figures()


def event_by_code(code: str) -> Event | None:
    """Return the event of a join code, however it was typed, or None; 1 query."""
    wanted = "".join(code.split()).upper()[:8]
    return Event.objects.filter(join_code=wanted).first() if wanted else None


def newest_open_event() -> Event | None:
    """Return the event guests would join now: one under way, else the next that takes registrations or is planned; 1 query."""
    order = {Event.Status.LIVE: 0, Event.Status.REGISTRATION: 1, Event.Status.PLANNED: 2}
    rows = Event.objects.exclude(status=Event.Status.CLOSED).order_by("-starts_at")
    return min(rows, key=lambda event: order[Event.Status(event.status)], default=None)


def current_and_past(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    """Return events still to be run (the nearest first) and those that are over (the newest first); no query of its own."""
    rows = list(events)
    current = [event for event in rows if event.status != Event.Status.CLOSED]
    return sorted(current, key=lambda event: event.starts_at), [event for event in rows if event not in current]


def join_path(event: Event) -> str:
    """Return where a guest goes who typed the join code: the roster's door; no query."""
    try:
        return reverse("roster:join", args=(event.join_code,))
    except NoReverseMatch:
        return f"/j/{event.join_code}/"


def register_path(event: Event) -> str:
    """Return where people register themselves: the roster's form; no query."""
    try:
        return reverse("roster:register", args=(event.join_code,))
    except NoReverseMatch:
        return join_path(event)


def public_event(slug: str) -> Event:
    """Return an event that has a public page; refuses all others; 1 query."""
    event = Event.objects.filter(slug=slug, is_public=True).select_related("partnership").first()
    if event is None:
        raise RefusedError("base.refused")
    return event


def public_events() -> QuerySet[Event]:
    """Return the events with a public page, in order of date; 1 query."""
    return Event.objects.filter(is_public=True).order_by("starts_at", "pk")


def invitations_of(event: Event) -> QuerySet[Pass]:
    """Return the personal links that stand for nobody on the roster, newest first; 1 query."""
    roles = (Role.OBSERVER, Role.DECISION_MAKER, Role.MODERATOR)
    return Pass.objects.filter(event=event, role__in=roles, is_revoked=False).order_by("-pk")


def invitation_path(link: Pass) -> str:
    """Return where a personal link leads: the roster's door; no query."""
    try:
        return reverse("roster:pass", args=(link.token,))
    except NoReverseMatch:
        return f"/p/{link.token}/"


def members_of(event: Event) -> QuerySet[EventMember]:
    """Return the accounts with a role in an event; 1 query."""
    return EventMember.objects.filter(event=event).select_related("user__organisation").order_by("pk")


def account(actor: Actor) -> User | None:
    """Return the actor's account with its organisation, or None; 1 query."""
    return User.objects.select_related("organisation").filter(pk=actor.user_id or 0).first()


def _year_label(year: int) -> str:
    return f"{era_year(year, 12, 31)}度"


def _sums(counts: Mapping[str, Mapping[int, int]], events: Sequence[Event]) -> dict[str, int]:
    return {key: sum(numbers.get(event.pk, 0) for event in events) for key, numbers in counts.items()}
