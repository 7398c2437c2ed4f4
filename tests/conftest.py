"""What holds for every test: the same examples on every machine, so that a landing does not hang on a draw.

`HYPOTHESIS_PROFILE=explore` draws new examples each time, for those who look for trouble.
"""

import os

import pytest
from hypothesis import settings

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
