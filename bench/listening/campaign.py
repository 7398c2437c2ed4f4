"""A made-up campaign: one comment, and sixty rewordings put together from interchangeable parts, shuffled by a fixed seed."""

import random

CAMPAIGN_ORIGINAL = "県産品の魅力を全国に伝えるため、動画による発信を増やし、風評の払拭に取り組んでほしいと考えます。"
_WHAT = ("県産品の魅力", "県産品の良さ", "県の農産物のおいしさ", "地元産品の価値", "県産の食べ物の魅力")
_WHERE = ("全国に", "県外に", "首都圏の人に", "もっと広く", "全国の消費者に")
_HOW = (
    "動画による発信を増やし",
    "SNSや動画で情報を発信し",
    "動画での情報発信を強化し",
    "動画の配信に力を入れ",
    "映像で発信する機会を増やし",
)
_END = (
    "風評の払拭に取り組んでほしいと考えます。",
    "風評をなくす取り組みを進めてください。",
    "風評払拭を急ぐべきです。",
    "風評被害の解消に努めていただきたい。",
    "風評を払拭する努力を続けてほしい。",
)
_JOIN = ("伝えるため、", "知ってもらうために、", "届けるため、", "広めるために")


def _reworded(lots: random.Random) -> str:
    return (
        lots.choice(_WHAT)
        + "を"
        + lots.choice(_WHERE)
        + lots.choice(_JOIN)
        + lots.choice(_HOW)
        + "、"
        + lots.choice(_END)
    )


def _campaign(n: int) -> tuple[str, ...]:
    lots = random.Random(6)  # noqa: S311 - not a secret
    found: dict[str, None] = {}
    while len(found) < n:
        found[_reworded(lots)] = None
    return tuple(found)


CAMPAIGN = _campaign(60)
