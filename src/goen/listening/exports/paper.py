"""The result as a tagged PDF to print and to file."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from goen.base.documents.fonts import missing
from goen.base.documents.pdf import compile_pdf
from goen.core.listening import Topic
from goen.listening.exports.workbook import account_rows, direction_name
from goen.listening.queries.figures import Figures, topic_figures

_TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "listening" / "report.typ"
MOST_VALUES, MOST_PERIODS, MOST_STACKS = 12, 24, 20


def write_pdf(figures: Figures) -> bytes:
    """Return the bytes of the PDF (PDF/UA-1, fonts embedded)."""
    topics = [_topic(figures, number, topic) for number, topic in enumerate(figures.cut.topics, start=1)]
    lost = missing(str(topics) + figures.source.title)
    signs = "、".join(f"U+{ord(one):04X}" for one in lost[:20])
    data: dict[str, Any] = {
        "words": _words(),
        "title": figures.source.title,
        "made": figures.source.made,
        "notice": figures.source.notice,
        "account": [[name, str(number)] for name, number in account_rows(figures)],
        "topics": topics,
        "stacks": [
            [figures.found.texts[one.first].text[:120] or "―", str(one.n_posts), str(one.n_people or "―"), str(one.n_wordings)]
            for one in figures.stacks[:MOST_STACKS]
        ],
        "masked": sum(figures.source.masked.values()),
        "lost": _("この文書の書体にない文字は〓で示しました（{signs}）。").format(signs=signs) if lost else "",
    }  # fmt: skip
    return compile_pdf(_TEMPLATE, data)


def _topic(figures: Figures, number: int, topic: Topic) -> dict[str, Any]:
    plain = topic_figures(figures, topic)
    whole = sum(one.n_posts for one in figures.cut.topics)
    trend = figures.trends.get(topic.id)
    shares = {
        name: [
            [row["value"] or _("（空欄）"), f"{row['part']}/{row['whole']}", _percent(row["share"]), _range(row["low"], row["high"])]
            for row in rows[:MOST_VALUES]
        ]
        for name, rows in plain["shares"].items()
    }  # fmt: skip
    return {
        "number": str(number),
        "label": topic.label,
        "posts": str(topic.n_posts),
        "percent": _percent(topic.n_posts / whole),
        "people": str(topic.n_people) if topic.n_people else "―",
        "wordings": str(topic.n_wordings),
        "weak": topic.weak,
        "headline": topic.headline.words if topic.headline else "",
        "quotes": [[quote.words, quote.text_id] for quote in topic.quotes],
        "shares": [{"name": name, "rows": rows} for name, rows in shares.items()],
        "trend": direction_name(trend.direction) if trend else "",
        "periods": [
            [period.value, f"{period.part}/{period.whole}", _percent(period.share), _range(period.low, period.high)]
            for period in (trend.periods if trend else ())[-MOST_PERIODS:]
        ],
    }


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _range(low: float, high: float) -> str:
    return f"{100 * low:.1f}–{100 * high:.1f}"


def _words() -> dict[str, str]:
    return {
        "kicker": _("広聴の記録"),
        "account": _("すべての文の行き先"),
        "once": _("どの文も、次のどれか一つにだけ入っています。"),
        "topics": _("話題"),
        "posts": _("件数"),
        "people": _("人数"),
        "wordings": _("言い回し"),
        "share": _("割合（%）"),
        "interval": _("95%区間"),
        "weak": _("まとまりが弱い"),
        "trend": _("推移"),
        "period": _("時期"),
        "by": _("ごとの割合"),
        "stacks": _("似た投稿"),
        "stands": _("代表の文"),
        "many": _("ほぼ同じ文をまとめ、件数・人数・言い回しを分けて数えました。数の多さは内容の重さではありません。"),
        "method": _(
            "この記録は、外部の AI もネットワークも使わず、文の言葉だけから作りました。同じ文からは同じ結果になります。賛成か反対かは、言葉からは判断していません。"
        ),
        "masked": _("伏せた個人情報（か所）"),
    }
