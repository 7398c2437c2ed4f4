"""The questions slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page
from goen.events.phases import MODERATORS

SENTENCES = {
    "questions.closed": _("いまは質問を受け付けていません。"),
    "questions.empty": _("質問を入力してください。"),
    "questions.too_long": _("質問が長すぎます（{length} 文字）。{limit} 文字までにしてください。"),
    "questions.too_many": _("一度に出せる質問は一人 {limit} 件までです。回答が済むと、また質問できます。"),
    "questions.not_shown": _("この質問には、いまは投票できません。"),
    "questions.bad_ballot": _("回答を読み取れませんでした。選び直して、もう一度送ってください。"),
    "questions.word_too_long": _("ことばは一つ {limit} 文字までにしてください。"),
    "questions.poll_closed": _("このアンケートは締め切られました。"),
    "questions.poll_is_open": _("このアンケートは公開したあとなので、変更も削除もできません。新しく作ってください。"),
    "questions.no_prompt": _("問いと答え方を入力してください。"),
    "questions.options": _("選択肢は 2 つから {limit} 個までです（いま {n} 個）。1 行に一つずつ書いてください。"),
    "questions.option_too_long": _("選択肢「{text}…」が長すぎます。{limit} 文字までにしてください。"),
}


class QuestionsConfig(AppConfig):
    """Questions from the hall, and quick polls."""

    name = "goen.questions"

    def ready(self) -> None:
        """Bring sentences, the phone's page and the moderator's page."""
        register(SENTENCES)
        before_the_end = ("planned", "registration", "live")
        register_page("guest", "questions", _("質問"), "questions:hall", order=30, icon="help", statuses=before_the_end)
        register_page("event", "questions", _("質問・アンケート"), "questions:moderate", order=65, roles=MODERATORS)
