"""The door to communities: who is this here, and what may they do; one refusal for "not yours" and "not there"."""

from dataclasses import dataclass

from django.core import signing
from django.db.models import Q

from goen.accounts.models import Role, User
from goen.base.actors import Actor
from goen.communities.models import Attachment, Community, Membership, Post
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to
from goen.events.models import EventMember, PartnershipMember
from goen.roster.access import persons_of
from goen.roster.models import Participation

_SALT = "communities.pass"
_STOP_SALT = "communities.stop-mail"
_State = Membership.State
_ORGANISERS = (Role.ORGANISER, Role.CO_ORGANISER)


@dataclass(frozen=True)
class Visitor:
    """Somebody as a community knows them.

    Parameters
    ----------
    community : Community
        Where they stand.
    membership : Membership or None
        Theirs, joined or invited; None for a reader.
    may_run : bool
        Whether they look after the community.
    person_id : int or None
        Whom a guest's event pass stands for.
    user : User or None
        The signed-in account, with its organisation.
    is_invited : bool
        Whether they may join: invited by name, by link or through their organisation, or everybody may.
    """

    community: Community
    membership: Membership | None = None
    may_run: bool = False
    person_id: int | None = None
    user: User | None = None
    is_invited: bool = False

    @property
    def key(self) -> str:
        """Name in the audit log."""
        if self.user:
            return f"user:{self.user.pk}"
        return self.membership.key if self.membership else "guest"

    @property
    def is_member(self) -> bool:
        """Whether they have joined."""
        return self.membership is not None and self.membership.state == _State.JOINED

    @property
    def may_read(self) -> bool:
        """Whether they may read what was posted: members; everybody where it is open. An invitation alone shows no names."""
        return self.is_member or self.may_run or self.community.access == Community.Access.OPEN

    @property
    def may_write(self) -> bool:
        """Whether they may post now."""
        return self.is_member and self.community.closed_at is None

    @property
    def may_join(self) -> bool:
        """Whether they may join now."""
        is_removed = self.membership is not None and self.membership.state == _State.REMOVED
        return not self.is_member and not is_removed and self.is_invited and self.community.closed_at is None

    def wrote(self, post: Post) -> bool:
        """Tell whether a post is theirs."""
        return self.membership is not None and post.author_id == self.membership.pk


def sign_pass(membership: Membership) -> str:
    """Return the signed pass of a member: what their personal link and their browser carry."""
    # Without a time: the link on paper and the one on the screen are the same.
    return signing.Signer(salt=_SALT).sign_object([membership.pk, membership.pass_number])


def sign_stop(membership: Membership) -> str:
    """Return the signed word by which a letter's reader stops further ones, without being the member."""
    return signing.Signer(salt=_STOP_SALT).sign(str(membership.pk))


def get_membership_to_stop_mail(token: str) -> Membership:
    """Return whose digest a letter's link stops; 1 query."""
    try:
        key = signing.Signer(salt=_STOP_SALT).unsign(token)
    except signing.BadSignature as error:
        raise RefusedError("communities.no_such_pass") from error
    membership = Membership.objects.select_related("community").filter(pk=key).exclude(state=_State.LEFT).first()
    if membership is None:
        raise RefusedError("communities.no_such_pass")
    return membership


def invitation_key(community: Community) -> str:
    """Return under which name a browser keeps an invitation it has followed."""
    return f"community-invitation:{community.pk}"


def get_community_to_see(actor: Actor, slug: str) -> Visitor:
    """Return the visitor of a community whose front they may see: what it is, and how to join; ≤ 7 queries."""
    community = Community.objects.select_related("partnership").filter(slug=slug).first()
    if community is None:
        raise RefusedError("base.refused")
    visitor = visitor_of(actor, community)
    is_removed = visitor.membership is not None and visitor.membership.state == _State.REMOVED
    is_open = community.access == Community.Access.OPEN
    if is_removed and not (is_open or visitor.may_run):
        raise RefusedError("communities.removed", reason=visitor.membership.removed_reason)  # type: ignore[union-attr]
    if not (visitor.is_member or visitor.may_run or visitor.is_invited or is_open):
        raise RefusedError("base.refused")
    return visitor


def get_community_to_read(actor: Actor, slug: str) -> Visitor:
    """Return the visitor of a community whose posts they may read; ≤ 7 queries."""
    visitor = get_community_to_see(actor, slug)
    if not visitor.may_read:
        raise RefusedError("communities.members_only")
    return visitor


def get_community_to_write(actor: Actor, slug: str) -> Visitor:
    """Return the member who may write here now; ≤ 7 queries."""
    visitor = get_community_to_see(actor, slug)
    if not visitor.is_member:
        raise RefusedError("communities.members_only")
    if visitor.community.closed_at is not None:
        raise RefusedError("communities.closed")
    return visitor


def get_community_to_run(actor: Actor, slug: str) -> Visitor:
    """Return somebody who looks after the community; ≤ 7 queries."""
    visitor = get_community_to_see(actor, slug)
    if not visitor.may_run:
        raise RefusedError("base.refused")
    return visitor


def get_own_membership(actor: Actor, slug: str) -> Visitor:
    """Return the member at their own page, also of a closed community; ≤ 7 queries."""
    visitor = get_community_to_see(actor, slug)
    if not visitor.is_member:
        raise RefusedError("communities.members_only")
    return visitor


def get_own_membership_or_runner(actor: Actor, slug: str) -> Visitor:
    """Return a member or somebody who looks after the community: names of members are for them only; ≤ 7 queries."""
    visitor = get_community_to_see(actor, slug)
    if not (visitor.is_member or visitor.may_run):
        raise RefusedError("communities.members_only")
    return visitor


def get_community_to_join(actor: Actor, slug: str) -> Visitor:
    """Return somebody who may join now; ≤ 7 queries."""
    visitor = get_community_to_see(actor, slug)
    if visitor.community.closed_at is not None:
        raise RefusedError("communities.closed")
    if not (visitor.may_join or visitor.may_run or visitor.is_member):
        raise RefusedError("base.refused")
    return visitor


def get_invitation(token: str) -> Community:
    """Return the community an invitation leads to; 1 query."""
    community = Community.objects.filter(invitation=token, closed_at=None).first()
    if community is None:
        raise RefusedError("communities.no_such_invitation")
    return community


def get_pass(token: str) -> Membership:
    """Return the membership a signed pass stands for; refuses changed, ended and other passes; ≤ 1 query."""
    membership = _of_pass(token)
    if membership is None:
        raise RefusedError("communities.no_such_pass")
    return membership


def get_post_to_see(visitor: Visitor, post_id: int) -> Post:
    """Return a thread or comment the visitor may read; hidden ones only to author and moderators; 1 query."""
    rows = Post.objects.select_related("author", "thread__author", "community", "poll", "gathering")
    post = rows.filter(community=visitor.community, pk=post_id).first()
    if not visitor.may_read or post is None or (post.deleted_at is not None and not _is_frame(post)):
        raise RefusedError("base.refused")
    if not _may_see(visitor, post) or (post.thread and not _may_see(visitor, post.thread)):
        raise RefusedError("base.refused")
    return post


def get_own_post(visitor: Visitor, post_id: int) -> Post:
    """Return a post the visitor wrote and may still change; 1 query."""
    post = get_post_to_see(visitor, post_id)
    if not visitor.wrote(post) or post.deleted_at is not None:
        raise RefusedError("base.refused")
    return post


def get_deleted_post(visitor: Visitor, post_id: int) -> Post:
    """Return a post its author deleted and may take back; 1 query."""
    rows = Post.objects.select_related("thread").filter(community=visitor.community, pk=post_id)
    post = (
        rows.filter(deleted_at__isnull=False, author=visitor.membership).exclude(text="").first()
        if visitor.membership
        else None
    )
    if post is None:
        raise RefusedError("base.refused")
    return post


def get_attachment(visitor: Visitor, attachment_id: int) -> Attachment:
    """Return a file whose post the visitor may read; 2 queries."""
    row = Attachment.objects.filter(pk=attachment_id, post__community=visitor.community).first()
    if row is None:
        raise RefusedError("base.refused")
    get_post_to_see(visitor, row.post_id)
    return row


def get_membership_to_manage(visitor: Visitor, membership_id: int) -> Membership:
    """Return another member, for those who look after the community; 1 query."""
    row = Membership.objects.filter(community=visitor.community, pk=membership_id).exclude(state=_State.LEFT).first()
    if row is None or not visitor.may_run:
        raise RefusedError("base.refused")
    return row


def get_event_to_open_for(actor: Actor, slug: str) -> Member:
    """Return the organiser who may open a community for an event; ≤ 3 queries."""
    return get_event_to("events.plan", actor, slug)


def require_account(actor: Actor) -> User:
    """Return the account that may open a community of its own; 1 query."""
    user = User.objects.select_related("organisation").filter(pk=actor.user_id).first() if actor.user_id else None
    if user is None:
        raise RefusedError("base.refused")
    return user


def answering_member(actor: Actor, key: str) -> str | None:
    """Return who answers a consultation of the community ``key``: "" for those who run it, None for strangers; ≤ 7 queries."""
    community = Community.objects.filter(pk=key).first() if key.isdecimal() else None
    visitor = visitor_of(actor, community) if community else None
    if visitor is None:
        return None
    if visitor.is_member and visitor.membership is not None:
        return f"membership:{visitor.membership.pk}"
    return "" if visitor.may_run else None


def memberships_of(actor: Actor) -> Q:
    """Return which memberships are this actor's; ≤ 1 query and no query for the signed passes themselves."""
    mine = Q(pk__in=[])
    if actor.user_id:
        mine |= Q(user_id=actor.user_id)
    persons = persons_of(actor)
    if persons:
        mine |= Q(person_id__in=persons)
    for name, token in actor.keys.items():
        if name.startswith("community:") and (found := _read_pass(token)):
            mine |= Q(pk=found[0], pass_number=found[1])
    return mine


def visitor_of(actor: Actor, community: Community) -> Visitor:
    """Return what an actor is in a community, which may be nothing; ≤ 6 queries."""
    user = User.objects.select_related("organisation").filter(pk=actor.user_id).first() if actor.user_id else None
    persons = persons_of(actor)
    membership = _membership(actor, community, persons)
    may_run = (membership is not None and membership.is_moderator) or _runs(actor, community)
    return Visitor(
        community=community,
        membership=membership,
        may_run=may_run,
        person_id=next(iter(sorted(persons)), None),
        user=user,
        is_invited=membership is not None or _is_invited(actor, community, user, persons),
    )


def _membership(actor: Actor, community: Community, persons: frozenset[int]) -> Membership | None:
    mine = Q(person_id__in=persons) if persons else Q(pk__in=[])
    if actor.user_id:
        mine |= Q(user_id=actor.user_id)
    if found := _read_pass(actor.keys.get(community.key_name, "")):
        mine |= Q(pk=found[0], pass_number=found[1])
    rows = Membership.objects.filter(mine, community=community).exclude(state=_State.LEFT)
    order = {_State.REMOVED: 0, _State.JOINED: 1, _State.INVITED: 2}
    membership = min(rows, key=lambda row: (order[_State(row.state)], row.pk), default=None)
    if membership:
        membership.community = community
    return membership


def _runs(actor: Actor, community: Community) -> bool:
    """Tell whether an account runs a community through its role elsewhere; ≤ 2 queries."""
    if actor.user_id is None:
        return False
    if actor.is_operator:
        return True
    roles = Q(user_id=actor.user_id, role__in=_ORGANISERS)
    if EventMember.objects.filter(roles, event__communities=community).exists():
        return True
    return PartnershipMember.objects.filter(roles, partnership__communities=community).exists()


def _is_invited(actor: Actor, community: Community, user: User | None, persons: frozenset[int]) -> bool:
    if community.access == Community.Access.OPEN:
        return True
    if actor.keys.get(invitation_key(community)) == community.invitation:
        return True
    if community.access != Community.Access.ORGANISATIONS:
        return False
    bodies = set(community.organisations.values_list("pk", flat=True))
    if user is not None and user.organisation_id in bodies:
        return True
    held = actor.proven_tokens
    return bool(persons) and (
        Participation.objects.filter(guest_pass__token__in=held, organisation__in=bodies).exists()
    )


def _is_frame(post: Post) -> bool:
    """Tell whether a deleted thread still frames comments of others; 1 query."""
    return post.thread_id is None and Post.objects.filter(thread=post, deleted_at=None).exists()


def _may_see(visitor: Visitor, post: Post) -> bool:
    return post.hidden_at is None or visitor.may_run or visitor.wrote(post)


def _read_pass(token: str) -> tuple[int, int] | None:
    try:
        membership_id, number = signing.Signer(salt=_SALT).unsign_object(token) if token else (None, None)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (int(membership_id), int(number)) if membership_id and number else None


def _of_pass(token: str) -> Membership | None:
    found = _read_pass(token)
    if found is None:
        return None
    rows = Membership.objects.select_related("community").filter(pk=found[0], pass_number=found[1])
    return rows.filter(state=_State.JOINED).first()
