"""The accounts slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register

SENTENCES = {
    "accounts.weak_password": _("アカウントを作れませんでした。{reasons}"),
    "accounts.name_taken": _("利用者名「{username}」は、すでに使われています。別の名前にしてください。"),
    "accounts.organisation_taken": _("団体「{name}」は、すでに登録されています。"),
    "accounts.merge_itself": _("まとめる先の団体を選んでください。"),
}


class AccountsConfig(AppConfig):
    """People who sign in, organisations, roles."""

    name = "goen.accounts"

    def ready(self) -> None:
        """Bring the sentences of this slice."""
        register(SENTENCES)
        from goen.accounts.receivers import news  # noqa: F401, PLC0415 - receivers hear once models exist
