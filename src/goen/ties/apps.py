"""The ties slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import ACCOUNTS, ORGANISERS, register_page

SENTENCES = {
    "ties.consent_missing": _(
        "ご紹介と1対1に参加するには、「わたし」の画面で「ご縁の記録」への同意が必要です。同意してから、もう一度保存してください。"
    ),
    "ties.tag_too_long": _("「{tag}」が長すぎます。一つの言葉は {limit} 文字までにしてください。"),
    "ties.too_many_tags": _("言葉は {limit} 個までです。減らしてから保存してください。"),
    "ties.too_many_people": _("一度に組み合わせられるのは {limit} 人までです。"),
    "ties.too_few_people": _(
        "組み合わせられる人がいません（参加希望 {n} 人）。別々の団体から 2 人以上が参加を希望すると作れます。"
    ),
    "ties.month_done": _("{month} の組合せはもう作られています。来月また作れます。"),
}
NEWS = {
    "ties.mutual": _("{name} さんも、あなたと連絡を取り続けたいと希望しています。"),
    "ties.introduced": _("ご紹介したい方がいます。会ってみたいかどうか、お返事ください。"),
    "ties.introduction_accepted": _("{name} さんとのご紹介が成立しました。連絡先をご覧ください。"),
    "ties.paired": _("今月の1対1のお相手は {name} さんです。"),
    "ties.resting": _("今月の1対1はお休みです。来月は優先して組になります。"),
    "ties.rescheduled": _("{name} さんとの1対1が {when} になりました。"),
}

_TABLE = ("participant", "facilitator")


class TiesConfig(AppConfig):
    """Who met whom, and how it goes on."""

    name = "goen.ties"

    def ready(self) -> None:
        """Hang the pages of this slice and bring its sentences and jobs."""
        from goen.ties import tasks  # noqa: F401, PLC0415 - tasks need loaded models

        register(SENTENCES)
        register(NEWS)
        register_page("event", "ties", _("ご縁"), "ties:ledger", order=85, roles=ORGANISERS)
        register_page("main", "ties", _("わたしのご縁"), "ties:own", order=70, roles=ACCOUNTS)
        register_page("guest", "ties", _("ご縁"), "ties:mine", order=70, icon="tie", roles=_TABLE, statuses=("closed",))
