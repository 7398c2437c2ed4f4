"""The ties slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.navigation import ORGANISERS, register_page


class TiesConfig(AppConfig):
    """The ledger of who met whom."""

    name = "goen.ties"

    def ready(self) -> None:
        """Hang the page of this slice."""
        register_page("event", "ties", _("ご縁"), "ties:ledger", order=85, roles=ORGANISERS)
