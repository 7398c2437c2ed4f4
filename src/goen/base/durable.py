"""One writer with group commit: durable before it is acknowledged, at a cost shared by all who wait.

Live paths hand their writes to a thread with a connection of its own; everything that waits goes into one transaction, and
every asker hears of it after the commit. The tables are Django's; only the hot path leaves the ORM.
"""

import asyncio
import logging
import sqlite3
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol

import psycopg
from django.conf import settings
from django.db import connection, transaction

from goen.core.errors import GoenError

_log = logging.getLogger(__name__)
_MAX_BATCH = 2000
_GIVE_UP_S = 20.0
_LOCK_S = 10.0
_SWITCH_S = 0.0005
_LOCK_STEP_S = 0.001


class Sql(Protocol):
    """What a batch may do: statements with ``%s`` for values, on SQLite and PostgreSQL alike."""

    is_postgres: bool

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a statement that answers rows."""

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement that answers nothing."""


# Writes all items in order and returns one result for each; a GoenError as a result refuses that item alone.
Batch = Callable[[Sql, list[Any]], Sequence[Any]]


@dataclass(slots=True)
class _Request:
    batch: Batch
    item: object
    future: "asyncio.Future[Any] | Future[Any]"
    loop: asyncio.AbstractEventLoop | None


class Writer:
    """The thread that writes; started by the first submission."""

    def __init__(self) -> None:
        self._waiting: deque[_Request] = deque()
        self._starting = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._kicked_by: asyncio.AbstractEventLoop | None = None

    def submit(self, batch: Batch, item: object) -> "asyncio.Future[Any]":
        """Hand over a write from the event loop; the future ends after the commit, with the result or the refusal.

        The thread is woken once per turn of the loop, with everything that turn has brought.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._waiting.append(_Request(batch, item, future, loop))
        if self._kicked_by is not loop:
            self._kicked_by = loop
            loop.call_soon(self._kick)
        return future

    def write(self, batch: Batch, item: object) -> Any:
        """Hand over a write from a thread and wait for its commit."""
        if getattr(settings, "DURABLE_DIRECT", False):
            return _direct(batch, item)
        future: Future[Any] = Future()
        self._waiting.append(_Request(batch, item, future, None))
        self._kick()
        return future.result(timeout=_GIVE_UP_S + 10)

    def _kick(self) -> None:
        self._kicked_by = None
        if self._thread is None or not self._thread.is_alive():
            with self._starting:
                if self._thread is None or not self._thread.is_alive():
                    self._thread = threading.Thread(target=self._work, name="goen-writer", daemon=True)
                    self._thread.start()
        if not self._wake.is_set():
            self._wake.set()

    def _work(self) -> None:
        # Every statement gives the interpreter's lock away; with the usual 5 ms it would come back too late for people.
        sys.setswitchinterval(_SWITCH_S)
        database = _Database()
        while True:
            self._wake.wait()
            self._wake.clear()
            while requests := self._take():
                _commit(database, requests)

    def _take(self) -> list[_Request]:
        return [self._waiting.popleft() for _n in range(min(len(self._waiting), _MAX_BATCH))]


def _commit(database: "_Database", requests: list[_Request]) -> None:
    """Write all in one transaction; when that fails, each alone, so that one bad item harms nobody else."""
    try:
        results = database.transact(requests)
    except (psycopg.OperationalError, sqlite3.OperationalError) as error:
        _log.exception("durable writes failed: the database stayed away")
        results = [error] * len(requests)
    except Exception as error:  # noqa: BLE001 - whatever it was, its asker must hear of it and nobody else
        if len(requests) > 1:
            for request in requests:
                _commit(database, [request])
            return
        _log.exception("a durable write failed")
        results = [error]
    _tell(requests, results)


def _tell(requests: list[_Request], results: list[Any]) -> None:
    """Wake each event loop once for all of its answers."""
    loops: dict[asyncio.AbstractEventLoop | None, list[tuple[Any, Any]]] = {}
    for request, result in zip(requests, results, strict=True):
        loops.setdefault(request.loop, []).append((request.future, result))
    for loop, answers in loops.items():
        if loop is None:
            _resolve(answers)
        elif not loop.is_closed():
            loop.call_soon_threadsafe(_resolve, answers)


def _resolve(answers: list[tuple[Any, Any]]) -> None:
    for future, result in answers:
        if future.done():
            continue
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)


def _run_batches(sql: Sql, requests: list[_Request]) -> list[Any]:
    groups: dict[Batch, list[int]] = {}
    for index, request in enumerate(requests):
        groups.setdefault(request.batch, []).append(index)
    results: list[Any] = [None] * len(requests)
    for batch, indices in groups.items():
        for index, result in zip(indices, batch(sql, [requests[k].item for k in indices]), strict=True):
            results[index] = result
    return results


class _Database:
    """The writer's own connection, opened again whenever it broke."""

    def __init__(self) -> None:
        self._sql: _SqliteSql | _PostgresSql | None = None

    def transact(self, requests: list[_Request]) -> list[Any]:
        """Run and commit; a lost connection is tried again, because every batch may be repeated harmlessly."""
        until = time.monotonic() + _GIVE_UP_S
        wait_s = 0.05
        while True:
            try:
                if self._sql is None:
                    self._sql = _open()
                return self._sql.transact(requests)
            except (psycopg.OperationalError, sqlite3.OperationalError):
                self._sql = None
                if time.monotonic() > until:
                    raise
                _log.warning("the database is away or busy; the writer tries again")
                time.sleep(wait_s)
                wait_s = min(2 * wait_s, 1.0)


class _SqliteSql:
    is_postgres = False

    def __init__(self, path: str) -> None:
        # timeout 0: SQLite's own wait grows to 100 ms a step, which everybody at every table would feel.
        self._connection = sqlite3.connect(path, timeout=0, isolation_level=None, uri=path.startswith("file:"))
        # The log is folded into the database by Django's connections, in their threads, while this one goes on writing.
        for pragma in ("synchronous=FULL", "cache_size=-16000", "wal_autocheckpoint=0"):
            self._connection.execute(f"PRAGMA {pragma}")

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement.replace("%s", "?"), values).fetchall()

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        self._connection.execute(statement.replace("%s", "?"), values)

    def transact(self, requests: list[_Request]) -> list[Any]:
        self._begin()
        try:
            results = _run_batches(self, requests)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return results

    def _begin(self) -> None:
        until = time.monotonic() + _LOCK_S
        while True:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(_LOCK_STEP_S)
            else:
                return


class _PostgresSql:
    is_postgres = True

    def __init__(self, parameters: dict[str, Any]) -> None:
        self._connection = psycopg.connect(**parameters, autocommit=True, prepare_threshold=1)
        self._connection.execute("SET synchronous_commit = on")

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, values).fetchall()

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        self._connection.execute(statement, values)

    def transact(self, requests: list[_Request]) -> list[Any]:
        with self._connection.transaction():
            return _run_batches(self, requests)


class _DjangoSql:
    """Django's own connection, for tests and one-process commands that see their own transaction."""

    def __init__(self) -> None:
        self.is_postgres = connection.vendor == "postgresql"

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)


def _direct(batch: Batch, item: object) -> Any:
    with transaction.atomic():
        result = batch(_DjangoSql(), [item])[0]
    if isinstance(result, GoenError):
        raise result
    return result


def _open() -> _SqliteSql | _PostgresSql:
    database: dict[str, Any] = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        return _SqliteSql(str(database["NAME"]))
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return _PostgresSql({key: database[name] for key, name in names.items() if database.get(name)})


writer = Writer()
