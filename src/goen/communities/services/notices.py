"""Notices: kept for the member in the community, and told to the inbox of accounts and people on rosters."""

from django.urls import reverse

from goen.communities.models import Membership, Notice, Post
from goen.inbox.services import News, tell


def notify(*, membership: Membership, kind: str, post: Post | None = None, reason: str = "") -> Notice:
    """Tell one member something, within the caller's transaction."""
    notice = Notice.objects.create(membership=membership, kind=kind, post=post, reason=reason)
    community = membership.community
    path = reverse("communities:show", args=[community.slug])
    if post is not None:
        path = reverse("communities:thread", args=[community.slug, post.thread_id or post.pk])
    news = News(f"communities.notice_{kind}", {"community": community.name}, path=path, note=reason)
    users = [membership.user_id] if membership.user_id else []
    persons = [membership.person_id] if membership.person_id and not users else []
    if users or persons:
        tell(news=news, user_ids=users, person_ids=persons)
    return notice
