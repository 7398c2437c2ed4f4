"""記者発表資料（案）: what a press club expects on one or two A4 pages, for an officer to finish."""

from goen.base.documents.word import WordFile
from goen.core.text.era import format_date
from goen.reports.exports import words
from goen.reports.queries.shapes import DayReport, ProposalText

_MOST_QUOTES = 5


def press_docx(report: DayReport) -> bytes:
    """Return the bytes of the .docx; what Goen cannot know stands in （ ） to be filled in."""
    page = WordFile(f"記者発表資料（案）{report.title}", margin_mm=20)
    _head(page, report)
    page.heading("1　実施概要", 2)
    page.table(_facts(report), widths_mm=[32, 138], header=False)
    page.heading("2　提言の概要", 2)
    for proposal in report.proposals:
        _proposal(page, proposal)
    if not report.proposals:
        page.paragraph("（各グループの提言を記入）")
    _voices(page, report)
    page.heading("4　今後の取組" if report.quotes else "3　今後の取組", 2)
    page.paragraph("　今回の提言は関係部局・団体で共有し、実現に向けた検討を進める。（担当・時期を記入）")
    page.paragraph("　取材・写真：（取材の可否、提供できる写真とキャプションを記入）")
    page.heading("お問い合わせ先", 2)
    page.box(words.contact_lines(report))
    return page.to_bytes()


def press_text(report: DayReport) -> str:
    """Return what the draft says in whole sentences, one a line, for somebody to word better."""
    lines = [*_headline(report).splitlines(), report.subtitle or _subtitle(report), _lead(report), report.purpose]
    for proposal in report.proposals:
        lines += [proposal.title or proposal.theme, proposal.summary]
        lines += [sentence.text for sentence in proposal.part("solution").sentences]
    lines += [quote.text for quote in report.quotes[:_MOST_QUOTES]]
    return "\n".join(line.strip() for line in lines if line.strip())


def _head(page: WordFile, report: DayReport) -> None:
    page.paragraph("【案】記者発表資料", align="center", bold=True, size_pt=12)
    page.paragraph(f"発表日：{format_date(report.made_at.date(), with_weekday=True)}", align="right")
    page.paragraph("解禁：（配布後すぐ／日時を指定）", align="right")
    page.paragraph(report.contact.section or report.host or "（発信者：所属・職・氏名）", align="right")
    page.paragraph("報道機関各位")
    page.title(_headline(report))
    page.paragraph(report.subtitle or _subtitle(report), align="center")
    page.paragraph(_lead(report))


def _headline(report: DayReport) -> str:
    n = len(report.proposals)
    return f"「{report.title}」を開催しました" + (f"\n―{n}件の提言がまとまる―" if n else "")


def _subtitle(report: DayReport) -> str:
    names = "・".join(body.name for body in report.bodies[:4])
    return f"～{names}の{report.n_people}人が組織の枠を越えて議論～" if names else "（副題を記入）"


def _lead(report: DayReport) -> str:
    """Return the lead: who, when, where, what, why, how."""
    who = report.host or "（主催者）"
    place = f"{report.venue}（{report.address}）" if report.address and report.venue else report.venue or "（会場）"
    why = f"{report.partnership}に基づく取組として、" if report.partnership else ""
    day = format_date(report.starts_at.date(), with_weekday=True)
    people = f"{words.bodies(report)}の計{report.n_people}人" if report.bodies else "（参加者）"
    if report.tables:
        did = f"{people}が{len(report.tables)}グループに分かれて議論し、提言を発表しました"
    else:
        did = f"{people}が参加しました"
    return f"　{who}は、{why}{day}、{place}において「{report.title}」を開催し、{did}。"


def _facts(report: DayReport) -> list[list[str]]:
    themes = [f"{words.group_title(table.label)}　{table.theme}" for table in report.tables if table.theme] or [
        f"{number}　{title}" for number, title in enumerate(report.themes, start=1)
    ]
    rows = [
        ["日時", words.when(report)],
        ["会場", words.where(report)],
        ["主催", report.host],
        ["参加者", f"{report.n_people}人（{words.bodies(report)}）" if report.bodies else ""],
        ["内容", "、".join(line.title for line in report.lines)],
        ["テーマ", "\n".join(themes)],
        ["目的", report.purpose],
        ["協定", report.partnership],
    ]
    return [row for row in rows if row[1]]


def _proposal(page: WordFile, proposal: ProposalText) -> None:
    page.heading(f"{words.group_title(proposal.group)}　{proposal.title or proposal.theme}", 3)
    if proposal.summary:
        page.paragraph(f"　{proposal.summary}")
    page.bullets([sentence.text for sentence in proposal.part("solution").sentences])


def _voices(page: WordFile, report: DayReport) -> None:
    if not report.quotes:
        return
    page.heading("3　参加者の声", 2)
    liking = words.liking(report.survey)
    if liking:
        page.paragraph(f"　{liking}")
    for quote in report.quotes[:_MOST_QUOTES]:
        page.quote(quote.text, quote.source)
