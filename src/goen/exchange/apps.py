"""The exchange slice as a Django app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "exchange.no_scope": _("この鍵でできることを、一つ以上選んでください。"),
    "exchange.too_many_hooks": _("通知先は {limit} 件までです。使わないものを消してください。"),
    "exchange.no_key": _("APIの鍵がないか、使えなくなっています。プロフィールの「APIの鍵」で作れます。"),
    "exchange.not_in_scope": _("この鍵では、この操作はできません（必要な範囲：{scope}）。"),
    "exchange.bad_request": _("送られた内容を読み取れません（{where}）。"),
    "exchange.no_file": _("ファイルがありません。持ち運びファイル（ZIP）を選んでください。"),
}


class ExchangeConfig(AppConfig):
    """API, tokens, webhooks, bundles."""

    name = "goen.exchange"

    def ready(self) -> None:
        """Bring sentences and the page; hear of everything that is written down."""
        from goen.base import audit, jobs  # noqa: PLC0415 - models exist only now
        from goen.exchange import services, tasks  # noqa: F401, PLC0415 - as above; registers the jobs

        register(SENTENCES)
        register_page("event", "exchange", _("連携"), "exchange:connections", order=130)
        audit.listen(services.hear)
        audit.listen(services.end_with_password)
        jobs.every("exchange.prune", timedelta(days=1))
