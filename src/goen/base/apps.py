"""The base room as a Django app."""

from datetime import timedelta

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Owns jobs and the audit log."""

    name = "goen.base"
    label = "base"

    def ready(self) -> None:
        """Let news of every process reach the others, and have finished jobs tidied up once a day."""
        from goen.base import jobs, tasks  # noqa: F401, PLC0415 - tasks need loaded models
        from goen.base.live import bridge  # noqa: PLC0415 - models of other apps are not ready above

        bridge.carry_news()
        jobs.every("base.tidy_jobs", timedelta(days=1))
