"""What holds for every test: the same examples on every machine, so that a landing does not hang on a draw.

`HYPOTHESIS_PROFILE=explore` draws new examples each time, for those who look for trouble.
"""

import os
import sqlite3
from contextlib import closing

import pytest
from django.db.backends.signals import connection_created
from hypothesis import settings
from tests.serving import migrated_database

from goen.base import audit
from goen.base.models import AuditEntry
from goen.records.phases import VERBS

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(autouse=True, scope="session")
def every_verb_of_the_log_has_a_name():
    """Refuse an act that no reader of the log could understand, whichever test does it."""

    def named(entry: AuditEntry) -> None:
        space, _dot, short = entry.verb.partition(".")
        if any(name.startswith(f"{space}.") for name in VERBS) and short not in ("read", "download"):
            assert entry.verb in VERBS, f"name {entry.verb} in goen/records/phases.py"

    audit.listen(named)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Begin the tests' own database in memory with today's tables: migrating takes ten seconds in every worker."""
    begun: set[str] = set()

    def begin(connection, **_signal):
        if connection.vendor == "sqlite" and connection.is_in_memory_db() and connection.alias not in begun:
            begun.add(connection.alias)
            with closing(sqlite3.connect(migrated_database())) as kept:
                kept.backup(connection.connection)
            connection.connection.executescript(
                "DELETE FROM base_auditentry; DELETE FROM sqlite_sequence;"
            )  # nothing happened yet

    connection_created.connect(begin, weak=False)
