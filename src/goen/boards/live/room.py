"""The room of one board: checks, keeps, acknowledges and passes on every update, in this order.

Started once, from the log. An update goes to the one writer; only after its commit is it acknowledged and sent, as the same
bytes, to everybody else, in order of the log. Runs in the event loop.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.utils import translation

from goen.base.durable import writer
from goen.base.live import bridge
from goen.base.live.door import in_thread
from goen.base.live.hub import Frame, Outbox
from goen.base.messages import sentence
from goen.boards import queries, services
from goen.boards.access import BoardMember
from goen.boards.live import frames
from goen.core.errors import BadInputError, GoenError, RefusedError, TooMuchError
from goen.core.notes.board import BoardDoc, Rules

Answer = Callable[[Frame], None]
CHANNEL = b"goen:boards"
CHANNEL_REACTED = b"goen:boards:reacted"
CLOSE_HOSTILE = 4400
_MAX_REMEMBERED = 5000
_MAX_STRIKES = 20
_MAX_NAMES = 40
_HERE_EVERY_S = 0.4
_GAP_WAIT_S = 0.05
_COUNT_EVERY_S = 0.4
_log = logging.getLogger(__name__)
# Refusals that the screen may try again later, without changing what it wrote.
LATER = frozenset({"boards.frozen", "boards.not_open", "boards.try_later", "boards.out_of_order"})


@dataclass(eq=False)
class Guest:
    """One open screen at the board."""

    at: BoardMember
    outbox: Outbox
    language: str
    writing: str = ""


@dataclass
class _Pending:
    update: bytes
    answers: list[tuple[str, Answer]] = field(default_factory=list)


class Room:
    """A board with everybody at it."""

    def __init__(self, board_id: int, *, on_change: Callable[[int], None]) -> None:
        self.board_id = board_id
        self.guests: dict[Outbox, Guest] = {}
        self.gate = queries.Gate(refusal="boards.try_later")
        self.people: dict[str, str] = {}
        self._sequence = 0
        self._doc = BoardDoc()
        self._pending: dict[str, _Pending] = {}
        self._remembered: OrderedDict[str, int] = OrderedDict()
        self._ready: dict[int, tuple[bytes, Outbox | None, bool]] = {}
        self._last_write: asyncio.Future[int] | None = None
        self._strikes: dict[str, int] = {}
        self._count_timer: asyncio.TimerHandle | None = None
        self._here_timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._on_change = on_change
        self._looked_at = asyncio.get_running_loop().time()

    async def start(self) -> "Room":
        """Load the log first, always; a room serves nobody before."""
        rows, self.gate, self.people = await in_thread(queries.room_start, self.board_id)
        self._doc = BoardDoc(update for _number, update in rows)
        self._sequence = rows[-1][0] if rows else 0
        return self

    @property
    def is_idle(self) -> bool:
        """Whether nobody is here and nothing waits for its commit."""
        return not self.guests and not self._pending

    def join(self, guest: Guest) -> None:
        """Let a screen hear everything from now on; it asks for the state itself."""
        self.guests[guest.outbox] = guest
        if not self.gate.is_anonymous:
            self.people.setdefault(guest.at.author_key, guest.at.name)
        self._tell_here()

    def leave(self, outbox: Outbox) -> None:
        """Forget a screen."""
        if self.guests.pop(outbox, None):
            self._tell_here()

    def writes(self, guest: Guest, note_id: str) -> None:
        """Show others that somebody is writing."""
        if guest.writing != note_id:
            guest.writing = note_id
            self._tell_here()

    async def take(
        self, at: BoardMember, language: str, sent: frames.SentUpdate, answer: Answer, own: Outbox | None
    ) -> None:
        """Take an update: check, hand to the writer; the answer is an acknowledgement after the commit, or a refusal."""
        if self._is_repeated(sent.message_id, answer):
            return
        try:
            await self._accept(at, sent.update)
        except GoenError as error:
            answer(self._refused(sent.message_id, error, language))
            self._count_strike(at, error, own)
            return
        pending = _Pending(sent.update, [(language, answer)])
        self._pending[sent.message_id] = pending
        new = services.NewUpdate(self.board_id, sent.message_id, sent.update)
        self._last_write = writer.submit(services.append_updates, new)
        self._last_write.add_done_callback(partial(self._on_committed, sent.message_id, own))

    async def answer_to(self, at: BoardMember, language: str, sent: frames.SentUpdate) -> Frame:
        """Take an update and wait for its answer, for screens that speak by POST."""
        answered: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()

        def answer(frame: Frame) -> None:
            if not answered.done():
                answered.set_result(frame)

        await self.take(at, language, sent, answer, None)
        return await answered

    async def state_for(self, vector: bytes) -> Frame:
        """Return what a screen lacks; never anything that is not yet durable."""
        body, own = self._doc.state(vector), self._doc.vector()
        if self._last_write is not None and not self._last_write.done():
            await asyncio.wait([self._last_write])
        return frames.state(self._sequence, own, body)

    async def catch_up(self) -> None:
        """Read what the log holds beyond this room: written by another process or by a page without scripts."""
        for sequence, update in await in_thread(queries.updates_after, self.board_id, self._sequence):
            self._put_ready(sequence, update, None, is_merged=False)

    async def look_again(self) -> None:
        """Catch up when somebody arrives, at most once a second: a command line may have written past this process."""
        now = asyncio.get_running_loop().time()
        if now - self._looked_at > 1.0:
            self._looked_at = now
            await self.catch_up()

    def take_from_elsewhere(self, sequence: int, update: bytes) -> None:
        """Take an update another process has kept."""
        self._put_ready(sequence, update, None, is_merged=False)

    async def refresh(self) -> None:
        """Ask again whether writing is open and tell everybody when that changed."""
        gate = await in_thread(queries.gate_of, self.board_id)
        if gate != self.gate:
            self.gate = gate
            self.tell(Frame.of("boards.gate", **gate.as_news()))

    def count_soon(self) -> None:
        """Tell everybody the counts of the small signs, at most a few times a second."""
        if self._count_timer is None:
            loop = asyncio.get_running_loop()
            self._count_timer = loop.call_later(_COUNT_EVERY_S, lambda: self.spawn(self._tell_reactions()))

    async def _tell_reactions(self) -> None:
        self._count_timer = None
        counts = await in_thread(queries.reaction_counts, self.board_id)
        self.tell(Frame.of("boards.reactions", counts=counts))

    def tell(self, frame: Frame) -> None:
        """Send one frame, encoded once, to everybody here."""
        for outbox in list(self.guests):
            outbox.put(frame)

    def spawn(self, work: Coroutine[object, object, None]) -> None:
        """Run something beside, and keep hold of it until it ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _accept(self, at: BoardMember, update: bytes) -> None:
        if not at.is_writer:
            raise RefusedError("base.refused")
        if self.gate.refusal:
            raise RefusedError(self.gate.refusal)
        rules = Rules(self.gate.column_keys, "" if self.gate.is_anonymous else at.author_key)
        try:
            self._doc.accept(update, rules)
        except BadInputError as error:
            if error.code != "boards.out_of_order" or not settings.REDIS_URL:
                raise
            await self.catch_up()  # this screen came from another process and is ahead of what we heard
            self._doc.accept(update, rules)

    def _is_repeated(self, message_id: str, answer: Answer) -> bool:
        if message_id in self._remembered:
            answer(frames.ack(self._remembered[message_id], message_id))
            return True
        if message_id in self._pending:
            self._pending[message_id].answers.append(("", answer))
            return True
        return False

    def _on_committed(self, message_id: str, own: Outbox | None, future: "asyncio.Future[int]") -> None:
        pending = self._pending.pop(message_id)
        if (error := future.exception()) is not None:
            self._take_back(message_id, pending, error)
            return
        sequence = future.result()
        self._remembered[message_id] = sequence
        if len(self._remembered) > _MAX_REMEMBERED:
            self._remembered.popitem(last=False)
        receipt = frames.ack(sequence, message_id)
        for _language, answer in pending.answers:
            answer(receipt)
        if settings.REDIS_URL:
            bridge.post(CHANNEL, self.board_id.to_bytes(8) + sequence.to_bytes(8) + pending.update)
        self._put_ready(sequence, pending.update, own, is_merged=True)

    def _put_ready(self, sequence: int, update: bytes, own: Outbox | None, *, is_merged: bool) -> None:
        """Pass on in order of the log, whatever order the news came in."""
        if sequence <= self._sequence or (sequence in self._ready and not is_merged):
            return
        self._ready[sequence] = (update, own, is_merged)
        while (entry := self._ready.pop(self._sequence + 1, None)) is not None:
            self._sequence += 1
            self._pass_on(self._sequence, *entry)
        if self._ready:
            asyncio.get_running_loop().call_later(_GAP_WAIT_S, self._fill_gap, self._sequence)

    def _fill_gap(self, stood_at: int) -> None:
        if self._ready and self._sequence == stood_at:
            self.spawn(self.catch_up())

    def _pass_on(self, sequence: int, update: bytes, own: Outbox | None, is_merged: bool) -> None:
        if not is_merged:
            self._doc.merge(update)
        frame = frames.update(sequence, update)
        for outbox in list(self.guests):
            if outbox is not own:
                outbox.put(frame)
        self._on_change(self.board_id)

    def _take_back(self, message_id: str, pending: _Pending, error: BaseException) -> None:
        """Take back what passed the check but could not be kept: tell its writer, and stand on the log again."""
        if not isinstance(error, GoenError):
            _log.error("an update could not be kept", exc_info=error)
            error = TooMuchError("boards.try_later")
        for language, answer in pending.answers:
            answer(self._refused(message_id, error, language))
        self.spawn(self._reload())

    async def _reload(self) -> None:
        rows, self.gate, _people = await in_thread(queries.room_start, self.board_id)
        doc = BoardDoc(update for _number, update in rows)
        for pending in self._pending.values():
            doc.merge(pending.update)
        self._doc = doc
        self.tell(Frame.of("boards.gate", **self.gate.as_news()))

    def _refused(self, message_id: str, error: GoenError, language: str) -> Frame:
        with translation.override(language or settings.LANGUAGE_CODE):
            text = sentence(error)
        is_final = error.code not in LATER
        return Frame.of("boards.refused", id=message_id, code=error.code, message=text, is_final=is_final)

    def _count_strike(self, at: BoardMember, error: GoenError, own: Outbox | None) -> None:
        """Let nobody keep the room busy with what it must refuse."""
        if error.code in LATER:
            return
        key = at.member.key
        self._strikes[key] = self._strikes.get(key, 0) + 1
        if own is not None and self._strikes[key] % _MAX_STRIKES == 0:
            own.close(CLOSE_HOSTILE)

    def _tell_here(self) -> None:
        if self._here_timer is None:
            self._here_timer = asyncio.get_running_loop().call_later(_HERE_EVERY_S, self._send_here)

    def _send_here(self) -> None:
        self._here_timer = None
        people: dict[str, dict[str, str]] = {}
        if not self.gate.is_anonymous:
            for guest in self.guests.values():
                person = people.setdefault(guest.at.author_key, {"name": guest.at.name, "writing": ""})
                person["writing"] = person["writing"] or guest.writing
        listed = people if len(people) <= _MAX_NAMES else {}
        self.tell(Frame.of("boards.here", n=len(people) or len(self.guests), people=listed))
