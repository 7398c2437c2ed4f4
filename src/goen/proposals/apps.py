"""The proposals slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "proposals.no_such_note": _("その付箋はこのグループのボードにありません。画面を読み直してください。"),
    "proposals.no_such_part": _("その欄は提言シートにありません。画面を読み直してください。"),
    "proposals.part_full": _("一つの欄には {limit} 件まで入れられます。似たものをまとめてください。"),
    "proposals.too_long": _("文が長すぎます（{length} 文字）。{limit} 文字までにしてください。"),
}


class ProposalsConfig(AppConfig):
    """From chosen notes to a proposal."""

    name = "goen.proposals"

    def ready(self) -> None:
        """Bring sentences and pages, and listen to published plans."""
        from goen.proposals import receivers  # noqa: F401, PLC0415 - receivers need loaded models

        register(SENTENCES)
        register_page("guest", "proposal", _("提言"), "proposals:mine", order=30, icon="file")
