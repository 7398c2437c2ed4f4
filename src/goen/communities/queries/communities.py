"""Lists of communities."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from goen.base.actors import Actor
from goen.communities.access import memberships_of
from goen.communities.models import Community, Membership
from goen.communities.queries.posts import unread_counts
from goen.events.models import Event
from goen.opinions.models import Consultation
from goen.roster.access import persons_of
from goen.roster.models import Participation

_State = Membership.State


@dataclass(frozen=True)
class Shelf:
    """The communities an actor finds: joined, invited to, open to everybody.

    ``joined`` rows carry ``n_members`` and ``n_unread``.
    """

    joined: Sequence[Community]
    invited: Sequence[Community]
    offered: Sequence[Community]


def shelf(actor: Actor) -> Shelf:
    """Return what the front page of communities shows; ≤ 6 queries."""
    mine = dict(
        Membership.objects.filter(memberships_of(actor))
        .exclude(state=_State.LEFT)
        .order_by("pk")
        .values_list("community_id", "pk")
    )
    states = dict(Membership.objects.filter(pk__in=mine.values()).values_list("community_id", "state"))
    joined = [key for key, state in states.items() if state == _State.JOINED]
    invited = [key for key, state in states.items() if state == _State.INVITED]
    offered = Community.objects.filter(_offered(actor), closed_at=None).exclude(pk__in=states).distinct()
    return Shelf(
        joined=_counted(Community.objects.filter(pk__in=joined), list(mine.values())),
        invited=list(Community.objects.filter(pk__in=invited, closed_at=None)),
        offered=list(offered),
    )


def communities_of_event(event: Event) -> list[Community]:
    """Return the communities an event's participants are invited to, with their numbers of members; 1 query."""
    n_joined = Count("memberships", filter=Q(memberships__state=_State.JOINED), distinct=True)
    n_invited = Count("memberships", filter=Q(memberships__state=_State.INVITED), distinct=True)
    rows = Community.objects.filter(events=event).annotate(n_members=n_joined, n_invited=n_invited)
    return list(rows.order_by("pk"))


def consultation_audience(community: Community) -> str:
    """Return the audience of consultations for a community's members."""
    return f"community:{community.pk}"


def audience_choices(event: Event) -> list[tuple[str, str]]:
    """Return the communities an organiser may open a consultation to; 1 query."""
    rows = Community.objects.filter(events=event, closed_at=None).order_by("pk")
    return [(consultation_audience(row), _("コミュニティ「%(name)s」") % {"name": row.name}) for row in rows]


def consultations_of(community: Community) -> list[Consultation]:
    """Return what members may answer or look at: the community's own, and public ones of its events; 1 query."""
    own = Q(audience=consultation_audience(community))
    public = Q(audience="public", event__communities=community)
    shown = Consultation.objects.filter(own | public).exclude(state=Consultation.State.DRAFT)
    return list(shown.distinct().order_by("state", "-pk"))


def n_to_invite(event: Event) -> int:
    """Return how many people an event's community would invite; 1 query."""
    seated = (Participation.State.EXPECTED, Participation.State.NO_SHOW)
    return Participation.objects.filter(event=event, state__in=seated).count()


def invited_events(community: Community) -> list[Event]:
    """Return the events whose participants were invited, newest first; 1 query."""
    return list(community.events.order_by("-starts_at"))


def _offered(actor: Actor) -> Q:
    offered = Q(access=Community.Access.OPEN)
    bodies = Q(pk__in=[])
    if actor.user_id:
        bodies |= Q(organisations__users=actor.user_id)
    if actor.passes and (persons := persons_of(actor)):
        held = Participation.objects.filter(person__in=persons, guest_pass__token__in=actor.proven_tokens)
        bodies |= Q(organisations__in=held.values("organisation"))
    return offered | (Q(access=Community.Access.ORGANISATIONS) & bodies)


def _counted(rows: QuerySet[Community], membership_ids: Sequence[int]) -> list[Community]:
    n_joined = Count("memberships", filter=Q(memberships__state=_State.JOINED))
    unread = unread_counts(membership_ids)
    found: list[Community] = list(rows.annotate(n_members=n_joined))
    for community in found:
        community.n_unread = unread.get(community.pk, 0)  # type: ignore[attr-defined]
    return found
