"""Phones as the browser's are: they write whether or not a line is there, keep what was not acknowledged, and send it again."""

import asyncio
import random
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from tests.boards.screens import Screen
from websockets.exceptions import WebSocketException

_TROUBLE = (WebSocketException, OSError, TimeoutError, AssertionError)
_RETRY_S = 0.25


@dataclass
class Phone:
    """One phone: its document, its queue, and where it knocks."""

    addresses: list[str]
    session: str
    board: int
    number: int
    rng: random.Random
    screen: Screen = field(init=False)
    queue: dict[str, bytes] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    acked: set[str] = field(default_factory=set)
    delays_ms: list[float] = field(default_factory=list)
    _written_at: dict[str, float] = field(default_factory=dict)
    _is_over: bool = False
    is_known: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.screen = self._fresh_screen()

    async def live(self) -> None:
        """Keep a line, however often it breaks."""
        while not self._is_over:
            with suppress(*_TROUBLE):
                async with asyncio.timeout(20):
                    await self._connect()
                await self._converse()
            if self.screen.socket is not None:
                with suppress(*_TROUBLE):
                    await asyncio.wait_for(self.screen.__aexit__(), 1)
            await asyncio.sleep(_RETRY_S * (0.5 + self.rng.random()))

    async def write(self, seconds: float, every_s: float) -> None:
        """Write notes for a while, at moments of one's own."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._write_one()
            await asyncio.sleep(every_s * (0.5 + self.rng.random()))

    async def settle(self, timeout_s: float) -> bool:
        """Wait until everything is acknowledged; returns whether it came to that."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                while self.queue:
                    await asyncio.sleep(0.02)
        return not self.queue

    def stop(self) -> None:
        """Put the phone away."""
        self._is_over = True

    def _write_one(self) -> None:
        text = f"{self.number}-{len(self.texts)}-{secrets.token_hex(4)}"
        message_id = secrets.token_hex(8)
        self.queue[message_id] = self.screen.note(text)
        self.texts[message_id] = text
        self._written_at[message_id] = time.monotonic()

    def _fresh_screen(self) -> Screen:
        screen = Screen(self.rng.choice(self.addresses), self.session, self.board)
        if hasattr(self, "screen"):
            screen.doc, screen.author = self.screen.doc, self.screen.author
        return screen

    async def _connect(self) -> None:
        self.screen = self._fresh_screen()
        await self.screen.__aenter__()
        await self.screen.ready()
        self.is_known.set()

    async def _converse(self) -> None:
        sent: set[str] = set()
        while not self._is_over and self.screen.socket.state == 1:
            for message_id in [key for key in self.queue if key not in sent]:
                await asyncio.wait_for(self.screen.send(self.queue[message_id], message_id), 10)
                sent.add(message_id)
            self._take_answers(sent)
            await asyncio.sleep(0.005)
        self._take_answers(sent)

    def _take_answers(self, sent: set[str]) -> None:
        for message_id in [key for key in self.queue if key in self.screen.acked]:
            del self.queue[message_id]
            self.acked.add(message_id)
            self.delays_ms.append(1000 * (time.monotonic() - self._written_at.pop(message_id)))
        refused = [key for key in self.screen.refused if key in self.queue]
        if refused:  # "try again later": from the first refused one on, in order
            self.screen.refused.clear()
            sent.clear()


@dataclass(frozen=True)
class Count:
    """What a drill found."""

    n_written: int
    n_acknowledged: int
    n_lost: int
    n_doubled: int
    n_never_sent: int
    n_apart: int

    @property
    def is_whole(self) -> bool:
        """Something was saved, nothing lost, nothing doubled, everybody the same."""
        return self.n_acknowledged > 0 and not (self.n_lost or self.n_doubled or self.n_never_sent or self.n_apart)


class Crowd:
    """Phones at one board."""

    def __init__(self, addresses: list[str], sessions: list[str], board: int, seed: int) -> None:
        rng = random.Random(seed)  # noqa: S311 - a drill, not a secret
        self.phones = [
            Phone(addresses, session, board, number, random.Random(rng.random()))  # noqa: S311 - as above
            for number, session in enumerate(sessions)
        ]
        self._lines: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self._lines = [asyncio.create_task(phone.live()) for phone in self.phones]
        await asyncio.gather(*(phone.is_known.wait() for phone in self.phones))  # a note carries its author
        return self

    async def __aexit__(self, *_error: object) -> None:
        for phone in self.phones:
            phone.stop()
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def write(self, seconds: float, every_s: float = 0.1) -> None:
        """Let everybody write for a while."""
        await asyncio.gather(*(phone.write(seconds, every_s) for phone in self.phones))

    def acknowledged(self) -> set[str]:
        """Return the texts somebody was told are saved."""
        return {phone.texts[key] for phone in self.phones for key in phone.acked}

    async def count(self, address: str, timeout_s: float = 30) -> Count:
        """Wait until everybody is done, ask a fresh screen what the server holds, and compare."""
        settled = await asyncio.gather(*(phone.settle(timeout_s) for phone in self.phones))
        acknowledged = self.acknowledged()  # what is acknowledged later, the fresh screen need not hold
        phone = self.phones[0]
        async with Screen(address, phone.session, phone.board) as fresh:
            await fresh.ready()
            held = fresh.texts()
        apart = await asyncio.gather(*(self._is_apart(phone, held) for phone in self.phones))
        return Count(
            n_written=sum(len(phone.texts) for phone in self.phones),
            n_acknowledged=len(acknowledged),
            n_lost=len(acknowledged - set(held)),
            n_doubled=len(held) - len(set(held)),
            n_never_sent=settled.count(False),
            n_apart=sum(apart),
        )

    def p99_ms(self) -> float:
        """Return the 99th percentile from writing to acknowledgement."""
        delays = sorted(delay for phone in self.phones for delay in phone.delays_ms)
        return delays[int(0.99 * (len(delays) - 1))] if delays else 0.0

    async def _is_apart(self, phone: Phone, held: list[str]) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(15):
                while phone.screen.texts() != held:
                    await asyncio.sleep(0.05)
        return phone.screen.texts() != held
