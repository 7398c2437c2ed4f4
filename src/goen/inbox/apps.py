"""The inbox slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import ACCOUNTS, register_page

SENTENCES = {
    "inbox.no_such_mode": _("その届け方はありません。画面を読み直して、選び直してください。"),
    "inbox.linked_elsewhere": _(
        "この参加者は、すでに別のアカウントと結び付いています。お心当たりがなければ主催者へご連絡ください。"
    ),
}


class InboxConfig(AppConfig):
    """News for one person, kept until they read it."""

    name = "goen.inbox"

    def ready(self) -> None:
        """Bring the job that mails and the pages."""
        from goen.inbox import tasks  # noqa: F401, PLC0415 - tasks need loaded models

        register(SENTENCES)
        register_page("main", "inbox", _("お知らせ"), "inbox:mine", order=80, roles=ACCOUNTS)
