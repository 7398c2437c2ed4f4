"""The dashboards slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    "dashboards.no_such_figure": _("その図はありません。画面を読み直してください。"),
    "dashboards.empty_file": _("ファイルに何も書かれていません。数値の入った表を選んでください。"),
    "dashboards.other_kind": _(
        "{kind} ファイルは数値の表として読めません。Excel（.xlsx）または CSV で保存してから、もう一度お選びください。"
    ),
    "dashboards.with_password": _(
        "パスワードで保護されたファイルです。パスワードを外して保存してから、もう一度お選びください。"
    ),
    "dashboards.broken_file": _("表として読めませんでした。Excel で開いて保存し直してから、もう一度お選びください。"),
    "dashboards.too_many_rows": _("表が大きすぎます（{rows} 行目まで）。{limit} 行までに分けてください。"),
    "dashboards.file_done": _(
        "このファイルはすでに取り込みました。もう一度取り込むときは、ファイルを選び直してください。"
    ),
    "dashboards.no_figures": _(
        "この読み方では数値が一つもありません。時点の列と数値の列を選び直すか、時点を記入してください。"
    ),
    "dashboards.too_many_values": _("数値が多すぎます（{n} 件）。{limit} 件までに分けてください。"),
    "dashboards.name_taken": _(
        "「{name}」という指標はすでにあります。別の名称にするか、その指標に取り込んでください。"
    ),
}
# Organisers and those who decide; facilitators have their tables.
SEEN_BY = ("organiser", "co_organiser", "decision_maker", "observer")


class DashboardsConfig(AppConfig):
    """Figures over events and years, and the indicators they want to move."""

    name = "goen.dashboards"

    def ready(self) -> None:
        """Bring sentences and pages."""
        register(SENTENCES)
        register_page("event", "figures", _("数字"), "dashboards:event", order=78, roles=SEEN_BY)
        register_page("partnership", "results", _("成果"), "dashboards:results", order=20)
        register_page("partnership", "figures", _("数字"), "dashboards:years", order=40)
        register_page("partnership", "indicators", _("指標"), "dashboards:indicators", order=50)
        from goen.dashboards.queries import register_own_part  # noqa: PLC0415 - models exist only now
        from goen.dashboards.queries.aims import wanted_by  # noqa: PLC0415 - as above
        from goen.dashboards.queries.public import PUBLIC_INDICATORS  # noqa: PLC0415 - as above
        from goen.events.queries import register_public_block  # noqa: PLC0415 - as above
        from goen.proposals.queries import register_aims  # noqa: PLC0415 - as above

        register_own_part()
        register_aims(wanted_by)
        register_public_block(PUBLIC_INDICATORS)
