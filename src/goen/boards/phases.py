"""What boards start from: data that a board copies when it is opened."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# From the present to the proposal, as the groups of the Fukushima day worked.
COLUMNS: tuple[tuple[str, str | Promise], ...] = (
    ("as_is", _("現状分析")),
    ("to_be", _("あるべき姿")),
    ("gap", _("ギャップ")),
    ("solution", _("解決策・提言")),
)
