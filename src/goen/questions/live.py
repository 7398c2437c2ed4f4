"""``/live/questions/<slug>``: votes and ballots of a full hall, a thin endpoint beside Django."""

import asyncio
import json
from http import HTTPStatus
from typing import Any

from goen.base.durable import writer
from goen.base.live.door import Known, Scope, in_thread, is_same_site, session_key
from goen.base.live.streams import Receive, Send, answer_json, answer_kept, read_body, refusal
from goen.core.errors import BadInputError, GoenError, RefusedError
from goen.events.access import require
from goen.events.live import member_known
from goen.questions import services
from goen.questions.access import shown_poll

_MAX_BODY = 2000
_TELL_EVERY_S = 0.4
_polls: Known[Any] = Known(forget_on=("events.", "questions.poll_changed", "questions.poll_closed"))


async def hall(scope: Scope, receive: Receive, send: Send, slug: str) -> None:
    """Take one vote (``question``, ``is_up``) or one ballot (``poll`` with ``options`` or ``words``); answered when kept."""
    try:
        if scope["method"] != "POST" or not is_same_site(scope):
            raise RefusedError("base.refused")
        wish = _wish(await read_body(receive, _MAX_BODY))
        key = session_key(scope)
        if "poll" in wish:
            await _answer(key, slug, wish)
        else:
            await _vote(key, slug, wish)
        await answer_kept(send)
    except GoenError as error:
        status = HTTPStatus.NOT_FOUND if error.code == "base.refused" else HTTPStatus.CONFLICT
        await answer_json(send, refusal(scope, error), status)


async def _vote(key: str, slug: str, wish: dict[str, Any]) -> None:
    if not _is_number(wish.get("question")) or type(wish.get("is_up")) is not bool:
        raise BadInputError("questions.bad_ballot")
    member = await member_known(key, slug)
    require(member, "questions.see")
    voter = services.voter_key(member.event.pk, member.key)
    new = services.NewUpvote(member.event.pk, wish["question"], voter, wish["is_up"])
    await writer.submit(services.cast_upvotes, new)
    _telling.changed(member.event.pk, question_id=wish["question"])


async def _answer(key: str, slug: str, wish: dict[str, Any]) -> None:
    if not _is_number(wish["poll"]):
        raise BadInputError("questions.bad_ballot")
    member = await member_known(key, slug)
    require(member, "questions.answer")
    poll = await _polls.get((member.event.pk, wish["poll"]), shown_poll, member, wish["poll"])
    voter = services.voter_key(member.event.pk, member.key)
    new = services.NewBallot(member.event.pk, poll.pk, voter, services.read_ballot(poll, wish))
    await writer.submit(services.cast_ballots, new)
    _telling.changed(member.event.pk, poll_id=poll.pk)


def _is_number(value: object) -> bool:
    """Tell whether a value could be the number of a row: a larger one would be an error of the database."""
    return type(value) is int and 0 < value < 2**63


def _wish(body: bytes | None) -> dict[str, Any]:
    try:
        wish = json.loads(body or b"")
    except ValueError:
        raise BadInputError("questions.bad_ballot") from None
    if not isinstance(wish, dict):
        raise BadInputError("questions.bad_ballot")
    return wish


class _Telling:
    """Tells new counts at most a few times a second, however many votes there were."""

    def __init__(self) -> None:
        self._questions: dict[int, set[int]] = {}
        self._polls: dict[int, set[int]] = {}
        self._timer: asyncio.TimerHandle | None = None

    def changed(self, event_id: int, *, question_id: int = 0, poll_id: int = 0) -> None:
        """Remember what changed; told soon."""
        self._questions.setdefault(event_id, set()).update([question_id] if question_id else [])
        self._polls.setdefault(event_id, set()).update([poll_id] if poll_id else [])
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_TELL_EVERY_S, self._tell)

    def _tell(self) -> None:
        self._timer = None
        questions, self._questions = self._questions, {}
        polls, self._polls = self._polls, {}
        for event_id, ids in questions.items():
            work = in_thread(services.tell_counts, event_id, sorted(ids), sorted(polls[event_id]))
            asyncio.get_running_loop().create_task(work)


_telling = _Telling()
