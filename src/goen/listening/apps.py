"""The listening slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register

SENTENCES = {
    "listening.n_topics": _("話題の数は 1 から {most} までにしてください（{n_topics} が指定されました）。"),
    "listening.id_twice": _("番号「{id}」の文が二つあります。番号を重ならないようにしてください。"),
    "listening.sum_wrong": _(
        "文の数（{n_texts} 件）と行き先の合計（{total} 件）が合いません。運用担当へご連絡ください。"
    ),
    "listening.empty_file": _("ファイルに何も書かれていません。"),
    "listening.broken_file": _(
        "ファイルが途中で切れているか壊れています（{line} 行目付近）。元のファイルをもう一度保存してお試しください。"
    ),
    "listening.too_many_rows": _("行が多すぎます（{rows} 行）。{limit} 行までに分けてください。"),
    "listening.no_column": _("「{column}」という列はありません。ある列は {columns} です。"),
    "listening.column_not_text": _(
        "「{column}」の列には文章がほとんどありません。本文の列を選び直してください（--text-column）。"
    ),
    "listening.no_such_file": _("ファイル「{path}」を読み書きできません。場所と名前を確かめてください。"),
    "text.vectors_unreadable": _(
        "単語の意味のデータ（ja-ginza の wheel）を読めません（{part}）。ファイルを確かめてください。"
    ),
}


class ListeningConfig(AppConfig):
    """Topics found in any text."""

    name = "goen.listening"

    def ready(self) -> None:
        """Bring the sentences."""
        register(SENTENCES)
