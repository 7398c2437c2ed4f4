"""The pitches slice as a Django app."""

from django.apps import AppConfig


class PitchesConfig(AppConfig):
    """Order, timer and scores of the presentations."""

    name = "goen.pitches"
