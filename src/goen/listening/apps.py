"""The listening slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "listening.n_topics": _("話題の数は 1 から {most} までにしてください（{n_topics} が指定されました）。"),
    "listening.id_twice": _("番号「{id}」の文が二つあります。番号を重ならないようにしてください。"),
    "listening.sum_wrong": _(
        "文の数（{n_texts} 件）と行き先の合計（{total} 件）が合いません。運用担当へご連絡ください。"
    ),
    "listening.empty_file": _("ファイルに何も書かれていません。"),
    "listening.no_rows": _("1 行目（{header}）の下に文がありません。見出しの下に 1 行 1 件で文を入れてください。"),
    "listening.broken_file": _(
        "ファイルが途中で切れているか壊れています（{line} 行目付近）。元のファイルをもう一度保存してお試しください。"
    ),
    "listening.broken_workbook": _(
        "Excel ファイルが途中で切れているか壊れています。元のファイルをもう一度保存してお試しください。"
    ),
    "listening.too_many_rows": _("行が多すぎます（{rows} 行）。{limit} 行までに分けてください。"),
    "listening.no_column": _("「{column}」という列はありません。ある列は {columns} です。"),
    "listening.column_not_text": _("「{column}」の列には文章がほとんどありません。本文の列を選び直してください。"),
    "listening.no_sources": _("まとめる文がありません。交流会の文を選ぶか、ファイルを選んでください。"),
    "listening.no_texts": _("選んだところに文が 1 件もありません。ほかの文を選ぶか、ファイルを加えてください。"),
    "listening.no_result": _("まだ結果がありません。話題を見つけ終えるまでお待ちください。"),
    "listening.run_failed": _(
        "途中で止まりました（メモリ不足など）。件数を減らすか、時間をおいてもう一度お試しください。"
    ),
    "listening.bad_edit": _("その変更はできません。画面を読み直してください。"),
    "listening.no_label": _("話題の名前を入力してください。"),
    "listening.label_too_long": _("名前が長すぎます（{length} 文字）。{limit} 文字までにしてください。"),
    "listening.merge_what": _("まとめる相手の話題を、一つ以上選んでください。"),
    "listening.move_what": _("移す文（分ける部分）を、一つ以上選んでください。"),
    "listening.no_such_file": _("ファイル「{path}」を読み書きできません。場所と名前を確かめてください。"),
    "text.vectors_unreadable": _(
        "単語の意味のデータ（ja-ginza の wheel）を読めません（{part}）。ファイルを確かめてください。"
    ),
}


class ListeningConfig(AppConfig):
    """Topics found in any text."""

    name = "goen.listening"

    def ready(self) -> None:
        """Bring the sentences, the event's page and the jobs."""
        register(SENTENCES)
        register_page("event", "listening", _("広聴"), "listening:list", order=95)
        from goen.listening import tasks  # noqa: F401, PLC0415 - tasks need loaded models
