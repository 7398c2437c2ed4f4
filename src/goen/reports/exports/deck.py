"""The proposals as slides: a cover, one section per group, the figures of the day."""

from goen.base.documents.slides import AI, AKANE, Box, Deck
from goen.core.text.era import format_date
from goen.reports.exports.words import bodies, group_title
from goen.reports.queries.shapes import DayReport, ProposalText

_COLOURS = {"as_is": "A58000", "to_be": "1D8B56", "gap": "C74700", "solution": "264AF4", "ask": AKANE, "kpi": AI}


def slides_pptx(report: DayReport) -> bytes:
    """Return the bytes of the .pptx."""
    deck = Deck(f"{report.title}　提言")
    deck.section("はじめに")
    day = format_date(report.starts_at.date(), with_weekday=True)
    deck.cover(
        report.title, [line for line in (report.subtitle, f"{day}　{report.venue}".strip(), report.host) if line]
    )
    who = f"参加者　{report.n_people}人" + (f"（{bodies(report)}）" if report.bodies else "")
    themes = [f"{group_title(table.label)}　{table.theme}" for table in report.tables if table.theme] or list(
        report.themes
    )
    deck.boxes("開催概要", [Box("参加", [who]), Box("グループとテーマ", themes)])
    for proposal in report.proposals:
        _section(deck, proposal)
    return deck.to_bytes()


def _section(deck: Deck, proposal: ProposalText) -> None:
    name = f"{group_title(proposal.group)}　{proposal.title}".strip()
    deck.section(name)
    deck.statement(
        name,
        proposal.summary or proposal.title or proposal.theme,
        f"テーマ：{proposal.theme}" if proposal.theme else "",
    )
    deck.boxes(
        f"{group_title(proposal.group)}　現状から解決策へ",
        [_box(proposal, key) for key in ("as_is", "to_be", "gap", "solution")],
    )
    last = [_box(proposal, key) for key in ("ask", "kpi") if proposal.part(key).sentences]
    if last:
        deck.boxes(f"{group_title(proposal.group)}　お願いと成果の測り方", last)


def _box(proposal: ProposalText, key: str) -> Box:
    part = proposal.part(key)
    return Box(part.label, [sentence.text for sentence in part.sentences], _COLOURS[key])
