"""What programs send and get about what follows a day: answers, consultations, listening, communities, pages."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, Field

from goen.exchange.schemas.day import Moment, Number, Strict, Text80, Text120, plain_text
from goen.listening.models import Listening
from goen.opinions.models import Consultation
from goen.proposals.models import FollowUp

Statement = Annotated[str, Field(min_length=1, max_length=140, pattern=r"\S"), AfterValidator(plain_text)]
Words = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S"), AfterValidator(plain_text)]
Reason = Annotated[str, Field(max_length=2000), AfterValidator(plain_text)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]


class MilestoneOut(Schema):
    """A step towards the end of a proposal."""

    id: int
    title: str
    due_on: date | None
    done_on: date | None


class AnswerOut(Schema):
    """What became of a proposal; ``version`` rises with every change and is sent back with the next status."""

    proposal: int
    title: str
    status: str
    reason: str
    receiver: str
    section: str
    in_charge: str
    due_on: date | None
    is_overdue: bool
    received_at: datetime
    answered_at: datetime | None
    finished_at: datetime | None
    is_withheld: bool
    version: int
    milestones: list[MilestoneOut]


class AnswerStatusIn(Strict):
    """Where a proposal goes next; declining, adopting a part and going back need a reason."""

    to: Literal[tuple(FollowUp.Status.values)]  # type: ignore[valid-type]  # the choices are the type
    reason: Reason = ""
    version: Version


class PublicationIn(Strict):
    """Whether the public page of answers is open."""

    is_public: bool


class ChargeIn(Strict):
    """Who answers, and until when; the receiver by the name of its organisation."""

    receiver: Text120 = ""
    section: Text120 = ""
    owner_name: Text80 = ""
    due_on: Day | None = None


class WordsIn(Strict):
    """A few words."""

    text: Words


class MilestoneIn(Strict):
    """A milestone to set."""

    title: Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S"), AfterValidator(plain_text)]
    due_on: Day | None = None


class LinkIn(Strict):
    """An address of the web that shows what was done."""

    title: Text120 = ""
    url: Annotated[str, Field(max_length=500, pattern=r"^https?://[^\s]+$"), AfterValidator(plain_text)]
    is_public: bool = False


class ConsultationIn(Strict):
    """A consultation to plan; ``audience`` is ``event`` or ``public``."""

    title: Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S"), AfterValidator(plain_text)]
    question: Annotated[str, Field(max_length=400), AfterValidator(plain_text)] = ""
    audience: Literal["event", "public"] = "event"
    results: Literal[tuple(Consultation.Results.values)] = "voters"  # type: ignore[valid-type]  # as above
    takes_statements: bool = True
    is_checked_first: bool = True


class ConsultationOut(Schema):
    """A consultation with its counts; ``code`` is the last part of its public address ``/opinions/<code>/``."""

    id: int
    code: str
    title: str
    question: str
    audience: str
    state: str
    results: str
    n_statements: int
    n_pending: int
    n_people: int
    n_votes: int


class ConsultationStateIn(Strict):
    """The next step in the life of a consultation."""

    verb: Literal["open", "close"]


class DecisionIn(Strict):
    """What is decided of a statement; its author is told the reason of a rejection."""

    verb: Literal["accept", "reject"]
    reason: Annotated[str, Field(max_length=200), AfterValidator(plain_text)] = ""


class StatementOut(Schema):
    """A statement; who wrote it is told to nobody."""

    id: int
    number: int
    text: str
    state: str
    source: str
    reason: str


class StatementsIn(Strict):
    """Statements to add, in order."""

    texts: Annotated[list[Statement], Field(min_length=1, max_length=500)]


class ReasonIn(Strict):
    """Why; the author is told."""

    reason: Annotated[str, Field(max_length=200), AfterValidator(plain_text)] = ""


class LandscapeOut(Schema):
    """The landscape as public pages show it: cells under three people are left out."""

    title: str
    verdict: str
    headline: str
    n_people: int
    n_votes: int
    groups: list[dict[str, Any]]
    unites: list[dict[str, Any]]
    divides: list[dict[str, Any]]
    minority: list[dict[str, Any]]
    statements: list[dict[str, Any]]
    certainty: list[Any]


class ListeningIn(Strict):
    """Texts to find topics in, from what the event holds."""

    title: Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S"), AfterValidator(plain_text)]
    kinds: Annotated[list[Literal[tuple(Listening.Kind.values)]], Field(min_length=1, max_length=5)]  # type: ignore[valid-type]  # as above
    masks_personal_data: bool = True


class ListeningOut(Schema):
    """A listening; ``state`` is that of its newest run, empty before the first."""

    id: int
    title: str
    kinds: list[str]
    state: str
    n_texts: int


class CommunityOut(Schema):
    """A community."""

    slug: str
    name: str
    purpose: str
    access: str
    is_closed: bool


class PostIn(Strict):
    """Something to post, or with ``thread`` to answer there."""

    title: Text120 = ""
    text: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S"), AfterValidator(plain_text)]
    thread: Number | None = None


class PostOut(Schema):
    """A thread as its readers see it."""

    id: int
    title: str
    text: str
    author: str
    created_at: datetime
    is_hidden: bool


class PageOut(Schema):
    """A page of the showcase."""

    id: int
    slug: str
    kind: str
    title: str
    is_out: bool
    release_at: datetime | None


class ReleaseIn(Strict):
    """When a page goes out: now without a moment."""

    release_at: Moment | None = None


class TiesOut(Schema):
    """What an event added to the ledger: meetings, pairs, pairs across organisations, first meetings; no names."""

    n_meetings: int
    n_pairs: int
    n_cross: int
    n_first: int


class JobState(Schema):
    """How far a job is; ``problem`` says in words why it failed."""

    job: str
    state: str
    done: float
    total: float
    note: str
    problem: str
    result: Any
