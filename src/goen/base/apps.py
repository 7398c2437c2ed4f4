"""The base room as a Django app."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Owns jobs and the audit log."""

    name = "goen.base"
    label = "base"
