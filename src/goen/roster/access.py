"""The door to participations: whose page is this, and may they do this now."""

from goen.base import audit
from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, running_kind
from goen.events.models import Event, Pass
from goen.events.phases import is_open
from goen.roster import queries
from goen.roster.models import Participation, RosterImport


def get_participation(member: Member) -> Participation:
    """Return the participation behind a member's pass; refuses members without one; 1 query."""
    row = queries.participation_of(member)
    if row is None:
        raise RefusedError("base.refused")
    return row


class NameOnlyError(RefusedError):
    """Theirs, if they are who they say: this browser was let in for a name, which proves nobody."""

    def __init__(self, row: Participation) -> None:
        super().__init__("roster.name_only")
        self.row = row
        self.member = member_of(row)

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the row when the error crosses a process."""
        return (NameOnlyError, (self.row,))


def member_of(row: Participation) -> Member:
    """Return the guest a participation stands for, as its event knows them; no query with the pass loaded."""
    return Member(event=row.event, role=row.guest_pass.role, pass_id=row.guest_pass_id)


def get_entry(actor: Actor, slug: str) -> Participation:
    """Return what this browser's pass stands for in an event, proven or said, with an account beside it or not; 1 query."""
    rows = Participation.objects.select_related("event__clock__segment", "organisation", "person", "guest_pass")
    tokens = list(actor.passes.values())
    row = rows.filter(event__slug=slug, guest_pass__token__in=tokens, guest_pass__is_revoked=False).first()
    if row is None:
        raise RefusedError("base.refused")
    audit.stand_at(row.event_id, f"pass:{row.guest_pass_id}")
    return row


def get_own_participation(actor: Actor, slug: str) -> Participation:
    """Return the participation this browser has shown to be its own, by a personal link or by making it; 1 query.

    Whatever reaches beyond the day asks here: one's data, consents and link, news, ties and communities.
    """
    row = get_entry(actor, slug)
    if row.event_id in actor.unproven:
        raise NameOnlyError(row)
    return row


def persons_of(actor: Actor) -> frozenset[int]:
    """Return whom the passes of this browser prove somebody to be; ≤ 1 query."""
    tokens = actor.proven_tokens
    rows = Participation.objects.filter(guest_pass__token__in=tokens, guest_pass__is_revoked=False)
    return frozenset(rows.values_list("person_id", flat=True)) if tokens else frozenset()


def get_participation_to_manage(member: Member, participation_id: int) -> Participation:
    """Return one row of the member's event; refuses ids of other events; 1 query."""
    rows = Participation.objects.select_related("organisation", "person", "guest_pass")
    row = rows.filter(event=member.event, pk=participation_id).first()
    if row is None or not member.may("roster.check_in"):
        raise RefusedError("base.refused")
    return row


def get_import(member: Member, import_id: int) -> RosterImport:
    """Return an import of the member's event, for those who manage its roster; 1 query."""
    row = RosterImport.objects.filter(event=member.event, pk=import_id).first()
    if row is None or not member.may("roster.manage"):
        raise RefusedError("base.refused")
    return row


def get_event_at(join_code: str) -> Event:
    """Return the event a join code on the wall stands for, written in any case; 1 query."""
    rows = Event.objects.select_related("clock__segment", "admission")
    event = rows.filter(join_code=join_code.strip().upper()).first()
    if event is None:
        raise RefusedError("roster.no_such_code")
    return event


def is_open_to_guests(event: Event, deed: str) -> bool:
    """Tell whether a deed of people without an account is open in an event now; no query."""
    return is_open(deed, event.status, running_kind(event))


def get_pass(token: str) -> Pass:
    """Return the pass a personal link carries, with its event and participation; refuses revoked ones; 1 query."""
    rows = Pass.objects.select_related("event__clock__segment", "participation__organisation")
    row = rows.filter(token=token, is_revoked=False).first()
    if row is None:
        raise RefusedError("roster.no_such_link")
    return row
