"""What was heard, as files: JSON, a page that needs no network, a workbook."""

from goen.listening.exports.figures import Source, figures
from goen.listening.exports.json import write_json
from goen.listening.exports.page import write_page
from goen.listening.exports.workbook import write_topics_workbook

__all__ = ["Source", "figures", "write_json", "write_page", "write_topics_workbook"]
