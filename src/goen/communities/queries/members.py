"""Who is in a community."""

from goen.communities.access import Visitor
from goen.communities.models import Membership, Post

_State = Membership.State


def members(visitor: Visitor) -> list[Membership]:
    """Return those who joined, moderators first; who looks after the community sees the invited and removed too; 1 query."""
    states = [_State.JOINED, *((_State.INVITED, _State.REMOVED) if visitor.may_run else ())]
    rows = Membership.objects.filter(community=visitor.community, state__in=states)
    order = {_State.JOINED: 0, _State.INVITED: 1, _State.REMOVED: 2}
    return sorted(
        rows, key=lambda row: (order[_State(row.state)], not row.is_moderator, row.joined_at or row.created_at)
    )


def n_members(visitor: Visitor) -> int:
    """Return how many have joined; 1 query."""
    return Membership.objects.filter(community=visitor.community, state=_State.JOINED).count()


def deleted_posts(visitor: Visitor) -> list[Post]:
    """Return what a member deleted and may still take back, newest first; 1 query."""
    rows = Post.objects.filter(author=visitor.membership, deleted_at__isnull=False).exclude(text="")
    return list(rows.select_related("thread").order_by("-deleted_at"))
