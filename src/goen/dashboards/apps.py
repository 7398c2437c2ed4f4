"""The dashboards slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "dashboards.no_such_figure": _("その図はありません。画面を読み直してください。"),
}
# Organisers and those who decide; facilitators have their tables.
SEEN_BY = ("organiser", "co_organiser", "decision_maker", "observer")


class DashboardsConfig(AppConfig):
    """Figures over events and years, and the indicators they want to move."""

    name = "goen.dashboards"

    def ready(self) -> None:
        """Bring sentences and pages."""
        register(SENTENCES)
        register_page("event", "figures", _("数字"), "dashboards:event", order=78, roles=SEEN_BY)
