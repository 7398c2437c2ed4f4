"""The boards slice as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "boards.frozen": _("このボードは締め切られています。書いた付箋はこの端末に残り、再開されると送られます。"),
    "boards.not_open": _("いまは書き込みの時間ではありません。書いた付箋はこの端末に残り、時間になると送られます。"),
    "boards.too_large": _("一度に送る内容が大きすぎます（{limit_kb} KB まで）。付箋を分けてください。"),
    "boards.text_too_long": _("付箋が長すぎます。{limit} 文字までにしてください。"),
    "boards.too_many_notes": _("付箋がこのボードの上限（{limit} 枚）に達しました。不要な付箋を整理してください。"),
    "boards.malformed": _("読み取れない内容が届きました。画面を読み直してください。"),
    "boards.out_of_order": _("前の内容がまだ届いていません。つなぎ直しています。"),
    "boards.not_yours": _("ほかの人の名前では書けません。画面を読み直してください。"),
    "boards.empty_note": _("付箋の文を入力してください。"),
    "boards.voting_closed": _("いまは投票の時間ではありません。"),
    "boards.over_budget": _("票は一人 {limit} 票までです。"),
    "boards.no_such_moment": _("その時点の記録が見つかりません。履歴の画面を読み直してください。"),
    "boards.no_such_note": _("その付箋は見つかりません。消されたか、まだ届いていません。"),
    "boards.too_many_photos": _("写真は 1 枚のボードに {limit} 枚までです。不要な写真を外してください。"),
    "boards.no_such_columns": _("その列の組み合わせはありません。一覧から選び直してください。"),
    "boards.bad_columns": _("列は 1 つから {limit} 個まで、それぞれ違う名前にしてください。"),
    "boards.column_in_use": _(
        "「{title}」では、なくなる列に付箋があります。付箋をほかの列へ移してから変えてください。"
    ),
    "boards.naming_is_fixed": _("「{title}」にはもう書き込みがあるので、匿名と記名を切り替えられません。"),
    "boards.check_value": _("入力を確かめてください。{words}"),
    "boards.try_later": _("サーバーが混み合っています。書いた付箋はこの端末に残り、自動で送り直します。"),
}


class BoardsConfig(AppConfig):
    """Sticky notes, live and durable."""

    name = "goen.boards"

    def ready(self) -> None:
        """Bring the sentences, the jobs and the receivers of this slice."""
        register(SENTENCES)
        register_page("guest", "board", _("ボード"), "boards:mine", order=20, icon="board")
        for module in ("tasks", "receivers"):
            import_module(f"goen.boards.{module}")
