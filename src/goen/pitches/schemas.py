"""What pages of pitches send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goen.core.errors import BadInputError
from goen.core.text.normalise import whole_number

RUBRIC_LINES = 6


@dataclass(frozen=True)
class Command:
    """A pressed button: a verb and the pitch it is about (0: none)."""

    verb: str
    pitch_id: int = 0


def read_command(text: str) -> Command:
    """Return ``"start:12"`` as a command."""
    verb, _colon, key = text.partition(":")
    if key and whole_number(key) is None:
        raise BadInputError("pitches.no_such_pitch")
    return Command(verb, int(key or 0))


def read_number(text: str, *, otherwise: int) -> int:
    """Return a typed number, full-width digits too; anything else gives ``otherwise``."""
    number = whole_number(text.strip())
    return otherwise if number is None else number


def read_scores(posted: Mapping[str, str]) -> dict[int, int]:
    """Return criterion id → value from fields ``criterion-<id>``; fields left blank are left as they were."""
    scores = {}
    for name, text in posted.items():
        key = name.removeprefix("criterion-")
        if key == name or not text:
            continue
        if whole_number(key) is None or whole_number(text) is None:
            raise BadInputError("pitches.bad_score")
        scores[int(key)] = int(text)
    return scores


def read_rubric(posted: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Return the rubric's lines as typed: title and description."""
    lines = ((posted.get(f"title-{n}", ""), posted.get(f"text-{n}", "")) for n in range(RUBRIC_LINES))
    # PostgreSQL refuses a NUL in a text; nobody types one on purpose.
    return [(title.replace("\x00", "")[:60], text.replace("\x00", "")[:200]) for title, text in lines]
