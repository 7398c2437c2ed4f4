"""The door to the AI's drafts: organisers only, and only where the operator named a server."""

from collections.abc import Sequence

from django.conf import settings

from goen.assistant.models import Draft
from goen.base.actors import Actor
from goen.boards.models import Board
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to


def get_event_to_assist(actor: Actor, slug: str) -> Member:
    """Return the organiser; refuses where no server is named; ≤ 3 queries."""
    member = get_event_to("assistant.use", actor, slug)
    if not settings.AI_URL:
        raise RefusedError("assistant.not_configured")
    return member


def get_draft(member: Member, draft_id: int) -> Draft:
    """Return a draft of the member's event; 1 query."""
    draft = Draft.objects.filter(event=member.event, pk=draft_id).first()
    if draft is None:
        raise RefusedError("base.refused")
    return draft


def get_drafts(member: Member, batch: str) -> Sequence[Draft]:
    """Return the drafts of one press of a button; 1 query."""
    drafts = list(Draft.objects.filter(event=member.event, batch=batch).order_by("id")) if batch else []
    if not drafts:
        raise RefusedError("base.refused")
    return drafts


def get_board_to_minute(member: Member, board_id: int) -> Board:
    """Return a board of the member's event; 1 query."""
    board = Board.objects.filter(event=member.event, pk=board_id).first()
    if board is None:
        raise RefusedError("base.refused")
    return board
