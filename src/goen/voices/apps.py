"""The voices slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "voices.not_on_the_list": _("参加者ご本人の QR コードから開くと、声を書けます。"),
    "voices.bad_answer": _("回答を読み取れませんでした。画面を読み直して、もう一度お試しください。"),
    "voices.too_long": _("文が長すぎます（{length} 文字）。{limit} 文字までにしてください。"),
}


class VoicesConfig(AppConfig):
    """What participants say afterwards, published only with consent."""

    name = "goen.voices"

    def ready(self) -> None:
        """Bring sentences and the phone's page."""
        register(SENTENCES)
        register_page(
            "guest", "voice", _("声"), "voices:write", order=50, icon="voice", roles=("participant", "facilitator")
        )
