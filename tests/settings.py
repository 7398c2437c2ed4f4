"""Settings under test: Goen's own, quick and kept apart from any real data."""

import os
import tempfile

os.environ["GOEN_HOME"] = tempfile.mkdtemp(prefix="goen-test-")
os.environ.setdefault("GOEN_SECRET_KEY", "only-for-tests")

from goen.settings import *  # noqa: F403 - the environment must be set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Jobs run at once, in the same thread, after the commit that enqueued them.
JOBS_IMMEDIATE = True
# Durable writes use the test's own connection and transaction.
DURABLE_DIRECT = True
