"""The roster slice as a Django app."""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    """Who takes part: Excel and CSV in, registration, preferences, consents, check-in."""

    name = "goen.roster"
