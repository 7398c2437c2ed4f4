"""開催結果報告 as a tagged PDF."""

from pathlib import Path

from goen.base.documents.fonts import missing
from goen.base.documents.pdf import compile_pdf
from goen.core.text.era import format_date
from goen.reports.exports import words
from goen.reports.exports.outline import annex, chapters, plain
from goen.reports.queries.shapes import DayReport

_TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "reports" / "report.typ"


def report_pdf(report: DayReport) -> bytes:
    """Return the bytes of the PDF (PDF/UA-1, fonts embedded)."""
    parts = plain(chapters(report))
    notes = annex(report)
    lost = missing(f"{parts}{notes}{report.title}")
    data = {
        "title": report.title,
        "heading": "開催結果報告",
        "date": format_date(report.made_at.date()),
        "sender": report.contact.section or report.host,
        "chapters": parts,
        "annex": plain([notes] if notes else []),
        "contact": words.contact_lines(report),
        "lost": f"この文書の書体にない文字は〓で示した（U+{'、U+'.join(f'{ord(one):04X}' for one in lost)}）。"
        if lost
        else "",
    }
    return compile_pdf(_TEMPLATE, data)
