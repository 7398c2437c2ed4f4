"""Pages of listening."""

from goen.listening.views.edits import edit, granularity, undo
from goen.listening.views.files import files, make, take
from goen.listening.views.results import change, compare, copies, homes, points, result, topic
from goen.listening.views.sets import again, cancel, columns, delete, encoding, listing, new, rename
from goen.listening.views.texts import text, texts

__all__ = [
    "again", "cancel", "change", "columns", "compare", "copies", "delete", "edit", "encoding", "files", "granularity",
    "homes", "listing", "make", "new", "points", "rename", "result", "take", "text", "texts", "topic", "undo",
]  # fmt: skip
