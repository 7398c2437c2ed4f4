"""News between processes over Redis; without Redis there is one process and nothing to do."""

import asyncio
import json
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Callable

import redis
import redis.asyncio
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from goen.base.live import news
from goen.base.live.hub import hub

Handler = Callable[[bytes], None]
_NEWS = b"goen:news"
_ORIGIN = secrets.token_bytes(8)
_log = logging.getLogger(__name__)
_handlers: dict[bytes, Handler] = {}
_reconnect_hooks: list[Callable[[], None]] = []
_tasks: set[asyncio.Task[None]] = set()
_out: list[redis.Redis] = []
_outgoing: deque[tuple[bytes, bytes]] = deque(maxlen=10_000)
_has_outgoing = asyncio.Event()


def subscribe(channel: bytes, handler: Handler, *, after_gap: Callable[[], None]) -> None:
    """Call ``handler`` in the loop for what other processes send; ``after_gap`` whenever something may be missing."""
    _handlers[channel] = handler
    _reconnect_hooks.append(after_gap)


def send(channel: bytes, payload: bytes) -> None:
    """Send to the other processes, from any thread; a Redis that is away is logged, the log of the table still counts."""
    if not settings.REDIS_URL:
        return
    if not _out:
        _out.append(redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2))
    try:
        _out[0].publish(channel, _ORIGIN + payload)
    except redis.RedisError:
        _log.exception("news could not be carried to the other processes")


def post(channel: bytes, payload: bytes) -> None:
    """Send to the other processes from the event loop, without waiting; what piles up goes in one round trip."""
    _outgoing.append((channel, _ORIGIN + payload))
    _has_outgoing.set()


def carry_news() -> None:
    """Take the news of this process to the others, also from a command line; called once, when the apps are ready."""
    if settings.REDIS_URL:
        news.carry(_carry)


def start() -> None:
    """Begin to listen for the other processes; returns at once."""
    if not settings.REDIS_URL or _tasks:
        return
    _handlers[_NEWS] = _hear
    _reconnect_hooks.append(hub.resync_all)
    for work in (_listen_for_ever, _send_for_ever):
        _tasks.add(asyncio.get_running_loop().create_task(_again_and_again(work), name="goen-bridge"))


async def stop() -> None:
    """Stop listening."""
    for task in list(_tasks):
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    _tasks.clear()


def _carry(topic: str, kind: str, data: dict[str, object]) -> None:
    send(_NEWS, json.dumps([topic, kind, data], cls=DjangoJSONEncoder).encode())


def _hear(payload: bytes) -> None:
    topic, kind, data = json.loads(payload)
    news.hear(topic, kind, data)


async def _again_and_again(work: Callable[[], Awaitable[None]]) -> None:
    wait_s = 0.1
    while True:
        try:
            await work()
        except (redis.RedisError, OSError):
            _log.warning("the bridge to the other processes is down; trying again")
            await asyncio.sleep(wait_s)
            wait_s = min(wait_s * 2, 2.0)


async def _send_for_ever() -> None:
    async with redis.asyncio.Redis.from_url(settings.REDIS_URL) as client:
        while True:
            await _has_outgoing.wait()
            _has_outgoing.clear()
            async with client.pipeline(transaction=False) as pipe:
                while _outgoing:
                    pipe.publish(*_outgoing.popleft())
                await pipe.execute()


async def _listen_for_ever() -> None:
    async with redis.asyncio.Redis.from_url(settings.REDIS_URL, health_check_interval=5) as client:
        listening = client.pubsub(ignore_subscribe_messages=True)
        await listening.subscribe(*_handlers)
        for hook in _reconnect_hooks:
            hook()
        async for message in listening.listen():
            payload: bytes = message["data"]
            if not payload.startswith(_ORIGIN):
                _handlers[message["channel"]](payload[len(_ORIGIN) :])
