"""Every write of listening."""

from goen.listening.services.drafting import decide_topic, prepare_topics
from goen.listening.services.edits import change_topics, set_granularity, take_back
from goen.listening.services.files import WRITE, keep_output, record_download, start_files
from goen.listening.services.runs import cancel_run, compute_run, start_run
from goen.listening.services.sets import (
    attach_upload,
    choose_columns,
    create_listening,
    delete_listening,
    rename_listening,
)

__all__ = [
    "WRITE", "attach_upload", "cancel_run", "change_topics", "choose_columns", "compute_run", "create_listening", "decide_topic", "delete_listening",
    "keep_output", "prepare_topics", "record_download", "rename_listening", "set_granularity", "start_files", "start_run", "take_back",
]  # fmt: skip
