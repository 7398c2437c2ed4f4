"""The day slice as a Django app."""

from django.apps import AppConfig


class DayConfig(AppConfig):
    """The live day on every screen: control room, projector, each phone's now."""

    name = "goen.day"
