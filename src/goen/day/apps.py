"""The day slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page


class DayConfig(AppConfig):
    """The live day on every screen: control room, projector, each phone's now."""

    name = "goen.day"

    def ready(self) -> None:
        """Bring the sentences, the guests' first page and the checklist lines of this slice."""
        register(
            {
                "day.no_such_screen": _("その表示はありません。一覧から選び直してください。"),
                "day.check_value": _("入力を確かめてください。{words}"),
            }
        )
        register_page("guest", "now", _("いま"), "day:now", order=10, icon="clock")
        from goen.day.queries.checklist import register_lines  # noqa: PLC0415 - models exist only now
        from goen.day.queries.interests import register_words  # noqa: PLC0415 - the same
        from goen.day.queries.origins import register_voices  # noqa: PLC0415 - the same

        register_lines()
        register_voices()
        register_words()
