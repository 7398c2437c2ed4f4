"""The voices slice as a Django app."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    """What participants say afterwards, published only with consent."""

    name = "goen.voices"
