"""Every read of the AI's drafts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Sum

from goen.assistant import phases
from goen.assistant.models import Call, Draft, Switch
from goen.boards.models import Board, Note
from goen.core.assistance import Request, Source
from goen.events.models import Event

WRITE = "assistant.write"


@dataclass(frozen=True)
class Standing:
    """How the AI stands in an event: which server, whether it is on, and what is left of the budget."""

    server: str
    model: str
    is_on: bool
    n_used: int
    n_budget: int

    @property
    def n_left(self) -> int:
        """Tokens left."""
        return max(self.n_budget - self.n_used, 0)


@dataclass(frozen=True)
class Estimate:
    """What sending would cost, told before anything is sent."""

    n_calls: int
    n_tokens: int
    yen: float
    seconds: float

    @property
    def minutes(self) -> int:
        """Minutes, at least one."""
        return max(1, round(self.seconds / 60))


def is_configured() -> bool:
    """Tell whether the operator named a server; no query."""
    return bool(settings.AI_URL)


def standing(event: Event) -> Standing:
    """Return how the AI stands in an event; 1 query."""
    row = Switch.objects.filter(event=event).first()
    used = row.n_tokens_used if row else 0
    server = settings.AI_URL.split("://")[-1].split("/")[0].split("@")[-1]
    return Standing(server, settings.AI_MODEL, bool(row and row.is_on), used, settings.AI_BUDGET_TOKENS)


def estimate(requests: Sequence[Request]) -> Estimate:
    """Return calls, tokens, yen and seconds of some requests; 1 query."""
    return cost_of(len(requests), sum(one.n_tokens + one.n_answer_tokens for one in requests))


def cost_of(n_calls: int, n_tokens: int) -> Estimate:
    """Return the cost of some tokens at the pace of this server so far; 1 query."""
    past = Call.objects.filter(model=settings.AI_MODEL, problem="", n_tokens_received__gt=0).order_by()
    known = past.aggregate(seconds=Sum("seconds"), sent=Sum("n_tokens_sent"), received=Sum("n_tokens_received"))
    tokens = (known["sent"] or 0) + (known["received"] or 0)
    pace = 1000 * known["seconds"] / tokens if tokens else phases.SECONDS_PER_THOUSAND_TOKENS
    return Estimate(n_calls, n_tokens, n_tokens * settings.AI_YEN_PER_MILLION / 1e6, n_tokens * pace / 1000)


def drafts_of(event: Event) -> list[Draft]:
    """Return the newest drafts that belong to no other slice; 1 query."""
    return list(Draft.objects.filter(event=event).exclude(kind=Draft.Kind.TOPIC)[:50])


def drafts_about(event: Event, subjects: Iterable[str]) -> dict[str, Draft]:
    """Return the newest draft about each subject; 1 query."""
    rows = Draft.objects.filter(event=event, subject__in=list(subjects)).order_by("id")
    return {draft.subject: draft for draft in rows}


def draft_of(draft_id: int) -> Draft | None:
    """Return a draft with its event, for a job; 1 query."""
    return Draft.objects.select_related("event").filter(pk=draft_id).first()


def calls_of(event: Event) -> list[Call]:
    """Return the newest questions asked; 1 query."""
    return list(Call.objects.filter(event=event)[:50])


def kept_answer(event: Event, key: str) -> Call | None:
    """Return an earlier answer to the very same question; 1 query."""
    return Call.objects.filter(event=event, key=key, problem="").first()


def boards_of(event: Event) -> list[Board]:
    """Return the event's boards; 1 query."""
    return list(Board.objects.filter(event=event).select_related("group"))


def notes_of(board: Board) -> list[Source]:
    """Return a board's notes with the names of their columns, without authors; 1 query."""
    columns = {str(column["key"]): str(column["title"]) for column in board.columns}
    rows = (
        Note.objects.filter(board=board).exclude(text="").exclude(kind="heading").order_by("column", "position", "id")
    )
    return [
        Source(f"n{number}", note.text, columns.get(note.column, note.column))
        for number, note in enumerate(rows[: phases.MOST_NOTES], start=1)
    ]
