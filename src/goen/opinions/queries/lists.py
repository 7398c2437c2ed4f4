"""Lists and counts of consultations, statements and notes."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from goen.boards.models import Note
from goen.events.access import Member
from goen.events.models import Event
from goen.grouping.models import Seat
from goen.opinions import phases
from goen.opinions.models import Ballot, Consultation, Statement, Vote
from goen.roster.models import Participation

_State = Statement.State


@dataclass(frozen=True)
class Row:
    """A consultation in a list, with its counts."""

    consultation: Consultation
    n_statements: int
    n_pending: int
    n_people: int
    n_votes: int


def consultations_of(event: Event) -> list[Row]:
    """Return the consultations of an event, newest first, with their counts; 1 query."""
    rows = Consultation.objects.filter(event=event).select_related("drawing").order_by("-id")
    accepted, pending = Q(statements__state=_State.ACCEPTED), Q(statements__state=_State.PENDING)
    counted = rows.annotate(
        n_statements=Count("statements", filter=accepted),
        n_pending=Count("statements", filter=pending),
        n_people=Coalesce(
            Subquery(_count(Ballot.objects.filter(consultation=OuterRef("pk")), "consultation")), Value(0)
        ),
        n_votes=Coalesce(
            Subquery(_count(Vote.objects.filter(ballot__consultation=OuterRef("pk")), "ballot__consultation")), Value(0)
        ),
    )
    return [Row(row, row.n_statements, row.n_pending, row.n_people, row.n_votes) for row in counted]


def counts_of(consultation: Consultation) -> Row:
    """Return one consultation with its counts; 1 query."""
    return next(row for row in consultations_of(consultation.event) if row.consultation.pk == consultation.pk)


def offered_to(member: Member, person: Participation | None) -> list[Consultation]:
    """Return the consultations of an event a guest may answer or has seen closed; ≤ 2 queries."""
    own = Seat.objects.filter(participation=person).values_list("group_id", flat=True) if person else []
    audiences = [phases.EVENT, phases.PUBLIC, *(f"{phases.GROUP}:{group}" for group in own)]
    rows = Consultation.objects.filter(event=member.event, audience__in=audiences)
    return list(rows.exclude(state=Consultation.State.DRAFT).order_by("-state", "-id"))


def statements_by_state(consultation: Consultation) -> dict[str, list[Statement]]:
    """Return the statements waiting (oldest first), shown (by number), rejected (newest decision first); 1 query."""
    rows = list(Statement.objects.filter(consultation=consultation))
    found = {state.value: [row for row in rows if row.state == state] for state in _State}
    found[_State.REJECTED].sort(key=lambda row: row.decided_at or row.created_at, reverse=True)
    return found


def notes_to_take(consultation: Consultation) -> list[Note]:
    """Return the notes of an event's boards that could be statements, by board and column; ≤ 2 queries."""
    notes = Note.objects.filter(board__event=consultation.event_id).exclude(kind="heading").exclude(text="")
    there = set(Statement.objects.filter(consultation=consultation).values_list("text", flat=True))
    rows = notes.select_related("board__group__theme").order_by("board_id", "column", "position", "note_id")
    return [note for note in rows if " ".join(note.text.split()) not in there]


def lagging_consultations() -> list[int]:
    """Return the consultations with votes that no landscape shows yet; 1 query."""
    rows = Consultation.objects.filter(Q(drawing__isnull=True, serial__gt=0) | Q(drawing__serial__lt=F("serial")))
    return list(rows.values_list("pk", flat=True))


def _count(rows: "QuerySet[Any]", by: str) -> "QuerySet[Any, Any]":
    counted: QuerySet[Any, Any] = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return counted
