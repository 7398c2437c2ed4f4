"""The door to events: who is this person here, and may they do this now."""

from dataclasses import dataclass

from django.urls import reverse

from goen.accounts.models import Role
from goen.base import audit
from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.models import Event, EventMember, Partnership, PartnershipMember, Pass
from goen.events.phases import is_allowed, is_open


@dataclass(frozen=True)
class Member:
    """Somebody as an event knows them.

    Parameters
    ----------
    event : Event
        The event, with its clock and segment loaded.
    role : str
        One of ``Role``.
    user_id, pass_id : int or None
        The account or the guest pass they came with; one of them is set.
    """

    event: Event
    role: str
    user_id: int | None = None
    pass_id: int | None = None

    @property
    def key(self) -> str:
        """Name of the member in the audit log."""
        return f"user:{self.user_id}" if self.user_id else f"pass:{self.pass_id}"

    @property
    def is_organiser(self) -> bool:
        """Whether this is somebody who runs the event."""
        return self.role in (Role.ORGANISER, Role.CO_ORGANISER)

    def may(self, deed: str) -> bool:
        """Tell whether this member may do a deed at this moment."""
        return is_allowed(self.role, deed) and is_open(deed, self.event.status, running_kind(self.event))


class NotOpenError(RefusedError):
    """A deed that is theirs, but not at this moment; ``member`` lets the page that says so stand among their others."""

    def __init__(self, member: Member) -> None:
        super().__init__("events.not_open")
        self.member = member

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the member when the error crosses a process."""
        return (NotOpenError, (self.member,))


def running_kind(event: Event) -> str | None:
    """Return the kind of the segment that runs now, or None before the first; no query when the clock is loaded."""
    clock = getattr(event, "clock", None)
    return clock.segment.kind if clock and clock.segment else None


def get_member(actor: Actor, slug: str) -> Member:
    """Return what the actor is in an event; the same refusal for "no such event" and "nothing to you"; ≤ 3 queries."""
    event = Event.objects.select_related("clock__segment", "partnership").filter(slug=slug).first()
    role = _role_of(actor, event) if event else None
    if event is None or role is None:
        raise RefusedError("base.refused")
    member = role if isinstance(role, Member) else Member(event=event, role=role, user_id=actor.user_id)
    audit.stand_at(event.pk, member.key)
    return member


def get_event_to(deed: str, actor: Actor, slug: str) -> Member:
    """Return the member for a deed they may do now; refuses otherwise, or says that it is not open yet or any more."""
    member = get_member(actor, slug)
    if not is_allowed(member.role, deed):
        raise RefusedError("base.refused")
    if not member.may(deed):
        raise NotOpenError(member)
    return member


def require(member: Member, deed: str) -> None:
    """Refuse a member who may not do a further deed on a page they may see; no query."""
    if not member.may(deed):
        raise RefusedError("base.refused")


def get_partnership(actor: Actor, slug: str, *, to_change: bool = False) -> Partnership:
    """Return a partnership the actor belongs to, with its organisations; ≤ 3 queries."""
    partnership = Partnership.objects.prefetch_related("organisations").filter(slug=slug).first()
    role = partnership and _partnership_role(actor, partnership.pk)
    if partnership is None or (role is None and not (actor.is_operator and actor.user_id)):
        raise RefusedError("base.refused")
    if to_change and not actor.is_operator and role not in (Role.ORGANISER, Role.CO_ORGANISER):
        raise RefusedError("base.refused")
    return partnership


def safe_next(path: str, event: Event) -> str:
    """Return a page of this event to go on to: the asked one when it is ours, else the overview; no query."""
    home = f"/events/{event.slug}/"
    return path if path.startswith(home) and "//" not in path else reverse("events:overview", args=(event.slug,))


def may_change_partnership(actor: Actor, partnership: Partnership) -> bool:
    """Tell whether the actor may change a partnership and plan its events; ≤ 1 query."""
    return actor.is_operator or _partnership_role(actor, partnership.pk) in (Role.ORGANISER, Role.CO_ORGANISER)


def may_open_partnership(actor: Actor) -> bool:
    """Tell whether the actor may open a partnership or plan an event: everybody with an account may."""
    return actor.user_id is not None


def _role_of(actor: Actor, event: Event) -> Member | str | None:
    if actor.user_id is not None:
        if actor.is_operator:
            return Role.ORGANISER
        own = EventMember.objects.filter(event=event, user_id=actor.user_id).first()
        role = own.role if own else _partnership_role(actor, event.partnership_id)
        if role is not None:
            return role
    token = actor.passes.get(event.pk)
    held = Pass.objects.filter(event=event, token=token, is_revoked=False).first() if token else None
    return Member(event=event, role=held.role, pass_id=held.pk) if held else None


def _partnership_role(actor: Actor, partnership_id: int | None) -> str | None:
    if partnership_id is None or actor.user_id is None:
        return None
    member = PartnershipMember.objects.filter(partnership_id=partnership_id, user_id=actor.user_id).first()
    return member.role if member else None
