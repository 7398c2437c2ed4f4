"""The report's numbered parts as plain tables and lists, so that PDF and Word never tell two stories."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from goen.reports.exports import words
from goen.reports.queries.shapes import DayReport, ProposalText

ALL_WIDTH_MM = 160
_SHORT_ROWS, _SHORT_TEXT = 12, 80


@dataclass(frozen=True)
class Block:
    """A paragraph, list, table, quote or smaller heading; ``kind`` says which."""

    kind: str
    text: str = ""
    rows: Sequence[Sequence[str]] = field(default_factory=tuple)
    widths_mm: Sequence[float] = field(default_factory=tuple)
    has_header: bool = True
    source: str = ""
    is_short: bool = False  # a table that should not be cut in two


@dataclass(frozen=True)
class Chapter:
    """A numbered part of the report."""

    title: str
    blocks: Sequence[Block]


def chapters(report: DayReport) -> list[Chapter]:
    """Return the parts that have something to say, in the order offices read them."""
    parts = (
        ("開催概要", _summary(report)),
        ("参加者", _people(report)),
        ("次第", _sheet(report)),
        ("グループとテーマ", _tables(report)),
        ("各グループの提言", _proposals(report)),
        ("評価結果", _ranks(report)),
        ("参加者の声", _quotes(report)),
        ("アンケート集計", _survey(report)),
    )
    present = [(title, blocks) for title, blocks in parts if blocks]
    return [Chapter(f"{number}　{title}", blocks) for number, (title, blocks) in enumerate(present, start=1)]


def annex(report: DayReport) -> Chapter | None:
    """Return the notes the proposals stand on, for a page of its own after the contact; None without any."""
    rows = [(number, text) for proposal in report.proposals for number, text in proposal.notes.items()]
    if not rows:
        return None
    return Chapter("別紙　根拠とした付箋", [_table([("番号", "付箋"), *rows], (22, ALL_WIDTH_MM - 22))])


def plain(chapter_list: Sequence[Chapter]) -> list[dict[str, Any]]:
    """Return the chapters as JSON for typst."""
    return [{"title": chapter.title, "blocks": [vars(block) for block in chapter.blocks]} for chapter in chapter_list]


def _table(rows: Sequence[Sequence[str]], widths_mm: Sequence[float], *, has_header: bool = True) -> Block:
    is_short = has_header and len(rows) <= _SHORT_ROWS and all(len(text) <= _SHORT_TEXT for row in rows for text in row)
    return Block("table", rows=rows, widths_mm=widths_mm, has_header=has_header, is_short=is_short)


def _summary(report: DayReport) -> list[Block]:
    rows = [
        ("名称", f"{report.title}　{report.subtitle}".strip()),
        ("日時", words.when(report)),
        ("会場", words.where(report)),
        ("主催", report.host),
        ("連携協定", report.partnership),
        ("参加者", f"{report.n_people}人（{words.bodies(report)}）" if report.bodies else ""),
        ("趣旨", report.purpose),
    ]
    return [_table([row for row in rows if row[1]], (32, ALL_WIDTH_MM - 32), has_header=False)]


def _people(report: DayReport) -> list[Block]:
    if not report.bodies:
        return []
    if not report.is_counted:
        rows = [("団体", "部署", "参加予定")]
        rows += [(body.name, "、".join(body.departments), f"{body.n_expected}人") for body in report.bodies]
        rows.append(("計", "", f"{report.n_people}人"))
        return [_table(rows, (50, 80, 30))]
    header = ("団体", "部署", "参加予定", "参加")
    counted = [
        (body.name, "、".join(body.departments), f"{body.n_expected}人", f"{body.n_people}人") for body in report.bodies
    ]
    n_expected = sum(body.n_expected for body in report.bodies)
    total = ("計", "", f"{n_expected}人", f"{report.n_people}人")
    return [_table([header, *counted, total], (48, 62, 25, 25))]


def _sheet(report: DayReport) -> list[Block]:
    if not report.lines:
        return []
    times = [f"{line.start:%H:%M}～{line.end:%H:%M}" for line in report.lines]
    if not any(line.person_in_charge for line in report.lines):
        rows = [(time, line.title) for time, line in zip(times, report.lines, strict=True)]
        return [_table([("時刻", "内容"), *rows], (34, ALL_WIDTH_MM - 34))]
    full = [(time, line.title, line.person_in_charge) for time, line in zip(times, report.lines, strict=True)]
    return [_table([("時刻", "内容", "担当"), *full], (34, 90, 36))]


def _tables(report: DayReport) -> list[Block]:
    if not report.tables:
        return []
    rows = [("グループ", "テーマ", "人数", "構成")]
    for table in report.tables:
        members = words.head_count(table.counts) + (f"\n{words.seated(table)}" if table.names else "")
        rows.append((table.label, table.theme, f"{table.n_people}人", members))
    note = "氏名は、掲載に同意した方のみ記載した。" if any(table.names for table in report.tables) else ""
    return [_table(rows, (20, 58, 18, 64)), *([Block("note", note)] if note else [])]


def _proposals(report: DayReport) -> list[Block]:
    blocks: list[Block] = []
    for proposal in report.proposals:
        blocks += _proposal(proposal)
    if any(proposal.notes for proposal in report.proposals):
        blocks.append(Block("note", "文末の［　］は、別紙「根拠とした付箋」の番号を示す。"))
    return blocks


def _proposal(proposal: ProposalText) -> list[Block]:
    blocks = [Block("heading", f"{words.group_title(proposal.group)}　{proposal.title or '（名称なし）'}")]
    if proposal.theme:
        blocks.append(Block("theme", f"テーマ：{proposal.theme}"))
    if proposal.summary:
        blocks.append(Block("lead", proposal.summary))
    rows = []
    for part in proposal.parts:
        lines = [f"・{one.text}" + (f"［{one.source}］" if one.source else "") for one in part.sentences]
        if lines:
            rows.append((part.label, "\n".join(lines)))
    if rows:
        blocks.append(_table(rows, (36, ALL_WIDTH_MM - 36), has_header=False))
    return blocks


def _ranks(report: DayReport) -> list[Block]:
    if not report.ranks:
        return []
    rows = [("順", "グループ", "提言", "評価", "95％区間", "採点者")]
    for rank in report.ranks:
        span = f"{rank.low:.2f}～{rank.high:.2f}" if rank.low is not None and rank.high is not None else "―"
        rows.append((str(rank.rank), rank.group, rank.title, f"{rank.mean:.2f}", span, f"{rank.n_raters}人"))
    criteria = "、".join(report.criteria)
    note = (
        f"観点（{criteria}）ごとの5段階評価の平均。自グループは採点していないため、採点者ごとの甘辛の差を"
        "加法モデル（採点者を変量効果とする混合モデル）で補正した。"
    )
    return [_table(rows, (12, 22, 58, 18, 30, 20)), Block("note", note)]


def _quotes(report: DayReport) -> list[Block]:
    blocks: list[Block] = []
    for question in dict.fromkeys(quote.question for quote in report.quotes):
        blocks.append(Block("heading", question))
        blocks += [
            Block("quote", quote.text, source=quote.source) for quote in report.quotes if quote.question == question
        ]
    return blocks


def _survey(report: DayReport) -> list[Block]:
    survey = report.survey
    if not survey.n_voices:
        return []
    rows = [("満足度", *(f"{rating}" for rating in (5, 4, 3, 2, 1)), "無回答")]
    counts = [f"{survey.satisfaction.get(rating, 0)}人" for rating in (5, 4, 3, 2, 1)]
    rows.append(("人数", *counts, f"{survey.n_voices - survey.n_rated}人"))
    again = f"「次の機会にも参加したい」{survey.n_again}人、「参加しない」{survey.n_not_again}人。"
    answered = f"回答者{survey.n_voices}人。"
    return [
        Block("text", f"　{answered}{words.liking(survey)}{again}"),
        _table(rows, (34, 21, 21, 21, 21, 21, 21)),
        Block("note", "満足度は5（とても満足）から1（不満）までの5段階。"),
    ]
