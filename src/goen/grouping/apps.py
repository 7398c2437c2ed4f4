"""The grouping slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import ORGANISERS, register_page


class GroupingConfig(AppConfig):
    """Plans of groups: made, explained, moved, locked, published."""

    name = "goen.grouping"

    def ready(self) -> None:
        """Bring the jobs and sentences of this slice."""
        from goen.grouping import tasks  # noqa: F401, PLC0415 - registers its jobs once models are ready

        register_page("event", "grouping", _("グループ"), "grouping:plans", order=40, roles=ORGANISERS)
        register(
            {
                "grouping.nobody": _("名簿に参加予定の人がいません。先に名簿を取り込んでください。"),
                "grouping.more_groups_than_people": _(
                    "{people}人を{groups}グループに分けることはできません。グループ数を{people}以下にしてください。"
                ),
                "grouping.plan_empty": _(
                    "この案にはまだ座席がありません。グループ分けの計算が終わってから公開してください。"
                ),
                "grouping.plan_is_published": _(
                    "公開中の案は作り直せません。公開を取り下げるか、新しい案を作ってください。"
                ),
                "grouping.rule_needs_two": _("2人以上を選んでください。"),
                "grouping.no_such_group": _("グループ{number}はこの案にありません。画面を読み直してください。"),
                "grouping.changes_unreadable": _("変更の内容を読み取れませんでした。画面を読み直してください。"),
                "grouping.no_such_seat": _("その人の席はこの案にありません。画面を読み直してください。"),
            }
        )
