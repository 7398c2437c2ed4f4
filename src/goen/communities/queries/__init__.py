"""Every read of communities."""

from goen.communities.queries.communities import (
    Shelf,
    audience_choices,
    communities_of_event,
    consultations_of,
    invited_events,
    n_to_invite,
    shelf,
)
from goen.communities.queries.members import deleted_posts, members, n_members
from goen.communities.queries.moderation import Case, cases, hidden_posts, n_cases
from goen.communities.queries.news import News, news_of, notices_of, unread_notices
from goen.communities.queries.posts import (
    ThreadPage,
    comments_of,
    found_posts,
    gathering_of,
    gatherings_ahead,
    poll_of,
    threads,
)

__all__ = [
    "Case",
    "News",
    "Shelf",
    "ThreadPage",
    "audience_choices",
    "cases",
    "comments_of",
    "communities_of_event",
    "consultations_of",
    "deleted_posts",
    "found_posts",
    "gathering_of",
    "gatherings_ahead",
    "hidden_posts",
    "invited_events",
    "members",
    "n_cases",
    "n_members",
    "n_to_invite",
    "news_of",
    "notices_of",
    "poll_of",
    "shelf",
    "threads",
    "unread_notices",
]
