"""Limits of what is sent to the AI server."""

MOST_LETTERS = 8_000
"""Of a text pasted to be rewritten."""
MOST_NOTES = 200
MOST_DRAFTS = 40
SECONDS_PER_THOUSAND_TOKENS = 12.0
"""Until calls of this server were measured: a small model on a processor."""
