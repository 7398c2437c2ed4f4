"""The opinions slice as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "opinions.lengths": _("列の長さがそろっていません（参加者 {participants}、意見 {statements}、投票 {votes}）。"),
    "opinions.not-a-number": _("{column} の列に、整数でない値があります。番号は整数にしてください。"),
    "opinions.unknown-vote": _(
        "{row} 行目の投票「{value}」は読み取れません。1（賛成）、0（パス）、-1（反対）のいずれかにしてください。"
    ),
    "opinions.no-column": _("必要な列（{columns}）が見つかりません。見つかった列：{found}"),
    "opinions.not-a-table": _("表として読めません。CSV で保存し直してから、もう一度お選びください。"),
    "opinions.bad-row": _("{row} 行目の {column}「{value}」は読み取れません。整数にしてください。"),
    "opinions.no-file": _("ファイルを開けません：{path}（{reason}）"),
    "opinions.no-parts": _("フォルダー {path} に Parquet ファイル（*.parquet）がありません。"),
    "opinions.one-at-a-time": _(
        "{option} は募集が一つのときだけ使えます。多くの募集と引き直しの結果は --json で書けます。"
    ),
    "opinions.few-draws": _("引き直しの回数（{n}）は 0 以上にしてください。"),
    "opinions.person-in-two-parts": _(
        "参加者 {person} の投票が {first} と {second} に分かれています。一人の投票は一つのファイルに入れてください。"
    ),
    "opinions.audience_fixed": _("受付を始めたあとは、対象を変えられません。新しい意見募集を作ってください。"),
    "opinions.no_statements": _("掲載する意見がまだありません。先に意見を 1 件以上加えてください。"),
    "opinions.row_too_long": _("{row} 行目の意見が長すぎます（{length} 文字）。{limit} 文字までにしてください。"),
    "opinions.statement_too_long": _("意見が長すぎます（{length} 文字）。{limit} 文字までにしてください。"),
    "opinions.empty_statement": _("意見を入力してください。"),
    "opinions.same_statement": _("同じ意見がすでにあります。その意見に「賛成」で答えてください。"),
    "opinions.too_many_own": _("追加できる意見は一人 {limit} 件までです。"),
    "opinions.too_many_statements": _("意見は一つの募集に {limit} 件までです。"),
    "opinions.no_reason": _("不掲載の理由を入力してください。理由は書いた方に伝わります。"),
    "opinions.reason_too_long": _("理由が長すぎます（{length} 文字）。{limit} 文字までにしてください。"),
    "opinions.closed": _("この意見募集は締め切られました。"),
    "opinions.results_not_open": _("結果はまだご覧になれません。5 問以上に答えると開く場合があります。"),
    "opinions.no_such_answer": _("回答を読み取れませんでした。画面を読み直して、もう一度お試しください。"),
    "opinions.statement_gone": _("この意見は掲載が取りやめになりました。次の意見へ進みます。"),
    "opinions.no_cookie": _(
        "回答を受け付けられませんでした。ブラウザーで Cookie を許可して、ページを開き直してください。"
    ),
    "opinions.no_rows": _("{file} に行がありません。ファイルを確かめてください。"),
    "opinions.number_out_of_range": _("意見の番号 {number} は使えません。0 以上の整数にしてください。"),
    "opinions.numbered_too_long": _(
        "番号 {number} の意見が長すぎます（{length} 文字）。{limit} 文字までにしてください。"
    ),
    "opinions.numbered_empty": _("番号 {number} の意見に本文がありません。本文を入れるか、その行を除いてください。"),
    "opinions.number_taken": _(
        "番号 {number} は別の意見「{text}」に使われています。新しい意見募集を作って取り込んでください。"
    ),
    "opinions.no_such_file": _("その形式では保存できません。画面の一覧から選んでください。"),
}


class OpinionsConfig(AppConfig):
    """Consultations, statements, votes, landscape."""

    name = "goen.opinions"

    def ready(self) -> None:
        """Bring the sentences, pages and jobs of this slice."""
        register(SENTENCES)
        register_page("event", "opinions", _("意見募集"), "opinions:list", order=65)
        register_page("guest", "opinions", _("意見"), "opinions:mine", order=40, icon="dot-vote")
        import_module("goen.opinions.tasks")
        _register_line()


def _register_line() -> None:
    from goen.events.models import Event  # noqa: PLC0415 - models exist only now
    from goen.events.queries import ChecklistLine, register_checklist_line  # noqa: PLC0415 - as above
    from goen.opinions.models import Consultation  # noqa: PLC0415 - as above

    def line(event: Event) -> ChecklistLine:
        n_open = Consultation.objects.filter(event=event).exclude(state=Consultation.State.DRAFT).count()
        detail = _("{n} 件").format(n=n_open) if n_open else _("参加者や住民に、短い意見への賛否を聞けます")
        return ChecklistLine(
            85, _("意見募集"), detail, n_open > 0, _("意見募集を作る"), "opinions:list", is_optional=True
        )

    register_checklist_line("opinions", line)
