"""Work after the answer: enqueued by name on commit, kept in the database, done by threads of the server.

Slices register ``"<slice>.<verb>"`` in their ``tasks.py``; services enqueue by name and never import a task.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from goen.base import live
from goen.base.models import Job as Job  # noqa: PLC0414 - part of this module's own interface
from goen.core.errors import GoenError

Task = Callable[..., object]
_F = TypeVar("_F", bound=Task)
_registry: dict[str, Task] = {}
_wake = threading.Event()
_log = logging.getLogger(__name__)
_STALE_S = 15 * 60
_TELL_EVERY_S = 0.2
_LOOK_EVERY_S = 60.0
_regular: dict[str, timedelta] = {}
KEPT = timedelta(days=30)
"""How long a finished job stays: whoever started it may still ask how it ended, and why it failed."""
KEPT_SHORTLY = timedelta(days=2)
"""How long one stays that nobody started and nobody asks after, of which a busy day makes thousands."""
_kept_shortly: set[str] = set()


class CancelledError(Exception):
    """The person who started the job no longer wants it."""


class JobProgress:
    """Writes progress to the job's row, at most five times a second, and notices a cancel there."""

    def __init__(self, job_id: UUID) -> None:
        self._job_id = job_id
        self._told_at = 0.0

    def update(self, done: float, total: float, note: str = "") -> None:
        """Tell how far the job is; raises CancelledError when it was cancelled meanwhile."""
        now = time.monotonic()
        if now - self._told_at < _TELL_EVERY_S and done < total:
            return
        self._told_at = now
        rows = Job.objects.filter(pk=self._job_id, state=Job.State.RUNNING)
        if not rows.update(done=done, total=total, note=note[:200]):
            raise CancelledError


def task(name: str, *, is_kept_shortly: bool = False) -> Callable[[_F], _F]:
    """Register a function under a job name; it is called with the enqueued ids and ``progress``.

    ``is_kept_shortly`` is for the jobs of which a busy day makes thousands and after which nobody asks.
    """

    def register(function: _F) -> _F:
        _registry[name] = function
        if is_kept_shortly:
            _kept_shortly.add(name)
        return function

    return register


def names() -> frozenset[str]:
    """Return every registered job name."""
    return frozenset(_registry)


def task_of(name: str) -> Task:
    """Return the function of a job; an unknown name is a programming error (KeyError)."""
    return _registry[name]


def enqueue(
    name: str, *, owner_key: str = "", once: bool = False, not_before: datetime | None = None, **arguments: object
) -> Job:
    """Keep a job with the caller's transaction and wake a worker on commit.

    With ``once``, a job of the same name and arguments that still waits is returned instead of a second one. With
    ``not_before`` it waits for that moment, through restarts (a digest in the morning, a reminder after a due date).
    """
    waiting = Job.objects.filter(name=name, arguments=arguments, state=Job.State.WAITING)
    job = (waiting.first() if once else None) or Job.objects.create(
        name=name, arguments=arguments, owner_key=owner_key, not_before=not_before
    )
    transaction.on_commit(_after_enqueue)
    return job


def find(job_id: UUID) -> Job | None:
    """Return a job, or None; 1 query."""
    return Job.objects.filter(pk=job_id).first()


def every(name: str, period: timedelta) -> None:
    """Let a job without arguments be done once in each period while the server runs; called from ``apps.py``.

    Two processes may find it due in the same second: what it does must be harmless twice.
    """
    _regular[name] = period


def enqueue_due() -> int:
    """Enqueue the regular jobs whose period is over; returns how many; 1 query a regular job."""
    now, count = timezone.now(), 0
    for name, period in _regular.items():
        newest = Job.objects.filter(name=name).order_by("-created_at").first()
        if newest is None or newest.created_at <= now - period:
            enqueue(name)
            count += 1
    return count


def unfinished(name: str, **arguments: object) -> Job | None:
    """Return the newest job of this name and arguments that waits, runs or failed last; 1 query."""
    newest = Job.objects.filter(name=name, arguments=arguments).order_by("-created_at").first()
    return newest if newest and newest.state not in (Job.State.DONE, Job.State.CANCELLED) else None


def cancel(job: Job) -> bool:
    """Cancel a job that has not finished; returns whether it was still possible."""
    open_states = [Job.State.WAITING, Job.State.RUNNING]
    rows = Job.objects.filter(pk=job.pk, state__in=open_states)
    return bool(rows.update(state=Job.State.CANCELLED, finished_at=timezone.now()))


def tidy_up() -> int:
    """Forget jobs that ended long enough ago, however they ended; returns how many; 1 query.

    All jobs of one name stay equally long: were a success forgotten before the failure that came earlier, the page
    would tell of the failure again. A regular job stays for its period at least, which is counted from its row.
    """
    now = timezone.now()
    ended = Job.objects.exclude(state__in=(Job.State.WAITING, Job.State.RUNNING)).annotate(
        ended_at=Coalesce("finished_at", "created_at")
    )
    is_over = Q(ended_at__lte=now - KEPT)
    for name in _kept_shortly:
        is_over |= Q(name=name, ended_at__lte=now - max(KEPT_SHORTLY, _regular.get(name, KEPT_SHORTLY)))
    return ended.filter(is_over).delete()[0]


def run_waiting() -> int:
    """Do every waiting job now, in this thread; returns how many. Used by tests and by `goen jobs`."""
    count = 0
    while (job := _claim()) is not None:
        _do(job)
        count += 1
    return count


def start_workers(n_threads: int = 2) -> None:
    """Start worker threads in this process; jobs left running by a crash are taken up again."""
    Job.objects.filter(state=Job.State.RUNNING, started_at__lt=timezone.now() - timedelta(seconds=_STALE_S)).update(
        state=Job.State.WAITING
    )
    if not settings.REDIS_URL:  # one process only: whatever runs now was cut off by the last stop
        Job.objects.filter(state=Job.State.RUNNING).update(state=Job.State.WAITING)
    for number in range(n_threads):
        threading.Thread(target=_work, args=(number == 0,), name=f"goen-jobs-{number}", daemon=True).start()


def _after_enqueue() -> None:
    if getattr(settings, "JOBS_IMMEDIATE", False):
        run_waiting()
    _wake.set()


def _work(is_timekeeper: bool) -> None:
    looked_at = 0.0
    while True:
        try:
            if is_timekeeper and time.monotonic() - looked_at > _LOOK_EVERY_S:
                looked_at = time.monotonic()
                enqueue_due()
            if run_waiting() == 0:
                _wake.wait(1.0)
                _wake.clear()
        except Exception:  # noqa: BLE001 - a worker must outlive any job
            _log.exception("a job worker stumbled and goes on")
            time.sleep(1)
        finally:
            close_old_connections()


def _claim() -> Job | None:
    due = Q(not_before__isnull=True) | Q(not_before__lte=timezone.now())
    for job in Job.objects.filter(due, state=Job.State.WAITING)[:5]:
        taken = Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(
            state=Job.State.RUNNING, started_at=timezone.now(), attempts=job.attempts + 1
        )
        if taken:
            return job
    return None


def _do(job: Job) -> None:
    try:
        result = _registry[job.name](**job.arguments, progress=JobProgress(job.pk))
    except CancelledError:
        return
    except GoenError as error:
        _finish(job, Job.State.FAILED, error_code=error.code, error_params=_plain(error.params))
    except Exception:  # noqa: BLE001 - whatever went wrong, the job's row must say so
        _log.exception("job %s failed", job.name)
        _finish(job, Job.State.FAILED, error_code="base.job_failed")
    else:
        _finish(job, Job.State.DONE, result=result)


def _finish(job: Job, state: str, **fields: object) -> None:
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(state=state, finished_at=timezone.now(), **fields)
    with transaction.atomic():
        live.publish(f"job:{job.pk}", "base.job_finished", job=str(job.pk), state=str(state))


def _plain(params: Mapping[str, object]) -> dict[str, object]:
    return {key: value if isinstance(value, (int, float, str)) else str(value) for key, value in params.items()}
