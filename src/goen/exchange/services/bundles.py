"""Whole events taken in and given out."""

import hashlib

from django.db import transaction

from goen.accounts.models import Organisation, Role
from goen.base import audit
from goen.base.actors import Actor
from goen.base.bundles import load, open_bundle
from goen.boards.models import Board
from goen.boards.queries import board_doc
from goen.core.errors import BadInputError
from goen.events.access import Member
from goen.events.models import Event, EventMember, Partnership, PartnershipMember
from goen.exchange.phases import AT_HOME
from goen.roster.models import Person
from goen.roster.queries import people_known_to


@transaction.atomic
def take_in(*, actor: Actor, content: bytes) -> Event:
    """Write an event from its bundle; who takes it in is its organiser. All or nothing."""
    bundle = open_bundle(content)
    user_id = actor.user_id or 0
    mine = set(PartnershipMember.objects.filter(user_id=user_id).values_list("partnership_id", flat=True))
    event: Event = load(
        Event,
        bundle,
        without=AT_HOME,
        matches={
            Organisation: lambda row: Organisation.objects.filter(name=row.name).first(),
            Person: lambda row: _same_person(row, user_id),
            Partnership: lambda row: Partnership.objects.filter(slug=row.slug, pk__in=mine).first(),
        },
    )
    event = Event.objects.get(pk=event.pk)
    _look_at_boards(event)
    EventMember.objects.get_or_create(event=event, user_id=user_id, defaults={"role": Role.ORGANISER})
    if event.partnership_id is not None:
        PartnershipMember.objects.get_or_create(
            partnership_id=event.partnership_id, user_id=user_id, defaults={"role": Role.ORGANISER}
        )
    sha256 = hashlib.sha256(content).hexdigest()
    audit.record(
        actor.key, "exchange.import", f"event:{event.pk}", sha256=sha256, tables=dict(bundle.manifest["tables"])
    )
    return event


def record_export(*, member: Member, content: bytes) -> None:
    """Write down who took an event along."""
    sha256 = hashlib.sha256(content).hexdigest()
    audit.record(member.key, "exchange.export", f"event:{member.event.pk}", sha256=sha256, size=len(content))


def _same_person(row: Person, user_id: int) -> Person | None:
    """Return the same person of an event the account runs: a file makes nobody somebody of other people's events."""
    known = people_known_to(None, f"user:{user_id}").filter(match_key=row.match_key, name=row.name)
    return known.filter(kana=row.kana, mail=row.mail).first()


def _look_at_boards(event: Event) -> None:
    """Read every board's log once: one that cannot be read must not come in."""
    for board in Board.objects.filter(event=event):
        try:
            board_doc(board.pk)
        except Exception as error:
            raise BadInputError("base.bad_bundle", reason="boards") from error
