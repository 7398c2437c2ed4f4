"""The day as documents tell it: plain frozen values, consents already applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Contact:
    """Whom to ask; the organiser's own entries, printed as they are."""

    section: str
    person: str
    phone: str
    mail: str


@dataclass(frozen=True)
class Body:
    """One organisation and how many came from it; ``n_present`` is None when nobody was checked in."""

    name: str
    departments: Sequence[str]
    n_expected: int
    n_present: int | None

    @property
    def n_people(self) -> int:
        """How many to report."""
        return self.n_expected if self.n_present is None else self.n_present


@dataclass(frozen=True)
class Line:
    """One line of the run sheet."""

    start: datetime
    end: datetime
    title: str
    person_in_charge: str


@dataclass(frozen=True)
class Table:
    """One group: its theme, how many from where, and the names of those who agreed."""

    label: str
    theme: str
    counts: Mapping[str, int]
    names: Sequence[str]

    @property
    def n_people(self) -> int:
        """How many sat there."""
        return sum(self.counts.values())

    @property
    def n_unnamed(self) -> int:
        """How many sat there and are not named."""
        return self.n_people - len(self.names)


@dataclass(frozen=True)
class Sentence:
    """One sentence of a proposal; ``source`` numbers the note it came from ("A-3"), empty for words added by hand."""

    text: str
    source: str = ""


@dataclass(frozen=True)
class PartText:
    """One line of a proposal."""

    key: str
    label: str
    sentences: Sequence[Sentence]


@dataclass(frozen=True)
class ProposalText:
    """One group's proposal and the notes it stands on (number → words)."""

    group: str
    theme: str
    title: str
    summary: str
    parts: Sequence[PartText]
    notes: Mapping[str, str]

    def part(self, key: str) -> PartText:
        """Return one line by its key."""
        return next(part for part in self.parts if part.key == key)


@dataclass(frozen=True)
class Rank:
    """One row of the revealed results."""

    rank: int
    group: str
    title: str
    mean: float
    low: float | None
    high: float | None
    n_raters: int


@dataclass(frozen=True)
class Said:
    """A quote with its agreed source."""

    question: str
    text: str
    source: str


@dataclass(frozen=True)
class Survey:
    """The survey's numbers."""

    n_voices: int
    satisfaction: Mapping[int, int]
    mean: float | None
    n_satisfied: int
    n_rated: int
    n_again: int
    n_not_again: int


@dataclass(frozen=True)
class DayReport:
    """Everything a document about the day may say to the outside."""

    slug: str
    title: str
    subtitle: str
    purpose: str
    partnership: str
    host: str
    venue: str
    address: str
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    contact: Contact
    bodies: Sequence[Body]
    lines: Sequence[Line]
    themes: Sequence[str]
    tables: Sequence[Table]
    proposals: Sequence[ProposalText]
    ranks: Sequence[Rank]
    quotes: Sequence[Said]
    survey: Survey
    criteria: Sequence[str] = field(default_factory=tuple)

    @property
    def n_people(self) -> int:
        """How many took part."""
        return sum(body.n_people for body in self.bodies)

    @property
    def is_counted(self) -> bool:
        """Whether the numbers are those who were checked in, not those expected."""
        return any(body.n_present is not None for body in self.bodies)
