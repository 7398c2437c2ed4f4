"""The ties slice as a Django app."""

from django.apps import AppConfig


class TiesConfig(AppConfig):
    """The ledger of who met whom."""

    name = "goen.ties"
