"""Every write of the AI's drafts."""

from goen.assistant.services.drafts import (
    decide,
    discard,
    forget,
    prepare,
    prepare_minutes,
    prepare_rewriting,
    send,
    switch,
    write_draft,
)

__all__ = [
    "decide", "discard", "forget", "prepare", "prepare_minutes", "prepare_rewriting", "send", "switch", "write_draft",
]  # fmt: skip
