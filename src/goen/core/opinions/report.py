"""A report of a landscape as one HTML file: no script, no network; Japanese first, English beside it."""

from collections.abc import Mapping
from html import escape

import numpy as np

from goen.core.opinions.landscape import Finding, Landscape
from goen.core.opinions.picture import COLOURS, LETTERS, bar_svg, map_svg

_STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}body{margin:0;font:16px/1.75 "Noto Sans JP","Hiragino Sans","Yu Gothic UI",
"Meiryo",sans-serif;color:#1a1a1c;background:#fff}main{max-width:60rem;margin:auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.6rem;line-height:1.4;margin:.5rem 0}h2{font-size:1.25rem;margin:2.5rem 0 .5rem;border-bottom:2px solid #0017c1;
padding-bottom:.25rem}small,.en{color:#626264;font-size:.8125rem}.verdict{background:#e8f1fe;border-radius:12px;padding:1rem
1.25rem;font-size:1.125rem}svg{max-width:100%;height:auto;display:block}ol{padding-left:1.5rem}li{margin:.75rem 0}
figure{margin:1rem 0}.bar{width:100%;height:14px;border-radius:4px}.key{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0}
.key li{margin:0}.dot{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.35em}
details{border-top:1px solid #d8d8db;padding:.5rem 0}summary{cursor:pointer;overflow-wrap:anywhere}
summary:focus-visible{outline:4px solid #000;outline-offset:2px;background:#ffd43d}
table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{padding:.25rem .5rem;border-bottom:1px solid #d8d8db;
text-align:right}th:first-child,td:first-child{text-align:left}.none{color:#626264}@media print{details{break-inside:avoid}}
"""
_SIDES = {True: ("賛成", "agree"), False: ("反対", "disagree")}


def report_html(
    found: Landscape, texts: Mapping[int, str] | None = None, *, title: str = "意見の地図", least: int = 3
) -> str:
    """Write the report.

    Parameters
    ----------
    found : Landscape
        Left unchanged.
    texts : mapping of id to text, optional
        What the statements say; without it their numbers are shown.
    title : str
        Heading.
    least : int
        Cells of fewer people are left blank.

    Returns
    -------
    str
        A whole HTML document that works from a memory stick; it names no participant.

    Examples
    --------
    >>> from goen.core.opinions.analyse import analyse
    >>> from goen.core.opinions.votes import votes_from_triples
    >>> "まだ投票がありません" in report_html(analyse(votes_from_triples([], [], [])))
    True
    """
    page = _Page(found, texts or {}, least)
    body = "".join(
        (
            f"<h1>{escape(title)}</h1>",
            f'<p class="verdict">{page.verdict()}</p>',
            page.picture(),
            page.section(
                "みんなの一致点", "What unites", found.unites, "全員に共通すると言い切れる意見は、まだありません。"
            ),
            page.section(
                "意見が分かれる点", "What divides", found.divides, "はっきり分かれる意見は見つかりませんでした。"
            ),
            page.section(
                "少数の声", "Minority views", found.minority, "多数と異なるまとまった声は見つかりませんでした。"
            ),
            page.groups(),
            page.certainty(),
            page.table(),
        )
    )
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title>'
    return f'<!DOCTYPE html><html lang="ja"><head>{head}<style>{_STYLE}</style></head><body><main>{body}</main></body></html>\n'


class _Page:
    """The parts of one report."""

    def __init__(self, found: Landscape, texts: Mapping[int, str], least: int) -> None:
        self.found, self.texts, self.least = found, texts, least

    def name(self, statement: int) -> str:
        ident = int(self.found.statements.ids[statement])
        return escape(self.texts.get(ident) or f"意見 {ident}")

    def verdict(self) -> str:
        found = self.found
        people, votes = found.people.ids.size, int(found.statements.counts.sum())
        said = {
            "no_votes": ("まだ投票がありません。", "No votes yet."),
            "too_few": (
                "地図を描くには、人または意見がまだ足りません。",
                "Too few people or statements for a map yet.",
            ),
            "one_group": (
                "一つのまとまりです（明確な分かれは見られません）。",
                "One group: no clear division was found.",
            ),
            "groups": (
                f"{len(found.groups)}つの意見グループに分かれています。",
                f"{len(found.groups)} opinion groups.",
            ),
        }[found.verdict]
        return (
            f"<strong>{said[0]}</strong><br><small>{people:,}人 ・ {found.statements.ids.size:,}件の意見 ・ {votes:,}票</small>"
            f'<br><span class="en" lang="en">{said[1]}</span>'
        )

    def picture(self) -> str:
        if self.found.verdict in {"no_votes", "too_few"}:
            return ""
        key = "".join(
            f'<li><span class="dot" style="background:{COLOURS[g % len(COLOURS)]}"></span>グループ{LETTERS[g]} {group.size:,}人</li>'
            for g, group in enumerate(self.found.groups)
        )
        if np.any((self.found.people.groups < 0) & ~np.isnan(self.found.people.positions[:, 0])):
            key += '<li><span class="dot" style="background:#626264"></span>回答が少なく分類しない人</li>'
        drawn = map_svg(self.found, title="意見の地図。近い人ほど答え方が似ています。")
        note = "近くにいる人ほど、答え方が似ています。中心からの遠さは投票の多さではありません。"
        return f'<figure>{drawn}<figcaption><ul class="key">{key}</ul><small>{note}</small></figcaption></figure>'

    def section(self, title: str, english: str, findings: tuple[Finding, ...], none: str) -> str:
        lines = "".join(f"<li>{self.line(one)}</li>" for one in findings)
        body = f"<ol>{lines}</ol>" if lines else f'<p class="none">{none}</p>'
        return f'<h2>{title} <span class="en" lang="en">{english}</span></h2>{body}'

    def line(self, one: Finding) -> str:
        side, _ = _SIDES[one.agree]
        who = f"グループ{LETTERS[one.group]}の" if one.group >= 0 else ""
        counts = (
            self.found.splits[one.group, one.statement]
            if one.group >= 0
            else self.found.statements.counts[one.statement]
        )
        figure = f"{who}{one.total}人中{one.said}人（{one.share:.0%}）が{side}"
        interval = f"90％区間 {one.low:.0%}〜{one.high:.0%}"
        return f"{self.name(one.statement)}<br><small>{figure} ・ {interval}</small>{bar_svg(counts, figure)}"

    def groups(self) -> str:
        parts = []
        for g, group in enumerate(self.found.groups):
            none = "ほかのグループとの違いを言い切れる意見はありません。"
            parts.append(
                self.section(
                    f"グループ{LETTERS[g]}（{group.size:,}人）の特徴", "What it stands for", group.represents, none
                )
            )
        return "".join(parts)

    def certainty(self) -> str:
        if self.found.verdict in {"no_votes", "too_few"}:
            return ""
        sure = self.found.certainty
        chance = "0.001未満" if sure.p < 0.001 else f"{sure.p:.3f}"  # noqa: PLR2004  # as small as it is worth printing
        lines = [f"偶然だけでこれほどのまとまりが現れる確率：{chance}（散らばりは偶然の{sure.ratio:.1f}倍）"]
        if self.found.groups:
            lines.append(f"揺らぎを加えて繰り返したときの一致：{sure.stability:.2f}（1で完全に同じ）")
            lines.append("「特徴」は、その意見を除いて作り直したグループでも成り立つものだけを載せています。")
        lines.append(f"地図の横軸・縦軸で説明できる割合：{sure.explained[0]:.0%}、{sure.explained[1]:.0%}")
        items = "".join(f"<li>{line}</li>" for line in lines)
        return f'<h2>どのくらい確かか <span class="en" lang="en">How sure this is</span></h2><ul>{items}</ul>'

    def table(self) -> str:
        table = self.found.statements
        order = np.lexsort((table.ids, -table.counts.sum(axis=1)))
        rows = "".join(self.statement(int(j)) for j in order if table.kept[j])
        if not rows:
            return ""
        return f'<h2>すべての意見 <span class="en" lang="en">All statements</span></h2>{rows}'

    def statement(self, j: int) -> str:
        counts = self.found.statements.counts[j]
        head = f"<summary>{self.name(j)} <small>（{int(counts.sum())}票）</small>{bar_svg(counts, self.said(counts))}</summary>"
        rows = [self.row("全員", counts)]
        rows += [self.row(f"グループ{LETTERS[g]}", self.found.splits[g, j]) for g in range(len(self.found.groups))]
        columns = "<tr><th></th><th>賛成</th><th>パス</th><th>反対</th></tr>"
        return f"<details>{head}<table>{columns}{''.join(rows)}</table></details>"

    def said(self, counts: np.ndarray) -> str:
        return f"賛成{int(counts[2])}、パス{int(counts[1])}、反対{int(counts[0])}"

    def row(self, name: str, counts: np.ndarray) -> str:
        if counts.sum() < self.least:
            cells = f'<td colspan="3" class="none">{self.least}人未満のため表示しません</td>'
        else:
            cells = "".join(f"<td>{int(counts[side])}</td>" for side in (2, 1, 0))
        return f"<tr><td>{name}</td>{cells}</tr>"
