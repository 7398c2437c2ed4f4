"""The pitches slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "pitches.own_group": _("自分のグループの発表は採点できません。"),
    "pitches.not_started": _("この発表はまだ始まっていません。始まると採点できます。"),
    "pitches.closed": _("採点は締め切られました。保存済みの採点はそのまま残っています。"),
    "pitches.not_revealed": _("評価結果はまだ公開されていません。"),
    "pitches.no_such_pitch": _("その発表は見つかりません。画面を読み直してください。"),
    "pitches.already_started": _("すでに発表が始まっているため、抽選し直せません。"),
    "pitches.bad_minutes": _("発表時間は 1 分から {limit} 分までの整数で入れてください。"),
    "pitches.bad_score": _("採点は 1 から 5 までで選んでください。"),
    "pitches.rubric_in_use": _("採点が始まったあとは、評価の観点を変えられません。"),
    "pitches.empty_rubric": _("評価の観点を一つ以上入れてください。"),
}


class PitchesConfig(AppConfig):
    """Order, timer and scores of the presentations."""

    name = "goen.pitches"

    def ready(self) -> None:
        """Bring sentences and pages, and listen to published plans."""
        from goen.pitches import receivers  # noqa: F401, PLC0415 - receivers need loaded models

        register(SENTENCES)
        register_page("guest", "score", _("採点"), "pitches:score", order=40, icon="star")
