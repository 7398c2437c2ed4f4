"""The events slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register


class EventsConfig(AppConfig):
    """Partnerships, events, run sheet, clock."""

    name = "goen.events"

    def ready(self) -> None:
        """Bring the sentences of this slice."""
        register({"events.not_open": _("いまは受け付けていません。進行に合わせて開きます。")})
