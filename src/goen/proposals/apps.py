"""The proposals slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import ACCOUNTS, register_page

SENTENCES = {
    "proposals.no_such_note": _("その付箋はこのグループのボードにありません。画面を読み直してください。"),
    "proposals.no_such_part": _("その欄は提言シートにありません。画面を読み直してください。"),
    "proposals.part_full": _("一つの欄には {limit} 件まで入れられます。似たものをまとめてください。"),
    "proposals.too_long": _("文が長すぎます（{length} 文字）。{limit} 文字までにしてください。"),
    "proposals.nothing_to_receive": _("まだ何も書かれていない提言は受け付けられません。"),
    "proposals.no_way": _("いまの状態（{now}）からは、その状態へ進めません。画面を読み直して選び直してください。"),
    "proposals.reason_missing": _("「{status}」にするときは、提案者に伝える理由を書いてください。"),
    "proposals.note_missing": _("お知らせする経過を書いてください。"),
    "proposals.not_yours_to_decide": _("採択や見送りを決められるのは、主催者と幹部です。"),
    "proposals.too_many_milestones": _("節目は {limit} 件までです。終わったものを外してから加えてください。"),
    "proposals.too_much_evidence": _("根拠は {limit} 件までです。古いものを外してから加えてください。"),
    "proposals.no_such_milestone": _("その節目はありません。画面を読み直してください。"),
}
# What happens to a proposal, as its history and the proposers' news say it.
STEPS = {
    "proposals.received": _("提言「{title}」を受け付けました。"),
    "proposals.now_received": _("提言「{title}」が「受付」に戻りました。"),
    "proposals.now_considering": _("提言「{title}」の検討が始まりました。"),
    "proposals.now_adopted": _("提言「{title}」が採択されました。"),
    "proposals.now_partly": _("提言「{title}」が一部採択されました。"),
    "proposals.now_declined": _("提言「{title}」は見送りになりました。"),
    "proposals.now_under_way": _("提言「{title}」の実施が始まりました。"),
    "proposals.now_done": _("提言「{title}」が完了しました。"),
    "proposals.assigned": _("提言「{title}」の担当: {who}"),
    "proposals.due_set": _("提言「{title}」の期限を {date} としました。"),
    "proposals.due_cleared": _("提言「{title}」の期限を外しました。"),
    "proposals.noted": _("提言「{title}」の経過です。"),
    "proposals.evidence_added": _("提言「{title}」に根拠「{name}」を加えました。"),
    "proposals.evidence_removed": _("提言「{title}」の根拠「{name}」を外しました。"),
    "proposals.milestone_added": _("提言「{title}」に節目「{name}」を加えました。"),
    "proposals.milestone_done": _("提言「{title}」の節目「{name}」を達成しました。"),
    "proposals.milestone_reopened": _("提言「{title}」の節目「{name}」を未達に戻しました。"),
    "proposals.milestone_removed": _("提言「{title}」の節目「{name}」を外しました。"),
    "proposals.yours": _("提言「{title}」の担当になりました。"),
    "proposals.overdue": _("提言「{title}」の期限（{date}）が過ぎました。"),
}
# The same as the history of one proposal says it, where everybody knows which.
SHORT = {
    "proposals.received": _("受け付けました。"),
    "proposals.now_received": _("「受付」に戻りました。"),
    "proposals.now_considering": _("検討が始まりました。"),
    "proposals.now_adopted": _("採択されました。"),
    "proposals.now_partly": _("一部採択されました。"),
    "proposals.now_declined": _("見送りになりました。"),
    "proposals.now_under_way": _("実施が始まりました。"),
    "proposals.now_done": _("完了しました。"),
    "proposals.assigned": _("担当: {who}"),
    "proposals.due_set": _("期限: {date}"),
    "proposals.due_cleared": _("期限を外しました。"),
    "proposals.noted": _("経過の報告"),
    "proposals.evidence_added": _("根拠「{name}」を加えました。"),
    "proposals.evidence_removed": _("根拠「{name}」を外しました。"),
    "proposals.milestone_added": _("節目「{name}」を加えました。"),
    "proposals.milestone_done": _("節目「{name}」を達成しました。"),
    "proposals.milestone_reopened": _("節目「{name}」を未達に戻しました。"),
    "proposals.milestone_removed": _("節目「{name}」を外しました。"),
}
_READERS = ("organiser", "co_organiser", "decision_maker", "observer", "moderator")


class ProposalsConfig(AppConfig):
    """From chosen notes to a proposal."""

    name = "goen.proposals"

    def ready(self) -> None:
        """Bring sentences and pages, and listen to published plans."""
        from goen.events.queries import Figure, register_checklist_line, register_figure  # noqa: PLC0415 - the same
        from goen.proposals import receivers, tasks  # noqa: F401, PLC0415 - receivers need loaded models
        from goen.proposals.queries.follow import follow_up_line  # noqa: PLC0415 - the same
        from goen.proposals.queries.tracker import adopted_per_event  # noqa: PLC0415 - the same

        register(SENTENCES)
        register(STEPS)
        register({f"{code}.short": text for code, text in SHORT.items()})
        register_page("event", "tracker", _("提言の行方"), "proposals:tracker", order=82, roles=_READERS)
        register_page("partnership", "proposals", _("提言の行方"), "proposals:partnership", order=30)
        register_page("main", "proposals", _("提言の行方"), "proposals:all", order=40, roles=ACCOUNTS)
        register_checklist_line("proposals-answers", follow_up_line)
        register_figure(Figure("adopted", _("採択された提言"), _("件"), adopted_per_event))
        register_page("guest", "proposal", _("提言"), "proposals:mine", order=30, icon="file")
