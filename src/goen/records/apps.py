"""The records slice as a Django app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "records.disposed": _("この交流会の個人情報は、すでに廃棄しました。廃棄証明書をご覧ください。"),
    "records.no_period": _("保存期限がまだ決まっていません。先に保存期限を決めてください。"),
    "records.on_hold": _("廃棄を止めているため、廃棄できません。止める理由がなくなったら、設定を変えてください。"),
    "records.not_closed": _("凍結は、交流会を終了してから行えます。"),
    "records.bad_archive": _("この凍結ファイルは、作ったときのままではありません（{name}）。"),
}


class RecordsConfig(AppConfig):
    """Audit log, retention, erasure, frozen states, redaction."""

    name = "goen.records"

    def ready(self) -> None:
        """Bring sentences, the page of every event, and the daily look at what is due."""
        from goen.base import jobs  # noqa: PLC0415 - models exist only now
        from goen.records import tasks  # noqa: F401, PLC0415 - registers the jobs

        register(SENTENCES)
        register_page("event", "records", _("記録"), "records:overview", order=120)
        jobs.every("records.dispose_due", timedelta(days=1))
