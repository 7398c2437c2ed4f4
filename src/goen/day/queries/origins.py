"""Voices beside the proposals they speak of: the day knows both, they do not know each other."""

from collections.abc import Sequence

from goen.events.models import Event
from goen.proposals.queries import Quoted
from goen.proposals.queries import register_voices as register
from goen.voices.queries import quotable


def quoted(event: Event) -> Sequence[Quoted]:
    """Return what may be published, signed as agreed; 2 queries."""
    return [Quoted(quote.text, quote.source) for quote in quotable(event)]


def register_voices() -> None:
    """Let proposals show the voices that speak of the same thing."""
    register(quoted)
