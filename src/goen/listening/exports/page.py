"""One HTML file that needs nothing else: read, printed and searched without a network, the slider works from the file."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goen.core.listening import Topic
from goen.core.listening.counts import Share
from goen.listening.exports.json import utf8
from goen.listening.exports.method import method_rows
from goen.listening.exports.workbook import account_rows, direction_name
from goen.listening.queries.figures import Figures, attribute_values, topic_figures

WITH_ALL_TEXTS = 20_000
"""Up to this many texts the page holds every one; above, the first 200 of each finest topic."""
TEXTS_OF_A_LEAF = 200
_FOLDER = Path(__file__).parents[1] / "templates" / "listening"


def write_page(figures: Figures) -> bytes:
    """Return UTF-8 HTML: the sum, the topics with quotes, shares and trends, the map, the texts."""
    context = {
        "language": (get_language() or "ja").split("-")[0],
        "figures": figures,
        "source": figures.source,
        "account": account_rows(figures),
        "topics": [_card(figures, topic) for topic in figures.cut.topics],
        "stacks": [
            {"words": figures.found.texts[stack.first].text[:140], "stack": stack} for stack in figures.stacks[:20]
        ],
        "notes": figures.found.notes,
        "method": method_rows(figures),
        "style": _inline("style", "report.css"),
        "script": _inline("script", "report.js"),
        "data": _data(figures),
    }
    return utf8(render_to_string("listening/report.html", context))


def _inline(tag: str, name: str) -> SafeString:
    """Put a file of this package into the page; it holds no input."""
    return mark_safe(f"<{tag}>{(_FOLDER / name).read_text(encoding='utf-8')}</{tag}>")  # noqa: S308


def _card(figures: Figures, topic: Topic) -> dict[str, Any]:
    data = topic_figures(figures, topic)
    trend = figures.trends.get(topic.id)
    whole = sum(one.n_posts for one in figures.cut.topics)
    shares = [
        {"name": name, "rows": [_bar(Share(row["value"], row["part"], row["whole"], row["low"], row["high"])) for row in rows]}
        for name, rows in data["shares"].items()
    ]  # fmt: skip
    return {
        "topic": topic,
        "percent": round(100 * topic.n_posts / whole),
        "shares": shares,
        "direction": direction_name(trend.direction) if trend else "",
        "periods": [_bar(period) for period in trend.periods] if trend else [],
    }


def _bar(share: Share) -> dict[str, Any]:
    numbers = {
        key: round(100 * value, 1) for key, value in (("share", share.share), ("low", share.low), ("high", share.high))
    }
    return {"value": share.value or _("（空欄）"), "part": share.part, "whole": share.whole, **numbers}


def _data(figures: Figures) -> SafeString:
    """Everything the slider, the map and the lists need, as JSON that no text can break out of."""
    found = figures.found
    shown: Counter[int] = Counter()
    rows = []
    for place, text in enumerate(found.texts):
        leaf, unit = figures.leaf_of[place], int(found.unit_of[place])
        shown[leaf] += 1
        held = len(found.texts) <= WITH_ALL_TEXTS or shown[leaf] <= TEXTS_OF_A_LEAF
        at = [round(float(value), 3) for value in found.drawing.positions[unit]] if unit >= 0 else [None, None]
        values = [text.attributes.get(name, "") for name in figures.source.attributes]
        rows.append([text.id, text.text if held else None, leaf, *at, values, figures.home[place]])
    nodes = {
        topic.id: {
            "label": topic.label, "headline": topic.headline.words if topic.headline else "", "weak": topic.weak,
            "quotes": [[quote.words, quote.text_id] for quote in topic.quotes], "posts": topic.n_posts,
            "people": topic.n_people, "wordings": topic.n_wordings, "parts": figures.parts.get(topic.id),
        }
        for topic in figures.nodes
    }  # fmt: skip
    attributes = [{"name": name, "values": attribute_values(found.texts, name)} for name in figures.source.attributes]
    whole = {"nodes": nodes, "leaves": figures.leaves, "texts": rows, "attributes": attributes, "n": figures.n_topics,
             "words": _words()}  # fmt: skip
    written = json.dumps(whole, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    return mark_safe(f'<script type="application/json" id="listening-data">{written}</script>')  # noqa: S308


def _words() -> dict[str, str]:
    """Sentences the script fills in."""
    return {
        "posts": _("{n}件"),
        "people": _("{n}人"),
        "weak": _("まとまりが弱い"),
        "texts": _("この話題の文を見る（{n}件）"),
        "left": _("ほか {n} 件は Excel と JSON にあります。"),
        "topics": _("{n} の話題"),
    }
