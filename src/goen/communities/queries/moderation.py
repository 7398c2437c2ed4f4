"""What waits for those who look after a community."""

from collections.abc import Sequence
from dataclasses import dataclass

from goen.communities.access import Visitor
from goen.communities.models import Post, Report


@dataclass(frozen=True)
class Case:
    """One post with everything said about it that is not answered yet."""

    post: Post
    reports: Sequence[Report]

    @property
    def is_appeal(self) -> bool:
        """Whether the author asks to see it back."""
        return any(report.cause == Report.Cause.APPEAL for report in self.reports)


def cases(visitor: Visitor) -> list[Case]:
    """Return the open cases, the oldest first; who reported is not read; 1 query."""
    rows = Report.objects.filter(post__community=visitor.community, post__deleted_at=None, closed_at=None)
    by_post: dict[int, list[Report]] = {}
    for report in rows.select_related("post__author", "post__thread").defer("reporter"):
        by_post.setdefault(report.post_id, []).append(report)
    return [Case(reports[0].post, reports) for reports in by_post.values()]


def n_cases(visitor: Visitor) -> int:
    """Return how many posts wait for an answer; 1 query, 0 for readers and members."""
    if not visitor.may_run:
        return 0
    rows = Report.objects.filter(post__community=visitor.community, post__deleted_at=None, closed_at=None)
    return rows.values("post").distinct().count()


def hidden_posts(visitor: Visitor) -> list[Post]:
    """Return what is hidden now, newest first; 1 query."""
    rows = Post.objects.filter(community=visitor.community, hidden_at__isnull=False, deleted_at=None)
    return list(rows.select_related("author", "thread").order_by("-hidden_at")[:100])
