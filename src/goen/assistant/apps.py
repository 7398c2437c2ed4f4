"""The assistant slice as a Django app."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "assistant.not_configured": _("AI は使えるようになっていません。使う場合は、運用担当へご相談ください。"),
    "assistant.off": _("この交流会では AI を使わない設定です。使う場合は「AI の下書き」の画面で入れてください。"),
    "assistant.budget": _(
        "この交流会で使える量（{budget} トークン）を超えるため、送りませんでした（使用済み {used}）。運用担当へご相談ください。"
    ),
    "assistant.nothing_to_send": _("送る文がありません。"),
    "assistant.too_long": _("文が長すぎます（{length} 文字）。{limit} 文字までに分けてください。"),
    "assistant.sent_already": _("この下書きは、もう送ってあります。"),
    "assistant.not_made": _("この下書きは、まだできあがっていません。"),
    "assistant.unreachable": _("AI のサーバー（{server}）につながりませんでした。AI を使わない形のままにしました。"),
    "assistant.slow": _("AI のサーバーが {seconds} 秒以内に答えませんでした。AI を使わない形のままにしました。"),
    "assistant.refused": _("AI のサーバーが断りました（{status}）。AI を使わない形のままにしました。"),
    "assistant.unreadable": _("AI の答えが読み取れる形ではありませんでした。AI を使わない形のままにしました。"),
    "assistant.bad_address": _(
        "AI のサーバーの住所（GOEN_AI_URL）が正しくありません。運用担当が設定を確かめてください。"
    ),
    "assistant.label_failed": _("AI の付けた名前は確認を通らなかったため、もとの名前のままにしました。"),
    "assistant.nothing_stands": _("AI の文はどれも確認を通らなかったため、AI を使わない形のままにしました。"),
}


class AssistantConfig(AppConfig):
    """Drafts by a language model, off by default."""

    name = "goen.assistant"

    def ready(self) -> None:
        """Bring the sentences and the job; the page hangs only where the operator named a server."""
        register(SENTENCES)
        if settings.AI_URL:
            register_page("event", "assistant", _("AI の下書き"), "assistant:index", order=97)
        from goen.assistant import tasks  # noqa: F401, PLC0415 - tasks need loaded models
