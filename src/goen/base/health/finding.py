"""One answer of the examination."""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How it stands, with the mark an operator reads first."""

    GOOD = "○"
    WARNING = "△"
    BAD = "×"


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it stands, and what to do; Japanese and English."""

    level: Level
    japanese: str
    english: str

    def __str__(self) -> str:
        return f"{self.level.value} {self.japanese}\n   {self.english}"


def good(japanese: str, english: str) -> Finding:
    """Return a finding that needs nothing."""
    return Finding(Level.GOOD, japanese, english)


def warning(japanese: str, english: str) -> Finding:
    """Return a finding that works but should be looked at."""
    return Finding(Level.WARNING, japanese, english)


def bad(japanese: str, english: str) -> Finding:
    """Return a finding that will hurt somebody on the day."""
    return Finding(Level.BAD, japanese, english)
