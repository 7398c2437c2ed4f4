"""The events slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register

SENTENCES = {
    "events.not_open": _("いまは受け付けていません。進行に合わせて開きます。"),
    "events.no_such_segment": _("その進行は次第にありません。画面を読み直してください。"),
    "events.last_segment": _("次第の最後の進行です。終えるときは「終了する」を押してください。"),
    "events.first_segment": _("次第の最初の進行です。これより前はありません。"),
    "events.nothing_runs": _("まだ進行が始まっていません。先に「開始する」を押してください。"),
    "events.message_too_long": _("お知らせが長すぎます（{length} 文字）。{limit} 文字までにしてください。"),
    "events.no_run_sheet": _("次第がまだありません。先に次第を作ってください。"),
    "events.wrong_status": _("いまの状態（{status}）ではできません。画面を読み直してください。"),
}


class EventsConfig(AppConfig):
    """Partnerships, events, run sheet, clock."""

    name = "goen.events"

    def ready(self) -> None:
        """Bring the sentences of this slice."""
        register(SENTENCES)
