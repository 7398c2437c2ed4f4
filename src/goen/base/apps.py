"""The base room as a Django app."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Owns jobs and the audit log."""

    name = "goen.base"
    label = "base"

    def ready(self) -> None:
        """Let news of every process reach the others."""
        from goen.base.live import bridge  # noqa: PLC0415 - models of other apps are not ready above

        bridge.carry_news()
