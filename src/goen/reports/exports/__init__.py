"""Bytes of every document, from the day's report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from goen.reports.exports.data import data_json
from goen.reports.exports.deck import slides_pptx
from goen.reports.exports.press import press_docx
from goen.reports.exports.press import press_text as press_text
from goen.reports.exports.report_pdf import report_pdf
from goen.reports.exports.report_word import report_docx
from goen.reports.models import Document
from goen.reports.queries.shapes import DayReport

_Kind = Document.Kind


@dataclass(frozen=True)
class Made:
    """What a document is called and served as."""

    name: str
    extension: str
    content_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
FILES: Mapping[str, Made] = {
    _Kind.REPORT_PDF: Made("01_開催結果報告", "pdf", "application/pdf"),
    _Kind.REPORT_DOCX: Made("02_開催結果報告", "docx", f"{_OFFICE}.wordprocessingml.document"),
    _Kind.SLIDES_PPTX: Made("03_提言スライド", "pptx", f"{_OFFICE}.presentationml.presentation"),
    _Kind.WORKBOOK_XLSX: Made("04_全データ（部内限り）", "xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    _Kind.PRESS_DOCX: Made("05_記者発表資料（案）", "docx", f"{_OFFICE}.wordprocessingml.document"),
    _Kind.DATA_JSON: Made("06_公開用データ", "json", "application/json"),
}
# Everything that may leave the house; the workbook is the organiser's own and made from other reads.
MAKERS: Mapping[str, Callable[[DayReport], bytes]] = {
    _Kind.REPORT_PDF: report_pdf,
    _Kind.REPORT_DOCX: report_docx,
    _Kind.SLIDES_PPTX: slides_pptx,
    _Kind.PRESS_DOCX: press_docx,
    _Kind.DATA_JSON: data_json,
}
