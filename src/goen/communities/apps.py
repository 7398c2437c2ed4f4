"""The communities slice as a Django app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "communities.members_only": _("書き込むには、このコミュニティへの参加が必要です。"),
    "communities.closed": _("このコミュニティは終了しています。これまでの投稿は読めます。"),
    "communities.removed": _("このコミュニティへの参加は停止されています。理由: {reason}"),
    "communities.no_such_invitation": _("この招待は使えません。新しいリンクを世話役にお求めください。"),
    "communities.no_such_pass": _("この個人リンクは使えません。参加し直すか、世話役へご連絡ください。"),
    "communities.thread_closed": _("この投稿にはコメントできません。"),
    "communities.nothing_written": _("本文を書いてください。"),
    "communities.too_long": _("長すぎます（{length} 文字）。{limit} 文字までにしてください。"),
    "communities.too_many_files": _("ファイルは 1 つの投稿に {limit} 個までです。"),
    "communities.too_many_pinned": _(
        "固定できる投稿は {limit} 件までです。ほかの固定を外してから、もう一度お試しください。"
    ),
    "communities.only_threads": _("固定できるのは投稿だけです。コメントは固定できません。"),
    "communities.choices": _("選択肢は 2 つ以上 {limit} 個まで書いてください。"),
    "communities.closes_in_the_past": _("締切は、これから先の日時にしてください。"),
    "communities.ends_before_it_starts": _("終了は開始より後の時刻にしてください。"),
    "communities.poll_closed": _("このアンケートは締め切られました。"),
    "communities.voted_already": _("このアンケートには、すでに回答しています（無記名のため変更できません）。"),
    "communities.choose": _("選択肢を選んでください。"),
    "communities.reason_needed": _("理由を書いてください。相手に伝わります。"),
    "communities.cause_needed": _("通報の理由を選んでください。"),
    "communities.name_needed": _("表示する名前を入れてください。"),
    "communities.mail_needed": _("お知らせメールを受け取るには、メールアドレスを入れてください。"),
    "communities.last_moderator": _("世話役がいなくなるため、できません。先に別の世話役を決めてください。"),
    "communities.not_joined": _("参加中のメンバーだけを世話役にできます。"),
    "communities.invited": _("コミュニティ「{community}」に招待されました。"),
    "communities.notice_commented": _("コミュニティ「{community}」で、あなたの投稿にコメントがつきました。"),
    "communities.notice_hidden": _("コミュニティ「{community}」で、あなたの投稿が非表示になりました。"),
    "communities.notice_restored": _("コミュニティ「{community}」で、あなたの投稿の表示が戻りました。"),
    "communities.notice_kept_hidden": _("コミュニティ「{community}」で見直しましたが、投稿は非表示のままです。"),
    "communities.notice_report_answered": _("コミュニティ「{community}」で、お知らせいただいた投稿に対応しました。"),
    "communities.notice_report_kept": _("コミュニティ「{community}」で、お知らせいただいた投稿を確認し、残しました。"),
    "communities.notice_moderator": _("コミュニティ「{community}」の世話役になりました。"),
}


class CommunitiesConfig(AppConfig):
    """What goes on after the day."""

    name = "goen.communities"

    def ready(self) -> None:
        """Bring sentences, pages and jobs."""
        from goen.base import jobs  # noqa: PLC0415 - models exist only now
        from goen.communities import tasks  # noqa: F401, PLC0415 - as above

        register(SENTENCES)
        register_page("main", "communities", _("コミュニティ"), "communities:list", order=40)
        register_page("event", "community", _("コミュニティ"), "communities:of-event", order=95)
        jobs.every("communities.send_digests", timedelta(hours=1))
        jobs.every("communities.tidy_up", timedelta(days=1))
        _register_lines()
        _open_consultations()


def _open_consultations() -> None:
    from goen.communities.access import answering_member  # noqa: PLC0415 - models exist only now
    from goen.communities.queries import audience_choices  # noqa: PLC0415 - as above
    from goen.opinions.access import register_audience  # noqa: PLC0415 - as above
    from goen.opinions.queries.audiences import register_choices  # noqa: PLC0415 - as above

    register_audience("community", answering_member)
    register_choices("community", audience_choices)


def _register_lines() -> None:
    from goen.communities.queries import communities_of_event  # noqa: PLC0415 - models exist only now
    from goen.events.models import Event  # noqa: PLC0415 - as above
    from goen.events.queries import ChecklistLine, register_checklist_line  # noqa: PLC0415 - as above

    def line(event: Event) -> ChecklistLine:
        found = communities_of_event(event)
        detail = _("交流会のあとも続く場所を、ひと押しで開けます") if not found else found[0].name
        return ChecklistLine(
            280, _("コミュニティ"), detail, bool(found), _("開く"), "communities:of-event", is_optional=True
        )

    register_checklist_line("communities", line)
