"""The proposals slice as a Django app."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """From chosen notes to a proposal."""

    name = "goen.proposals"
