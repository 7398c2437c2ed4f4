"""The events slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "events.not_open": _("いまは受け付けていません。進行に合わせて開きます。"),
    "events.no_such_segment": _("その進行は次第にありません。画面を読み直してください。"),
    "events.last_segment": _("次第の最後の進行です。終えるときは「終了する」を押してください。"),
    "events.first_segment": _("次第の最初の進行です。これより前はありません。"),
    "events.nothing_runs": _("まだ進行が始まっていません。先に「開始する」を押してください。"),
    "events.message_too_long": _("お知らせが長すぎます（{length} 文字）。{limit} 文字までにしてください。"),
    "events.no_run_sheet": _("次第がまだありません。先に次第を作ってください。"),
    "events.no_such_template": _("そのひな形はありません。一覧から選び直してください。"),
    "events.no_such_account": _("「{name}」というアカウントはありません。ユーザー名を確かめてください。"),
    "events.last_organiser": _("主催者が一人もいなくなるため、外せません。先に別の主催者を加えてください。"),
    "events.nothing_to_undo": _("元に戻せる変更がありません。"),
    "events.sheet_changed": _("ほかの人が先に次第を変更しました。画面を読み直してから、もう一度変更してください。"),
    "events.too_many_lines": _("次第は {limit} 行までです。"),
    "events.too_many_themes": _("テーマは {limit} 件までです。"),
    "events.segment_runs": _("いま進行中の行は削除できません。先に次の進行へ進めてください。"),
    "events.no_such_step": _("その操作はできません。画面を読み直してください。"),
    "events.check_rows": _("{n} か所を直してください。"),
    "events.wrong_status": _("いまの状態（{status}）ではできません。画面を読み直してください。"),
}

# Key, label, address: in the order a day is prepared, run and wound up. A slice without its page is left out by itself.
PAGES = (
    ("overview", _("概要"), "events:overview"),
    ("run-sheet", _("次第"), "events:run-sheet"),
    ("roster", _("名簿"), "roster:list"),
    ("grouping", _("グループ"), "grouping:plans"),
    ("day", _("当日"), "day:control"),
    ("boards", _("ボード"), "boards:list"),
    ("pitches", _("発表"), "pitches:list"),
    ("proposals", _("提言"), "proposals:list"),
    ("voices", _("声"), "voices:list"),
    ("ties", _("ご縁"), "ties:ledger"),
    ("reports", _("報告"), "reports:list"),
)


class EventsConfig(AppConfig):
    """Partnerships, events, run sheet, clock."""

    name = "goen.events"

    def ready(self) -> None:
        """Bring the sentences of this slice and the pages of every event."""
        register(SENTENCES)
        for order, (key, label, url_name) in enumerate(PAGES, start=1):
            register_page("event", key, label, url_name, order=order * 10)
        register_page("partnership", "overview", _("概要"), "events:partnership", order=10)
        register_page("main", "home", _("交流会"), "events:home", order=10)
        from goen.events.queries import register_own_lines  # noqa: PLC0415 - models exist only now

        register_own_lines()
