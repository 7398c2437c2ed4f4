"""What programs read: plain values under names that stay (docs/developer/api.md)."""

from typing import Any

from django.utils import timezone

from goen.base.actors import Actor
from goen.boards.models import Board, Note
from goen.core.errors import RefusedError
from goen.events.models import Event, Theme
from goen.events.queries import events_of, run_sheet
from goen.grouping.models import Plan
from goen.grouping.queries import groups_with_people
from goen.proposals.queries import parts_of, proposals_of
from goen.reports.models import Document
from goen.roster.models import Consent, Participation
from goen.roster.queries import consents, roster
from goen.voices.queries import voices_of

Plain = dict[str, Any]
_EVENT = (
    "slug", "title", "title_kana", "subtitle", "purpose", "starts_at", "ends_at", "venue", "address", "access_note", "host",
    "audience", "capacity", "fee", "contact_section", "contact_person", "contact_phone", "contact_mail", "naming",
    "is_public", "area_code", "status", "join_code", "revision",
)  # fmt: skip


def event_dict(event: Event) -> Plain:
    """Return the basics of an event; no query."""
    return {name: getattr(event, name) for name in _EVENT}


def events(actor: Actor) -> list[Plain]:
    """Return the events of an account, newest first; 1 query."""
    return [event_dict(event) for event in events_of(actor)]


def run_sheet_dict(event: Event) -> Plain:
    """Return the run sheet with planned times; 1 query."""
    sheet = run_sheet(event)
    lines = [
        {
            "id": line.segment.pk,
            "kind": line.segment.kind,
            "title": line.segment.title,
            "minutes": line.segment.minutes,
            "note": line.segment.note,
            "person_in_charge": line.segment.person_in_charge,
            "round_number": line.segment.round_number,
            "starts_at": timezone.localtime(line.start),
            "ends_at": timezone.localtime(line.end),
        }
        for line in sheet.lines
    ]
    return {"revision": event.revision, "lines": lines}


def themes(event: Event) -> list[Plain]:
    """Return the themes by number; 1 query."""
    rows = Theme.objects.filter(event=event)
    return [{"id": row.pk, "number": row.number, "title": row.title, "description": row.description} for row in rows]


def roster_rows(event: Event) -> list[Plain]:
    """Return everybody on the roster with their consents; 3 queries."""
    given = consents(event)
    return [
        _person(row, [purpose for purpose in Consent.Purpose.values if row.pk in given[purpose]])
        for row in roster(event)
    ]


def _person(row: Participation, given: list[str]) -> Plain:
    names = ("name", "kana", "department", "title", "seniority", "note", "is_facilitator", "state", "checked_in_at")
    plain = {name: getattr(row, name) for name in names}
    wishes = [wish.theme_id for wish in row.preferences.all()]
    mail = row.person.mail
    return {
        "id": row.pk,
        "organisation": row.organisation.name,
        "mail": mail,
        **plain,
        "wishes": wishes,
        "consents": given,
    }


def plan_of(event: Event, number: int | None) -> Plan:
    """Return a plan by its number, the published one for None; refuses when there is none; 1 query."""
    rows = Plan.objects.filter(event=event)
    plan = rows.filter(number=number).first() if number else rows.filter(state=Plan.State.PUBLISHED).first()
    if plan is None:
        raise RefusedError("base.refused")
    return plan


def plan_dict(plan: Plan) -> Plain:
    """Return what a plan is; no query."""
    return {
        "number": plan.number,
        "state": plan.state,
        "n_rounds": plan.n_rounds,
        "seed": plan.seed,
        "result": plan.result,
    }


def groups(plan: Plan) -> Plain:
    """Return the groups of a plan with who sits in them; ≤ 4 queries."""
    found = [
        {
            "round": seated.group.round_number,
            "label": seated.group.label,
            "theme": seated.group.theme.title if seated.group.theme else "",
            "people": [
                {"id": row.pk, "name": row.name, "organisation": row.organisation.name} for row in seated.people
            ],
        }
        for seated in groups_with_people(plan)
    ]
    return {**plan_dict(plan), "groups": found}


def boards(event: Event) -> list[Plain]:
    """Return the boards of an event; 1 query."""
    rows = Board.objects.filter(event=event).select_related("group")
    return [
        {
            "id": row.pk,
            "title": row.title,
            "group": row.group.label if row.group else "",
            "is_anonymous": row.is_anonymous,
            "is_frozen": row.is_frozen,
            "columns": [{"key": str(column["key"]), "title": str(column["title"])} for column in row.columns],
        }
        for row in rows
    ]


def board_notes(event: Event, board_id: int) -> list[Plain]:
    """Return the notes of a board; the author only on a named board; refuses boards of other events; 2 queries."""
    board = Board.objects.filter(event=event, pk=board_id).first()
    if board is None:
        raise RefusedError("base.refused")
    rows = Note.objects.filter(board=board).exclude(text="").select_related("author")
    return [
        {
            "id": row.note_id,
            "column": row.column,
            "text": row.text,
            "author": row.author.name if row.author and not board.is_anonymous else "",
            "links": row.links,
        }
        for row in rows
    ]


def proposals(event: Event) -> list[Plain]:
    """Return the proposal sheets of the published groups; 2 queries."""
    return [
        {
            "id": row.pk,
            "group": row.group.label if row.group else "",
            "title": row.title,
            "summary": row.summary,
            "parts": [
                {
                    "key": part.key,
                    "title": part.label,
                    "sentences": [{"text": item.text, "note": item.source_id} for item in part.items],
                }
                for part in parts_of(row)
            ],
        }
        for row in proposals_of(event)
    ]


def voices(event: Event) -> list[Plain]:
    """Return all voices with the consent of each quote; 3 queries."""
    return [
        {
            "organisation": row.participation.organisation.name,
            "name": row.participation.name,
            "satisfaction": row.satisfaction,
            "wants_again": row.wants_again,
            "quotes": [
                {"question": one.question, "text": one.text, "publication": one.publication} for one in row.quotes.all()
            ],
        }
        for row in voices_of(event)
    ]


def documents(event: Event) -> list[Plain]:
    """Return the made documents, newest first; 1 query."""
    rows = Document.objects.filter(event=event)
    names = ("id", "kind", "number", "file_name", "sha256", "size", "made_at")
    return [{name: getattr(row, name) for name in names} for row in rows]
