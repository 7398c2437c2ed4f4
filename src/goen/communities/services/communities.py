"""Communities themselves: opened, described, closed."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.accounts.models import Organisation, User
from goen.base import audit
from goen.communities.access import Visitor
from goen.communities.models import Community, Membership, new_token
from goen.events.access import Member
from goen.events.models import Event, Partnership
from goen.inbox.services import News, tell
from goen.roster.models import Participation

_SEATED = (Participation.State.EXPECTED, Participation.State.NO_SHOW)


@dataclass(frozen=True)
class Outline:
    """What a form says of a community."""

    name: str
    purpose: str = ""
    rules: str = ""
    audience: str = Community.Audience.PARTICIPANTS
    access: str = Community.Access.INVITATION
    organisations: Collection[Organisation] = ()


@transaction.atomic
def open_community(
    *, by: User, outline: Outline, partnership: Partnership | None = None, events: Iterable[Event] = ()
) -> Community:
    """Open a community; who opens it looks after it."""
    community = Community.objects.create(slug=_free_slug(), partnership=partnership, **_fields(outline))
    community.organisations.set(outline.organisations)
    community.events.set(events)
    Membership.objects.create(
        community=community,
        user=by,
        name=str(by),
        affiliation=by.organisation.name if by.organisation else "",
        role=Membership.Role.MODERATOR,
        joined_at=timezone.now(),
    )
    audit.record(f"user:{by.pk}", "communities.open", f"community:{community.pk}", access=community.access)
    return community


@transaction.atomic
def open_for_event(*, member: Member, by: User) -> Community:
    """Open the community of an event and invite everybody on its roster; a second press returns the first one."""
    event = Event.objects.select_for_update().get(pk=member.event.pk)
    existing = Community.objects.filter(events=event).order_by("pk").first()
    if existing is not None:
        return existing
    name = _("%(event)sの仲間") % {"event": event.title}
    outline = Outline(name=name[:120], purpose=_("交流会で出会った人が、その後も話し、集まり、提言を見守る場所です。"))
    community = open_community(by=by, outline=outline, partnership=event.partnership, events=[event])
    invite_participants(community=community, event=event, by=member.key)
    return community


@transaction.atomic
def invite_participants(*, community: Community, event: Event, by: str) -> int:
    """Invite everybody on an event's roster who is not in yet; returns how many; those who left are not asked again."""
    community.events.add(event)
    known = set(Membership.objects.filter(community=community).values_list("person_id", flat=True))
    rows = Participation.objects.filter(event=event, state__in=_SEATED).select_related("organisation")
    new = [row for row in rows if row.person_id not in known]
    Membership.objects.bulk_create(
        Membership(
            community=community,
            person_id=row.person_id,
            name=row.name[:60],
            affiliation=row.organisation.name,
            state=Membership.State.INVITED,
        )
        for row in new
    )
    path = reverse("communities:show", args=[community.slug])
    news = News("communities.invited", {"community": community.name}, path=path, event=event)
    tell(news=news, person_ids=[row.person_id for row in new])
    audit.record(by, "communities.invite", f"community:{community.pk}", event=event.slug, n=len(new))
    return len(new)


@transaction.atomic
def edit_community(*, visitor: Visitor, outline: Outline) -> Community:
    """Write what a community is and who may join."""
    community = visitor.community
    for name, value in _fields(outline).items():
        setattr(community, name, value)
    community.save()
    community.organisations.set(outline.organisations)
    audit.record(visitor.key, "communities.edit", f"community:{community.pk}", access=community.access)
    return community


@transaction.atomic
def renew_invitation(*, visitor: Visitor) -> str:
    """Make a new invitation link; the former one opens nothing any more."""
    visitor.community.invitation = new_token()
    visitor.community.save(update_fields=["invitation"])
    audit.record(visitor.key, "communities.renew_invitation", f"community:{visitor.community.pk}")
    return visitor.community.invitation


@transaction.atomic
def close_community(*, visitor: Visitor) -> None:
    """Take no more posts and members; what is there stays readable to those who could read it."""
    Community.objects.filter(pk=visitor.community.pk, closed_at=None).update(closed_at=timezone.now())
    audit.record(visitor.key, "communities.close", f"community:{visitor.community.pk}")


@transaction.atomic
def reopen_community(*, visitor: Visitor) -> None:
    """Take posts again."""
    Community.objects.filter(pk=visitor.community.pk).update(closed_at=None)
    audit.record(visitor.key, "communities.reopen", f"community:{visitor.community.pk}")


def _fields(outline: Outline) -> dict[str, str]:
    return {name: getattr(outline, name) for name in ("name", "purpose", "rules", "audience", "access")}


def _free_slug() -> str:
    """Return an address that says nothing of the name and is free."""
    while Community.objects.filter(slug=(slug := secrets.token_hex(4))).exists():
        pass
    return slug
