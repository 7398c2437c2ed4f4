"""What was heard, as files: JSON, a page that needs no network, a workbook, a PDF."""

from collections.abc import Callable, Mapping

from goen.listening.exports.json import write_json
from goen.listening.exports.page import write_page
from goen.listening.exports.paper import write_pdf
from goen.listening.exports.workbook import write_topics_workbook
from goen.listening.queries.figures import Figures, Source, figures

INTERNAL = "（部内限り）"
WRITERS: Mapping[str, Callable[[Figures], bytes]] = {
    "html": write_page,
    "pdf": write_pdf,
    "xlsx": write_topics_workbook,
    "json": write_json,
}
CONTENT_TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}

__all__ = [
    "CONTENT_TYPES", "INTERNAL", "WRITERS", "Source", "figures", "write_json", "write_page", "write_pdf",
    "write_topics_workbook",
]  # fmt: skip
