"""Indicators as public pages show them: the newest figure, what it was before, and where it comes from."""

from django.utils.translation import gettext_lazy as _

from goen.dashboards.queries.indicators import indicators_of
from goen.events.queries import BlockContent, PublicBlock, Subject


def _indicators(subject: Subject) -> BlockContent | None:
    partnership = subject.partnership or (subject.event.partnership if subject.event else None)
    lines = [line for line in indicators_of(partnership) if line.headline] if partnership else []
    return BlockContent("dashboards/public_indicators.html", {"lines": lines}) if lines else None


PUBLIC_INDICATORS = PublicBlock(
    "dashboards.indicators", _("指標"), _indicators, _("連携協定の「指標」に数値を取り込むと表示されます。")
)
