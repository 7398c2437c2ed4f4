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

# Other sets, by key: what they are called, and their columns.
COLUMN_SETS: dict[str, tuple[str | Promise, tuple[tuple[str, str | Promise], ...]]] = {
    "solution": (_("現状から提言へ（4 列）"), COLUMNS),
    "kpt": (
        _("KPT（続ける・困りごと・試す）"),
        (("keep", _("続けたいこと")), ("problem", _("困っていること")), ("try", _("試したいこと"))),
    ),
    "swot": (
        _("SWOT（強み・弱み・機会・脅威）"),
        (
            ("strength", _("強み")),
            ("weakness", _("弱み")),
            ("opportunity", _("機会")),
            ("threat", _("脅威")),
        ),
    ),
    "harvest": (
        _("ワールドカフェの収穫"),
        (
            ("talk", _("話したこと")),
            ("insight", _("気づき・つながり")),
            ("ask", _("新しい問い")),
            ("take", _("持ち帰ること")),
        ),
    ),
    "free": (_("自由（1 列）"), (("ideas", _("アイデア")),)),
}
MAX_COLUMNS = 6
MAX_COLUMN_TITLE = 30
MAX_DOTS = 10
MAX_PHOTOS = 24
