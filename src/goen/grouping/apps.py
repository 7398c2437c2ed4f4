"""The grouping slice as a Django app."""

from django.apps import AppConfig


class GroupingConfig(AppConfig):
    """Plans of groups: made, explained, moved, locked, published."""

    name = "goen.grouping"
