"""Partnerships and events: made, changed, cloned."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from goen.accounts.models import Organisation, Role, User
from goen.base import audit
from goen.base.actors import Actor
from goen.core.errors import BadInputError, RefusedError
from goen.core.runsheet import TEMPLATES, Line
from goen.events import signals
from goen.events.access import Member, may_open_partnership
from goen.events.models import Event, EventMember, Partnership, PartnershipMember, Pass, Segment, Theme
from goen.events.queries.sheet import line_of
from goen.events.services.clock import ensure_clock

# Whom a bare link may make somebody: people who look on or keep order; who runs the event has an account.
LINK_ROLES = (Role.OBSERVER, Role.DECISION_MAKER, Role.MODERATOR)
# What a calendar shows: a change of these raises the revision (SEQUENCE of iCalendar).
CALENDAR_FIELDS = frozenset({"title", "starts_at", "ends_at", "venue", "address", "purpose"})
_CLONED = (
    "title", "title_kana", "subtitle", "purpose", "venue", "address", "host", "contact_section", "contact_person",
    "contact_phone", "contact_mail", "naming", "area_code", "access_note", "fee", "audience", "capacity", "template_key",
)  # fmt: skip


@transaction.atomic
def open_partnership(*, actor: Actor, fields: Mapping[str, object], organisations: Sequence[str]) -> Partnership:
    """Open a partnership; who opens it is its organiser."""
    user_id = _account_of(actor)
    partnership = Partnership.objects.create(slug=_fresh_slug("p"), **fields)
    _set_organisations(partnership, organisations)
    PartnershipMember.objects.create(partnership=partnership, user_id=user_id, role=Role.ORGANISER)
    audit.record(actor.key, "events.open_partnership", f"partnership:{partnership.pk}")
    return partnership


@transaction.atomic
def change_partnership(
    *, actor: Actor, partnership: Partnership, fields: Mapping[str, object], organisations: Sequence[str]
) -> Partnership:
    """Change what a partnership says of itself; the door was passed with ``to_change``."""
    for name, value in fields.items():
        setattr(partnership, name, value)
    partnership.save(update_fields=list(fields))
    _set_organisations(partnership, organisations)
    audit.record(actor.key, "events.change_partnership", f"partnership:{partnership.pk}", fields=sorted(fields))
    return partnership


@transaction.atomic
def plan_event(
    *, actor: Actor, template_key: str, fields: Mapping[str, object], partnership: Partnership | None
) -> Event:
    """Plan an event from a template: run sheet and themes are there at once, and can all be changed."""
    template = TEMPLATES.get(template_key)
    if template is None:
        raise BadInputError("events.no_such_template")
    event = _new_event(actor, {**fields, "template_key": template_key}, partnership)
    _write_lines(event, template.lines)
    _write_themes(event, [(title, "") for title in template.themes])
    signals.event_planned.send(Event, event=event, source=None)
    audit.record(actor.key, "events.plan_event", f"event:{event.pk}", template=template_key)
    return event


@transaction.atomic
def clone_event(*, actor: Actor, source: Event, starts_at: datetime) -> Event:
    """Plan the same day again: basics, run sheet and themes are copied; people, groups and notes are not."""
    fields = {name: getattr(source, name) for name in _CLONED}
    times = {"starts_at": starts_at, "ends_at": starts_at + (source.ends_at - source.starts_at)}
    event = _new_event(actor, {**fields, **times, "cloned_from": source}, source.partnership)
    _write_lines(event, [line_of(segment) for segment in source.segments.all()])
    _write_themes(event, list(source.themes.values_list("title", "description")))
    signals.event_planned.send(Event, event=event, source=source)
    audit.record(actor.key, "events.clone_event", f"event:{event.pk}", source=source.pk)
    return event


@transaction.atomic
def change_event(*, member: Member, fields: Mapping[str, object]) -> Event:
    """Change the basics of an event."""
    event = member.event
    changed = {name for name, value in fields.items() if getattr(event, name) != value}
    if not changed:
        return event
    for name in changed:
        setattr(event, name, fields[name])
    if changed & CALENDAR_FIELDS:
        event.revision += 1
    event.save(update_fields=[*changed, "revision", "changed_at"])
    audit.record(member.key, "events.change_event", f"event:{event.pk}", fields=sorted(changed))
    return event


@transaction.atomic
def add_member(*, member: Member, username: str, role: str) -> EventMember:
    """Give an account a role in the event; one that has a role gets the new one."""
    user = User.objects.filter(username=username.strip(), is_active=True).first()
    if user is None:
        raise BadInputError("events.no_such_account", name=username.strip())
    row, _is_new = EventMember.objects.update_or_create(event=member.event, user=user, defaults={"role": role})
    audit.record(member.key, "events.add_member", f"event:{member.event.pk}", user=user.pk, role=role)
    return row


@transaction.atomic
def remove_member(*, member: Member, user_id: int) -> None:
    """Take an account's role away; the last organiser stays, or nobody could let anybody in."""
    organisers = EventMember.objects.filter(event=member.event, role=Role.ORGANISER).exclude(user_id=user_id)
    if not organisers.exists() and member.event.partnership_id is None:
        raise BadInputError("events.last_organiser")
    EventMember.objects.filter(event=member.event, user_id=user_id).delete()
    audit.record(member.key, "events.remove_member", f"event:{member.event.pk}", user=user_id)


@transaction.atomic
def invite(*, member: Member, role: str) -> Pass:
    """Make a personal link for somebody without an account and without a place on the roster (a guest of honour)."""
    if role not in LINK_ROLES:
        raise BadInputError("events.no_such_step")
    made = Pass.objects.create(event=member.event, role=role)
    audit.record(member.key, "events.invite", f"pass:{made.pk}", role=role)
    return made


@transaction.atomic
def end_invitation(*, member: Member, pass_id: int) -> None:
    """Let a personal link of the event open nothing any more; links of the roster end on the roster."""
    links = Pass.objects.filter(event=member.event, pk=pass_id, role__in=LINK_ROLES, is_revoked=False)
    if links.update(is_revoked=True):
        audit.record(member.key, "events.end_invitation", f"pass:{pass_id}")


def _new_event(actor: Actor, fields: Mapping[str, object], partnership: Partnership | None) -> Event:
    user_id = _account_of(actor)
    starts_at = fields["starts_at"]
    head = f"{starts_at:%Y%m%d}" if isinstance(starts_at, datetime) else "e"
    event = Event.objects.create(slug=_fresh_slug(head), partnership=partnership, **fields)
    EventMember.objects.create(event=event, user_id=user_id, role=Role.ORGANISER)
    ensure_clock(event)
    return event


def _set_organisations(partnership: Partnership, names: Sequence[str]) -> None:
    """Join the organisations of these names; those Goen has not met are made."""
    partnership.organisations.set([Organisation.objects.get_or_create(name=name)[0] for name in names])


def _account_of(actor: Actor) -> int:
    if actor.user_id is None or not may_open_partnership(actor):
        raise RefusedError("base.refused")
    return actor.user_id


def _fresh_slug(head: str) -> str:
    # Read aloud and guessed by nobody who has not seen it; access never rests on it.
    return f"{head}-{secrets.token_hex(3)}"


def _write_lines(event: Event, lines: Sequence[Line]) -> None:
    rows = [Segment(event=event, position=position, **vars(line)) for position, line in enumerate(lines)]
    Segment.objects.bulk_create(rows)


def _write_themes(event: Event, themes: Sequence[tuple[str, str]]) -> None:
    rows = [
        Theme(event=event, number=number, title=title, description=description)
        for number, (title, description) in enumerate(themes, start=1)
    ]
    Theme.objects.bulk_create(rows)


def end_after(starts_at: datetime, template_key: str) -> datetime:
    """Return when a day from a template ends."""
    return starts_at + timedelta(minutes=TEMPLATES[template_key].minutes)
