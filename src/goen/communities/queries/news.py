"""What is new for one member."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from goen.communities.access import Visitor
from goen.communities.models import Membership, Notice
from goen.communities.queries.posts import posts_since


@dataclass(frozen=True)
class News:
    """What a digest tells: threads as (headline, author), the number of comments, notices in words."""

    threads: Sequence[tuple[str, str]]
    n_comments: int
    notices: Sequence[str]

    @property
    def n(self) -> int:
        """How many pieces of news."""
        return len(self.threads) + self.n_comments + len(self.notices)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return self.n == 0


def news_of(membership: Membership, since: datetime) -> News:
    """Return what others wrote since a moment, and what was told to the member; 3 queries."""
    threads, n_comments = posts_since(membership, since)
    notices = Notice.objects.filter(membership=membership, created_at__gt=since, read_at=None)
    return News(
        threads=[(post.headline, post.author.label) for post in threads],
        n_comments=n_comments,
        notices=[_words(notice) for notice in notices.exclude(kind=Notice.Kind.COMMENTED)],
    )


def notices_of(visitor: Visitor) -> list[Notice]:
    """Return a member's notices, newest first; 1 query."""
    rows = Notice.objects.filter(membership=visitor.membership).select_related("post__thread", "post__author")
    return list(rows[:100])


def unread_notices(visitor: Visitor) -> int:
    """Return how many notices a member has not seen; ≤ 1 query."""
    if visitor.membership is None:
        return 0
    return Notice.objects.filter(membership=visitor.membership, read_at=None).count()


def _words(notice: Notice) -> str:
    kind = str(notice.get_kind_display())
    return f"{kind}（{notice.reason}）" if notice.reason else kind
