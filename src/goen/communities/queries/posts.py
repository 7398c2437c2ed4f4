"""Threads, comments, polls and gatherings as pages show them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from goen.communities import phases
from goen.communities.access import Visitor
from goen.communities.models import Answer, Ballot, Choice, Gathering, Membership, Poll, Post, Reading
from goen.core.text.normalise import match_form

_SOON = timedelta(hours=3)


@dataclass(frozen=True)
class ThreadPage:
    """One page of a community's threads; each carries ``n_comments`` and ``is_unread``."""

    threads: Sequence[Post]
    number: int
    has_more: bool
    query: str = ""


@dataclass(frozen=True)
class Tally:
    """One choice with its votes; ``share`` is in percent of ballots, ``names`` are empty in anonymous polls."""

    choice: Choice
    n_votes: int
    share: int
    is_mine: bool
    names: Sequence[str]


@dataclass(frozen=True)
class PollView:
    """A poll as one visitor may see it: figures are shown to who voted, to nobody else before it closes."""

    poll: Poll
    tallies: Sequence[Tally]
    n_ballots: int
    is_closed: bool
    has_voted: bool
    may_vote: bool

    @property
    def shows_figures(self) -> bool:
        """Whether votes are told now."""
        return self.is_closed or self.has_voted


@dataclass(frozen=True)
class GatheringView:
    """A gathering with who comes; names are for members."""

    gathering: Gathering
    coming: Sequence[str]
    n_not_coming: int
    own_answer: bool | None


def threads(visitor: Visitor, *, page: int = 1, query: str = "") -> ThreadPage:
    """Return a page of threads: pinned first, then by last activity; words are looked for in comments too; 2 queries."""
    rows = _visible_threads(visitor).select_related("author", "poll", "gathering").prefetch_related("attachments")
    rows = _marked(rows, visitor)
    if query:
        hits = Post.objects.filter(_matching(query), community=visitor.community, deleted_at=None)
        hits = hits if visitor.may_run else hits.filter(hidden_at=None)
        rows = rows.filter(Q(pk__in=hits.values("pk")) | Q(pk__in=hits.values("thread")))
    start = (page - 1) * phases.PAGE_SIZE
    ordered = rows.order_by(F("pinned_at").desc(nulls_last=True), "-active_at", "-pk")
    found = list(ordered[start : start + phases.PAGE_SIZE + 1])
    return ThreadPage(found[: phases.PAGE_SIZE], page, len(found) > phases.PAGE_SIZE, query)


def comments_of(visitor: Visitor, thread: Post) -> list[Post]:
    """Return the comments a visitor may read, oldest first, with authors and files; 2 queries."""
    rows = Post.objects.filter(thread=thread, deleted_at=None).select_related("author").prefetch_related("attachments")
    return list(_allowed(rows, visitor))


def found_posts(thread: Post, query: str) -> frozenset[int]:
    """Return which comments of a thread hold the words looked for; 1 query."""
    return frozenset(Post.objects.filter(_matching(query), thread=thread).values_list("pk", flat=True))


def unread_counts(membership_ids: Sequence[int]) -> Mapping[int, int]:
    """Return community → number of threads with news for these memberships; 1 query."""
    joined = Membership.objects.filter(community=OuterRef("community"), pk__in=membership_ids).values("joined_at")
    rows = Post.objects.filter(community__memberships__in=membership_ids, thread=None, deleted_at=None, hidden_at=None)
    rows = rows.annotate(read=Coalesce(_read_at(membership_ids), Subquery(joined[:1]), output_field=DateTimeField()))
    counted = rows.filter(active_at__gt=F("read")).order_by().values("community").annotate(n=Count("pk", distinct=True))
    return dict(counted.values_list("community", "n"))


def poll_of(visitor: Visitor, post: Post) -> PollView | None:
    """Return a thread's poll as the visitor may see it; ≤ 4 queries."""
    poll = Poll.objects.filter(post=post).prefetch_related("choices").first()
    if poll is None:
        return None
    ballots = list(Ballot.objects.filter(poll=poll).select_related("membership").prefetch_related("choices"))
    named: dict[int, list[str]] = {}
    for ballot in ballots:
        for choice in ballot.choices.all():
            named.setdefault(choice.pk, []).append(ballot.membership.label)
    own = next(
        (ballot for ballot in ballots if visitor.membership and ballot.membership_id == visitor.membership.pk), None
    )
    mine = {choice.pk for choice in own.choices.all()} if own else set()
    is_closed = poll.closes_at is not None and poll.closes_at <= timezone.now()
    return PollView(
        poll=poll,
        tallies=[
            _tally(choice, named.get(choice.pk, []), len(ballots), choice.pk in mine) for choice in poll.choices.all()
        ],
        n_ballots=len(ballots),
        is_closed=is_closed,
        has_voted=own is not None,
        may_vote=visitor.may_write and not is_closed and (own is None or not poll.is_anonymous),
    )


def gathering_of(visitor: Visitor, post: Post) -> GatheringView | None:
    """Return a thread's gathering with its answers; 2 queries."""
    gathering = Gathering.objects.filter(post=post).first()
    if gathering is None:
        return None
    answers = list(Answer.objects.filter(gathering=gathering).select_related("membership").order_by("pk"))
    own = next((row for row in answers if visitor.membership and row.membership_id == visitor.membership.pk), None)
    counted = Counter(row.is_coming for row in answers)
    names = [row.membership.label for row in answers if row.is_coming]
    return GatheringView(gathering, names, counted[False], own.is_coming if own else None)


def gatherings_ahead(visitor: Visitor) -> list[Gathering]:
    """Return the community's next gatherings, the nearest first; 1 query."""
    rows = Gathering.objects.filter(post__in=_visible_threads(visitor), ends_at__gte=timezone.now() - _SOON)
    return list(rows.select_related("post").order_by("starts_at")[:5])


def posts_since(membership: Membership, since: datetime) -> tuple[list[Post], int]:
    """Return the threads begun by others since a moment, and how many comments others wrote; 2 queries."""
    shown = Post.objects.filter(community=membership.community, created_at__gt=since, deleted_at=None, hidden_at=None)
    others = shown.exclude(author=membership).select_related("author")
    return list(others.filter(thread=None)[:20]), others.filter(thread__isnull=False).count()


def _tally(choice: Choice, names: Sequence[str], n_ballots: int, is_mine: bool) -> Tally:
    n_votes = choice.n_anonymous + len(names)
    return Tally(choice, n_votes, round(100 * n_votes / n_ballots) if n_ballots else 0, is_mine, names)


def _visible_threads(visitor: Visitor) -> QuerySet[Post]:
    others = Post.objects.filter(thread=OuterRef("pk"), deleted_at=None)
    rows = Post.objects.filter(community=visitor.community, thread=None)
    return _allowed(rows.filter(Q(deleted_at=None) | Exists(others)), visitor)


def _allowed(rows: QuerySet[Post], visitor: Visitor) -> QuerySet[Post]:
    if not visitor.may_read:
        return rows.none()
    if visitor.may_run:
        return rows
    own = Q(author=visitor.membership) if visitor.membership else Q(pk__in=[])
    return rows.filter(Q(hidden_at=None) | own)


def _marked(rows: QuerySet[Post], visitor: Visitor) -> QuerySet[Post]:
    """Return threads with their number of comments, and whether the visitor has news there."""
    shown = Q(comments__deleted_at=None, comments__hidden_at=None, comments__isnull=False)
    rows = rows.annotate(n_comments=Count("comments", filter=shown, distinct=True))
    if visitor.membership is None or not visitor.is_member:
        return rows.annotate(is_unread=Value(value=False))
    since = visitor.membership.joined_at or visitor.membership.created_at
    rows = rows.annotate(read_at=Coalesce(_read_at([visitor.membership.pk]), since, output_field=DateTimeField()))
    return rows.annotate(is_unread=Case(When(active_at__gt=F("read_at"), then=True), default=False))


def _read_at(membership_ids: Sequence[int]) -> Subquery:
    return Subquery(Reading.objects.filter(post=OuterRef("pk"), membership__in=membership_ids).values("at")[:1])


def _matching(query: str) -> Q:
    found = Q()
    for word in match_form(query).split():
        found &= Q(folded__contains=word)
    return found
