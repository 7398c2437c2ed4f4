"""開催結果報告 as a Word document, to be edited and signed."""

from goen.base.documents.word import WordFile
from goen.core.text.era import format_date
from goen.reports.exports import words
from goen.reports.exports.outline import Block, annex, chapters
from goen.reports.queries.shapes import DayReport


def report_docx(report: DayReport) -> bytes:
    """Return the bytes of the .docx."""
    page = WordFile(f"開催結果報告　{report.title}")
    page.paragraph(format_date(report.made_at.date()), align="right")
    page.paragraph(report.contact.section or report.host, align="right")
    page.title("開催結果報告")
    page.paragraph(report.title, align="center", bold=True, size_pt=13)
    for chapter in chapters(report):
        page.heading(chapter.title, 1)
        for block in chapter.blocks:
            _add(page, block)
    page.heading("問い合わせ先", 1)
    page.box(words.contact_lines(report))
    notes = annex(report)
    if notes is not None:
        page.heading(notes.title, 1)
        for block in notes.blocks:
            _add(page, block)
    return page.to_bytes()


def _add(page: WordFile, block: Block) -> None:
    match block.kind:
        case "table":
            page.table(block.rows, widths_mm=block.widths_mm, header=block.has_header)
        case "heading":
            page.heading(block.text, 2)
        case "quote":
            page.quote(block.text, block.source)
        case "lead":
            page.paragraph(block.text, bold=True)
        case "note" | "theme":
            page.paragraph(block.text, size_pt=9)
        case _:
            page.paragraph(block.text)
