"""What programs send and get about planning and running a day."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from goen.core.runsheet import Line
from goen.events.models import Event, Segment
from goen.roster.services.people import Profile


def plain_text(text: str) -> str:
    """Refuse what no table can hold."""
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("control characters")
    return text


def checked_moment(at: datetime) -> datetime:
    """Refuse a time without its zone, and years nobody can mean."""
    if at.tzinfo is None or not 2000 <= at.year <= 2100:  # noqa: PLR2004 - years an event can be in
        raise ValueError("a time with its zone, between 2000 and 2100")
    return at


Text40 = Annotated[str, Field(max_length=40), AfterValidator(plain_text)]
Text60 = Annotated[str, Field(max_length=60), AfterValidator(plain_text)]
Text80 = Annotated[str, Field(max_length=80), AfterValidator(plain_text)]
Text120 = Annotated[str, Field(max_length=120), AfterValidator(plain_text)]
Text200 = Annotated[str, Field(max_length=200), AfterValidator(plain_text)]
Text300 = Annotated[str, Field(max_length=300), AfterValidator(plain_text)]
LongText = Annotated[str, Field(max_length=5000), AfterValidator(plain_text)]
Mail = Annotated[str, Field(max_length=254, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$"), AfterValidator(plain_text)]
Moment = Annotated[datetime, AfterValidator(checked_moment)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Strict(Schema):
    """Input: a field nobody knows is a mistake worth saying."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """Every refusal: a code that stays, and a sentence for a person."""

    code: str
    message: str


class Me(Schema):
    """Whom a key stands for."""

    username: str
    name: str
    scopes: list[str]


class EventIn(Strict):
    """An event to plan, from a template of the product."""

    template: Text40
    title: Annotated[str, Field(min_length=1, max_length=120), AfterValidator(plain_text)]
    starts_at: Moment
    ends_at: Moment
    venue: Text120 = ""
    host: Text200 = ""


class EventChange(Strict):
    """Basics to change; what is left out stays."""

    title: Annotated[str, Field(min_length=1, max_length=120), AfterValidator(plain_text)] | None = None
    subtitle: Annotated[str, Field(max_length=160), AfterValidator(plain_text)] | None = None
    purpose: LongText | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    venue: Text120 | None = None
    address: Text200 | None = None
    host: Text200 | None = None
    contact_section: Text120 | None = None
    contact_person: Text80 | None = None
    contact_phone: Text40 | None = None
    contact_mail: Mail | None = None
    is_public: bool | None = None


class EventOut(Schema):
    """The basics of an event."""

    slug: str
    title: str
    title_kana: str
    subtitle: str
    purpose: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    address: str
    access_note: str
    host: str
    audience: str
    capacity: int | None
    fee: str
    contact_section: str
    contact_person: str
    contact_phone: str
    contact_mail: str
    naming: Literal["named", "anonymous"]
    is_public: bool
    area_code: str
    status: Literal["planned", "registration", "live", "closed"]
    join_code: str
    revision: int


class LineIn(Strict):
    """One line of a run sheet; with its id it stays the same line."""

    id: Number | None = None
    kind: Literal[tuple(Segment.Kind.values)]  # type: ignore[valid-type]  # the choices are the type
    title: Annotated[str, Field(min_length=1, max_length=120), AfterValidator(plain_text)]
    minutes: Annotated[int, Field(ge=0, le=1440)]
    note: Text300 = ""
    person_in_charge: Text80 = ""
    round_number: Annotated[int, Field(ge=1, le=20)] = 1

    def to_line(self) -> Line:
        """Return the line as the core knows it."""
        return Line(self.kind, self.title, self.minutes, self.note, self.person_in_charge, self.round_number)


class RunSheetIn(Strict):
    """A whole run sheet, in order, on top of the revision that was read."""

    revision: Annotated[int, Field(ge=0, le=2**31 - 1)]
    lines: Annotated[list[LineIn], Field(max_length=200)]


class LineOut(Schema):
    """One line with its planned times."""

    id: int
    kind: str
    title: str
    minutes: int
    note: str
    person_in_charge: str
    round_number: int
    starts_at: datetime
    ends_at: datetime


class RunSheetOut(Schema):
    """The run sheet."""

    revision: int
    lines: list[LineOut]


class ThemeIn(Strict):
    """A theme; with its id it stays the same theme."""

    id: Number | None = None
    title: Annotated[str, Field(min_length=1, max_length=120), AfterValidator(plain_text)]
    description: LongText = ""


class ThemeOut(Schema):
    """A theme."""

    id: int
    number: int
    title: str
    description: str


class StatusIn(Strict):
    """The next step in the life of an event."""

    verb: Literal["open_registration", "close_registration", "start_day", "close_event", "reopen_event"]


class PersonIn(Strict):
    """Somebody to put on the roster."""

    name: Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S"), AfterValidator(plain_text)]
    kana: Text120 = ""
    organisation: Text120 = ""
    department: Text120 = ""
    title: Text80 = ""
    mail: Mail = ""
    seniority: Text40 = ""
    note: Text300 = ""
    is_facilitator: bool = False
    wishes: Annotated[list[Number], Field(max_length=20)] = []

    def profile(self) -> Profile:
        """Return what the roster's service takes."""
        return Profile(
            **{**self.model_dump(exclude={"wishes", "name"}), "name": self.name.strip()}, wishes=tuple(self.wishes)
        )


class PersonOut(Schema):
    """Somebody on the roster, with the purposes they agree to."""

    id: int
    name: str
    kana: str
    organisation: str
    department: str
    title: str
    mail: str
    seniority: str
    note: str
    is_facilitator: bool
    state: str
    checked_in_at: datetime | None
    wishes: list[int]
    consents: list[str]


class PlanIn(Strict):
    """Groups to make."""

    n_groups: Annotated[int, Field(ge=1, le=200)] = 4
    n_rounds: Annotated[int, Field(ge=1, le=8)] = 1
    seed: Annotated[int, Field(ge=1, le=2**31 - 1)] = 1
    needs_facilitator: bool = False


class PlanOut(Schema):
    """A plan and how good it is."""

    number: int
    state: str
    n_rounds: int
    seed: int
    result: dict[str, Any]


class SeatOut(Schema):
    """Somebody at a table."""

    id: int
    name: str
    organisation: str


class GroupOut(Schema):
    """A table in one round."""

    round: int
    label: str
    theme: str
    people: list[SeatOut]


class GroupsOut(PlanOut):
    """A plan with its tables."""

    groups: list[GroupOut]


class JobOut(Schema):
    """Work that goes on after the answer."""

    job: str
    state: str


class ColumnOut(Schema):
    """A column of a board."""

    key: str
    title: str


class BoardOut(Schema):
    """A board."""

    id: int
    title: str
    group: str
    is_anonymous: bool
    is_frozen: bool
    columns: list[ColumnOut]


class NoteOut(Schema):
    """A note; ``author`` is empty on anonymous boards, because it is not kept."""

    id: str
    column: str
    text: str
    author: str
    links: list[Any]


class SentenceOut(Schema):
    """A sentence of a proposal and the note it came from."""

    text: str
    note: str


class PartOut(Schema):
    """One part of a proposal."""

    key: str
    title: str
    sentences: list[SentenceOut]


class ProposalOut(Schema):
    """A proposal sheet."""

    id: int
    group: str
    title: str
    summary: str
    parts: list[PartOut]


class QuoteOut(Schema):
    """An answer, and how it may be published."""

    question: str
    text: str
    publication: str


class VoiceOut(Schema):
    """What one participant said; for the organiser's own use."""

    organisation: str
    name: str
    satisfaction: int | None
    wants_again: bool | None
    quotes: list[QuoteOut]


class DocumentOut(Schema):
    """A made document."""

    id: int
    kind: str
    number: int
    file_name: str
    sha256: str
    size: int
    made_at: datetime


class HookIn(Strict):
    """An address to tell; without verbs of everything."""

    url: Annotated[str, Field(min_length=1, max_length=500), AfterValidator(plain_text)]
    verbs: Annotated[list[Text80], Field(max_length=50)] = []


class HookOut(Schema):
    """An address that is told; its secret is shown once, when it is made."""

    id: int
    url: str
    verbs: list[str]
    secret: str = ""


assert Event.Naming.values == ["named", "anonymous"]  # noqa: S101 - the schema above says the same words
