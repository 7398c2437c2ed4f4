"""The opinions slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register

SENTENCES = {
    "opinions.lengths": _("列の長さがそろっていません（参加者 {participants}、意見 {statements}、投票 {votes}）。"),
    "opinions.not-a-number": _("{column} の列に、整数でない値があります。番号は整数にしてください。"),
    "opinions.unknown-vote": _(
        "{row} 行目の投票「{value}」は読み取れません。1（賛成）、0（パス）、-1（反対）のいずれかにしてください。"
    ),
    "opinions.no-column": _("必要な列（{columns}）が見つかりません。見つかった列：{found}"),
    "opinions.bad-row": _("{row} 行目の {column}「{value}」は読み取れません。整数にしてください。"),
    "opinions.no-file": _("ファイルを開けません：{path}（{reason}）"),
}


class OpinionsConfig(AppConfig):
    """Consultations, statements, votes, landscape."""

    name = "goen.opinions"

    def ready(self) -> None:
        """Bring the sentences of this slice."""
        register(SENTENCES)
