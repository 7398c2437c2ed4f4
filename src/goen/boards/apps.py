"""The boards slice as a Django app."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Sticky notes, live and durable."""

    name = "goen.boards"
