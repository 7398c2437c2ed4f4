"""Phrases several documents share, as an office writes them."""

from collections.abc import Mapping
from datetime import datetime

from goen.core.text.era import format_date
from goen.reports.queries.shapes import DayReport, Survey, Table


def when(report: DayReport) -> str:
    """Return ``令和7年1月30日（木）13時30分から17時15分まで``."""
    day = format_date(report.starts_at.date(), with_weekday=True)
    return f"{day}　{clock(report.starts_at)}から{clock(report.ends_at)}まで"


def clock(moment: datetime) -> str:
    """Return ``13時30分``."""
    return f"{moment.hour}時{moment.minute:02}分"


def where(report: DayReport) -> str:
    """Return the venue with its address, as far as they are known."""
    return f"{report.venue}（{report.address}）" if report.venue and report.address else report.venue or report.address


def head_count(counts: Mapping[str, int]) -> str:
    """Return ``福島県10人、ＦＣＣ9人``."""
    return "、".join(f"{name}{n}人" for name, n in counts.items() if n)


def bodies(report: DayReport) -> str:
    """Return the head-counts per organisation."""
    return head_count({body.name: body.n_people for body in report.bodies})


def seated(table: Table) -> str:
    """Return who sat at a table: those who agreed by name, the others as a number."""
    if not table.names:
        return f"{table.n_people}人"
    return "、".join(table.names) + (f"、ほか{table.n_unnamed}人" if table.n_unnamed else "")


def liking(survey: Survey) -> str:
    """Return how the day was liked, in one sentence; empty without answers."""
    if not survey.n_rated or survey.mean is None:
        return ""
    share = round(100 * survey.n_satisfied / survey.n_rated)
    return (
        f"回答者{survey.n_rated}人のうち{survey.n_satisfied}人（{share}％）が「満足」又は「とても満足」と回答した"
        f"（5点満点の平均{survey.mean:.1f}点）。"
    )


def contact_lines(report: DayReport) -> list[str]:
    """Return whom to ask, one entry a line; what is missing stands as a blank to fill in."""
    contact = report.contact
    return [
        contact.section or "（課・担当名）",
        f"担当：{contact.person or '（担当者名）'}",
        f"電話：{contact.phone or '（電話番号）'}（内線　　　）",
        f"メール：{contact.mail or '（メールアドレス）'}",
    ]


def group_title(label: str) -> str:
    """Return what people call a group: ``A`` is spoken of as ``Aグループ``, a name of its own stays."""
    return f"{label}グループ" if len(label) == 1 or label.isdecimal() else label
