"""The reports slice as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The documents of the evening: report, slides, workbook, press draft, data."""

    name = "goen.reports"

    def ready(self) -> None:
        """Register the job and hear when a day is over."""
        from goen.reports import receivers, tasks  # noqa: F401, PLC0415 - both need loaded models
