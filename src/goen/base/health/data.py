"""What lies in the database: reachable, migrated, durable, sound, and the traces of trouble."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from goen.base import audit
from goen.base.health.finding import Finding, bad, good, warning
from goen.base.models import AuditEntry, Job

# The example's account, whose password is printed on the screen of whoever runs the example.
EXAMPLE_ACCOUNT = ("demo", "goen-demo-2025")
_STUCK = timedelta(minutes=15)


def reachable() -> Iterator[Finding]:
    """Look whether the database answers."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        yield bad(
            f"データベースにつながりません: {_first_line(error)}。GOEN_DATABASE_URL を確かめてください。",
            f"The database does not answer: {_first_line(error)}. Check GOEN_DATABASE_URL.",
        )
    else:
        yield good(f"データベース（{_kind()}）につながります。", f"The database ({_kind()}) answers.")


def migrated() -> Iterator[Finding]:
    """Look whether the tables are today's."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield bad(
            f"データベースの更新が {len(plan)} 件残っています。goen setup を実行してください（先に自動で控えを取ります）。",
            f"{len(plan)} migrations wait: run goen setup (it makes a backup first).",
        )
    else:
        yield good("データベースは最新の形です。", "The database is up to date.")


def durable() -> Iterator[Finding]:
    """Look whether what a person was told is saved survives a power cut."""
    wrong = [f"{name}={value}" for name, value, wanted in _durability() if value not in wanted]
    if wrong:
        yield bad(
            f"停電で保存済みのデータを失う設定です（{'、'.join(wrong)}）。",
            f"A power cut would lose acknowledged writes ({', '.join(wrong)}).",
        )
    else:
        yield good("保存済みのデータは停電でも失われません。", "Acknowledged writes survive a power cut.")


def sound() -> Iterator[Finding]:
    """Look whether sQLite's own examination finds nothing, PostgreSQL keeps UTF-8."""
    if connection.vendor == "sqlite":
        found = _ask("PRAGMA quick_check")
        if found != "ok":
            yield bad(f"データベースのファイルが壊れています: {found}", f"The database file is damaged: {found}")
    elif (encoding := _ask("SHOW server_encoding")) != "UTF8":
        yield bad(
            f"データベースの文字コードが {encoding} です。UTF8 で作り直してください。",
            f"The database keeps {encoding}: create it with UTF8.",
        )


def chain() -> Iterator[Finding]:
    """Look whether the audit log is whole."""
    broken = audit.first_broken_entry()
    if broken is None:
        yield good(f"監査記録 {AuditEntry.objects.count():,} 件の連鎖は保たれています。", "The audit chain holds.")
    else:
        yield bad(f"監査記録が {broken} 番で切れています。", f"The audit chain is broken at entry {broken}.")


def clock() -> Iterator[Finding]:
    """Look whether this machine's clock has not gone back behind what was written."""
    newest = AuditEntry.objects.order_by("-id").values_list("at", flat=True).first()
    if newest and newest > timezone.now() + timedelta(seconds=5):
        yield bad(
            f"この機械の時計が、最後の記録（{timezone.localtime(newest):%Y-%m-%d %H:%M:%S}）より前を指しています。",
            "This machine's clock stands before the newest record: set it.",
        )


def jobs() -> Iterator[Finding]:
    """Look whether no job hangs, none has failed since yesterday."""
    now = timezone.now()
    waiting = Job.objects.filter(state=Job.State.WAITING, created_at__lt=now - _STUCK).count()
    failed = Job.objects.filter(state=Job.State.FAILED, finished_at__gt=now - timedelta(days=1))
    if waiting:
        yield warning(
            f"{waiting} 件の処理が 15 分以上待っています。goen serve が動いているか確かめてください。",
            f"{waiting} jobs have waited for over 15 minutes: is goen serve running?",
        )
    for job in failed.exclude(error_code="")[:5]:
        yield warning(
            f"処理 {job.name} が失敗しました（{job.error_code}）。", f"Job {job.name} failed ({job.error_code})."
        )


def example_account() -> Iterator[Finding]:
    """Look whether nobody can come in with the example's printed password."""
    name, password = EXAMPLE_ACCOUNT
    account = get_user_model().objects.filter(username=name, is_active=True).first()
    if account is not None and account.check_password(password):
        yield warning(
            f"例のアカウント「{name}」が、公開されているパスワードのまま使えます。本番では消すか変更してください。",
            f"The example account “{name}” still has its printed password: change or delete it before a real day.",
        )


def _durability() -> list[tuple[str, str, tuple[str, ...]]]:
    if connection.vendor == "sqlite":
        return [
            ("journal_mode", _ask("PRAGMA journal_mode"), ("wal",)),
            ("synchronous", _ask("PRAGMA synchronous"), ("2", "3")),
        ]
    return [
        ("fsync", _ask("SHOW fsync"), ("on",)),
        ("full_page_writes", _ask("SHOW full_page_writes"), ("on",)),
        ("synchronous_commit", _ask("SHOW synchronous_commit"), ("on", "remote_apply", "remote_write")),
    ]


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _kind() -> str:
    return "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"


def _ask(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return str(row[0])
