"""What a member has read."""

from django.db import transaction
from django.utils import timezone

from goen.communities.access import Visitor
from goen.communities.models import Notice, Post, Reading


@transaction.atomic
def mark_read(*, visitor: Visitor, post: Post) -> None:
    """Note that a thread was read until now; readers who are no members leave no trace."""
    if visitor.membership is not None and visitor.is_member:
        Reading.objects.update_or_create(membership=visitor.membership, post=post, defaults={"at": timezone.now()})


@transaction.atomic
def mark_all_read(*, visitor: Visitor) -> None:
    """Note that every thread was read until now; 2 queries."""
    if visitor.membership is None or not visitor.is_member:
        return
    now = timezone.now()
    threads = Post.objects.filter(community=visitor.community, thread=None, deleted_at=None)
    Reading.objects.bulk_create(
        [Reading(membership=visitor.membership, post=post, at=now) for post in threads],
        update_conflicts=True,
        unique_fields=["membership", "post"],
        update_fields=["at"],
    )


@transaction.atomic
def read_notices(*, visitor: Visitor) -> None:
    """Note that a member has seen their notices."""
    if visitor.membership is not None:
        Notice.objects.filter(membership=visitor.membership, read_at=None).update(read_at=timezone.now())
