"""Every read of questions and polls."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goen.core.words.cloud import Placed, frame, lay_out
from goen.core.words.counting import WordCount, count_words
from goen.events.models import Event
from goen.questions import phases
from goen.questions.models import Answer, Desk, Poll, Question, Upvote

_State = Question.State


@dataclass(frozen=True)
class Bar:
    """One option of a poll with its votes; ``share`` is in per cent of those who answered."""

    number: int
    text: str
    n: int
    share: int


@dataclass(frozen=True)
class Result:
    """What a poll came to; empty but for the number of people while it is open."""

    poll: Poll
    n_people: int
    bars: Sequence[Bar] = ()
    words: Sequence[WordCount] = ()
    cloud: Sequence[Placed] = ()

    @property
    def view_box(self) -> str:
        """Return the part of the picture the words cover, as SVG wants it."""
        return " ".join(str(number) for number in frame(self.cloud))


@dataclass(frozen=True)
class OpenPoll:
    """A poll as one phone sees it: what was answered from there, and the result once there is one."""

    poll: Poll
    own_options: frozenset[int]
    own_words: Sequence[str]
    result: Result

    @property
    def choices(self) -> list[tuple[int, str, bool]]:
        """Number, text and whether it was chosen here, for every option."""
        return [(number, text, number in self.own_options) for number, text in enumerate(self.poll.options, start=1)]

    @property
    def word_fields(self) -> list[str]:
        """What stands in the fields for words."""
        return [*self.own_words, *[""] * phases.MAX_WORDS][: phases.MAX_WORDS]


@dataclass(frozen=True)
class OnScreen:
    """What of questions and polls the projector shows, and since when; both are None most of the time."""

    question: Question | None
    poll: Result | None
    since: datetime | None


@dataclass(frozen=True)
class HallNow:
    """Questions and polls at a glance."""

    n_waiting: int
    n_shown: int
    polls: Sequence[Poll]
    shown: OnScreen


def questions_shown(event: Event, voter_key: str) -> list[Question]:
    """Return what the hall sees, most wanted first and answered ones last, each with ``n_votes`` and ``is_voted``; 1 query."""
    rows = _counted(Question.objects.filter(event=event, state__in=(_State.SHOWN, _State.ANSWERED)))
    voted = Upvote.objects.filter(question=OuterRef("pk"), voter_key=voter_key)
    rows = rows.select_related("participation").annotate(is_voted=Exists(voted))
    return sorted(rows, key=lambda row: (row.state == _State.ANSWERED, -row.n_votes, row.asked_at, row.pk))


def own_unseen(event: Event, asker_key: str) -> list[Question]:
    """Return an asker's questions that only they see: waiting, or hidden with its reason; 1 query."""
    return list(Question.objects.filter(event=event, asker_key=asker_key, state__in=(_State.WAITING, _State.HIDDEN)))


def queue(event: Event) -> dict[str, list[Question]]:
    """Return every question by state, the most wanted first, those that wait in order of arrival; 1 query."""
    rows = _counted(Question.objects.filter(event=event)).select_related("participation__organisation")
    by_state: dict[str, list[Question]] = {state: [] for state in _State.values}
    for row in rows:
        by_state[row.state].append(row)
    by_state[_State.SHOWN].sort(key=lambda row: (-vars(row)["n_votes"], row.asked_at))
    return by_state


def n_waiting(event: Event) -> int:
    """Return how many questions wait for a moderator; 1 query."""
    return Question.objects.filter(event=event, state=_State.WAITING).count()


def has_open_poll(event: Event) -> bool:
    """Tell whether something is asked of the hall now; 1 query."""
    return Poll.objects.filter(event=event, state=Poll.State.OPEN).exists()


def top_questions(event: Event, limit: int = phases.N_ON_SCREEN) -> list[Question]:
    """Return the most wanted questions that are not answered; 1 query."""
    rows = _counted(Question.objects.filter(event=event, state=_State.SHOWN)).select_related("participation")
    return list(rows.order_by("-n_votes", "asked_at", "id")[:limit])


def vote_counts(question_ids: Sequence[int]) -> dict[int, int]:
    """Return votes per question; 1 query."""
    rows = Question.objects.filter(pk__in=question_ids).annotate(n=Count("upvotes"))
    return dict(rows.values_list("pk", "n"))


def polls_of(event: Event) -> list[Poll]:
    """Return an event's polls in order of making, each with ``n_people``; 1 query."""
    return list(
        Poll.objects.filter(event=event).annotate(n_people=Count("answers__voter_key", distinct=True)).order_by("id")
    )


def polls_for(event: Event, voter_key: str) -> list[OpenPoll]:
    """Return what a phone shows of polls: open ones first, then the last closed one; ≤ 4 queries."""
    polls = list(Poll.objects.filter(event=event, state=Poll.State.OPEN))
    closed = Poll.objects.filter(event=event, state=Poll.State.CLOSED).order_by("-closed_at").first()
    shown = [*polls, *([closed] if closed else [])]
    own = list(Answer.objects.filter(poll__in=shown, voter_key=voter_key).order_by("slot")) if shown else []
    return [_open_poll(poll, [row for row in own if row.poll_id == poll.pk]) for poll in shown]


def result_of(poll: Poll, *, is_early: bool = False) -> Result:
    """Return what a poll came to; the counts only once it is closed, unless a moderator looks early; ≤ 1 query.

    A closed poll is counted once per process: a full hall asks for it in the same second.
    """
    if poll.state == Poll.State.CLOSED:
        return replace(_closed(poll.pk, poll.closed_at), poll=poll)
    return _count(poll) if is_early else Result(poll, n_people_of(poll.pk))


@lru_cache(maxsize=64)
def _closed(poll_id: int, _closed_at: datetime | None) -> Result:
    return _count(Poll.objects.get(pk=poll_id))


def _count(poll: Poll) -> Result:
    rows = list(Answer.objects.filter(poll=poll).values_list("voter_key", "option", "text"))
    n_people = len({key for key, _option, _text in rows})
    if poll.kind == Poll.Kind.WORDS:
        words = count_words(text for _key, _option, text in rows)
        return Result(poll, n_people, words=words, cloud=lay_out(words))
    counted = Counter(option for _key, option, _text in rows)
    bars = [
        Bar(number, text, counted[number], round(100 * counted[number] / n_people) if n_people else 0)
        for number, text in enumerate(poll.options, start=1)
    ]
    return Result(poll, n_people, bars=bars)


def answers_of(poll: Poll) -> list[str]:
    """Return every answer in words, in an order that tells nothing about who answered; 1 query."""
    return sorted(Answer.objects.filter(poll=poll).exclude(text="").values_list("text", flat=True))


def n_people_of(poll_id: int) -> int:
    """Return how many people have answered a poll; 1 query."""
    return Answer.objects.filter(poll_id=poll_id).values("voter_key").distinct().count()


def hall_now(event: Event) -> HallNow:
    """Return questions and polls as the control room sees them; 3 queries."""
    states = Counter(Question.objects.filter(event=event).values_list("state", flat=True))
    polls = list(Poll.objects.filter(event=event, state=Poll.State.OPEN))
    return HallNow(states[_State.WAITING], states[_State.SHOWN], polls, on_screen(event))


def on_screen(event: Event) -> OnScreen:
    """Return what the moderators have put on the projector; ≤ 2 queries."""
    desk = Desk.objects.filter(event=event).select_related("question__participation", "poll").first()
    if desk is None or (desk.question is None and desk.poll is None):
        return OnScreen(None, None, None)
    return OnScreen(desk.question, result_of(desk.poll) if desk.poll else None, desk.shown_at)


def _counted(rows: QuerySet[Question]) -> QuerySet[Any]:
    return rows.annotate(n_votes=Count("upvotes", filter=Q(upvotes__isnull=False)))


def _open_poll(poll: Poll, own: list[Answer]) -> OpenPoll:
    return OpenPoll(poll, frozenset(row.option for row in own), [row.text for row in own if row.text], result_of(poll))
