"""Pages of listening."""

from goen.listening.views.drafts import decide as drafts_decide
from goen.listening.views.drafts import drafts
from goen.listening.views.drafts import prepare as drafts_prepare
from goen.listening.views.drafts import send as drafts_send
from goen.listening.views.edits import edit, granularity, undo
from goen.listening.views.files import files, make, take
from goen.listening.views.results import change, compare, copies, homes, points, result, topic
from goen.listening.views.sets import again, cancel, columns, delete, encoding, listing, new, rename
from goen.listening.views.texts import text, texts

__all__ = [
    "again", "cancel", "change", "columns", "compare", "copies", "delete", "drafts", "drafts_decide", "drafts_prepare", "drafts_send", "edit", "encoding", "files", "granularity",
    "homes", "listing", "make", "new", "points", "rename", "result", "take", "text", "texts", "topic", "undo",
]  # fmt: skip
