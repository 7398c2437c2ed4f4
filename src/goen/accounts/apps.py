"""The accounts slice as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in, organisations, roles."""

    name = "goen.accounts"
