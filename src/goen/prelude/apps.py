"""The prelude slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "prelude.file_or_address": _("ファイルかアドレスのどちらか一つを入れてください。"),
    "prelude.too_many": _("{limit} 件までです。使わないものを削除してから加えてください。"),
    "prelude.asked_already": _("テーマの希望と経験年数は、それぞれ一つの質問で聞けます。すでに加えてあります。"),
    "prelude.no_such_thing": _("その項目はありません。画面を読み直してください。"),
    "prelude.visit_over": _("この見学は出欠が確定しています。違っているときは主催者にお知らせください。"),
    "prelude.answer_too_long": _("「{question}」の答えが長すぎます（{length} 文字）。{limit} 文字までにしてください。"),
}


class PreludeConfig(AppConfig):
    """Materials, visits and questions before the day."""

    name = "goen.prelude"

    def ready(self) -> None:
        """Bring sentences and pages, hear when a discussion begins, know the job."""
        register(SENTENCES)
        register_page("event", "prelude", _("事前"), "prelude:prepare", order=35)
        register_page(
            "guest", "prelude", _("事前"), "prelude:mine", order=15, icon="file", statuses=("planned", "registration")
        )
        from goen.events.queries import register_checklist_line  # noqa: PLC0415 - models exist only now
        from goen.prelude import queries, receivers, tasks  # noqa: F401, PLC0415 - models exist only now

        register_checklist_line("prelude", queries.input_line)
