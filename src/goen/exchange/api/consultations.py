"""Consultations: planned, filled, opened, moderated, read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from goen.core.errors import RefusedError
from goen.events.access import Member
from goen.exchange import queries
from goen.exchange.api.door import actor
from goen.exchange.api.events import REFUSALS
from goen.exchange.schemas import (
    ConsultationIn,
    ConsultationOut,
    ConsultationStateIn,
    DecisionIn,
    LandscapeOut,
    StatementOut,
    StatementsIn,
)
from goen.opinions import access, exports
from goen.opinions import queries as asked
from goen.opinions import services as opinions
from goen.opinions.services.consultations import Frame

router = Router(tags=["consultations"])
_ALL = "/events/{slug:slug}/consultations"
_ONE = f"{_ALL}/{{int:consultation_id}}"
_VERBS = {"open": opinions.open_consultation, "close": opinions.close_consultation}


@router.get(_ALL, response={200: list[ConsultationOut], **REFUSALS})
def get_consultations(request: HttpRequest, slug: str) -> Any:
    """List the consultations of an event."""
    return queries.consultations(access.get_member_to_manage(actor(request, "opinions:read"), slug).event)


@router.post(_ALL, response={201: ConsultationOut, **REFUSALS})
def start_consultation(request: HttpRequest, slug: str, payload: ConsultationIn) -> Any:
    """Plan a consultation; nobody sees it before it is opened."""
    who = access.get_member_to_manage(actor(request, "opinions:write"), slug)
    row = opinions.start_consultation(member=who, frame=Frame(**payload.model_dump()))
    return Status(201, queries.consultation_dict(row))


@router.get(_ONE, response={200: ConsultationOut, **REFUSALS})
def get_consultation(request: HttpRequest, slug: str, consultation_id: int) -> Any:
    """Return a consultation with its counts."""
    return queries.consultation_dict(_one(request, slug, consultation_id, "opinions:read")[1])


@router.post(f"{_ONE}/state", response={200: ConsultationOut, **REFUSALS})
def move_consultation(request: HttpRequest, slug: str, consultation_id: int, payload: ConsultationStateIn) -> Any:
    """Take answers from now on, or no more."""
    who, row = _one(request, slug, consultation_id, "opinions:write")
    return queries.consultation_dict(_VERBS[payload.verb](member=who, consultation=row))


@router.get(f"{_ONE}/statements", response={200: list[StatementOut], **REFUSALS})
def get_statements(request: HttpRequest, slug: str, consultation_id: int) -> Any:
    """List every statement with what was decided; who wrote it is told to nobody."""
    return queries.statements(_one(request, slug, consultation_id, "opinions:read")[1])


@router.put(f"{_ONE}/statements", response={200: list[StatementOut], **REFUSALS})
def add_statements(request: HttpRequest, slug: str, consultation_id: int, payload: StatementsIn) -> Any:
    """Add statements, shown at once; those already there are left out, so that sending twice is sending once."""
    who, row = _one(request, slug, consultation_id, "opinions:write")
    opinions.add_statements(member=who, consultation=row, texts=payload.texts)
    return queries.statements(row)


@router.put(f"{_ONE}/statements/{{int:statement_id}}", response={200: StatementOut, **REFUSALS})
def decide_statement(
    request: HttpRequest, slug: str, consultation_id: int, statement_id: int, payload: DecisionIn
) -> Any:
    """Show a statement, or take it out of sight."""
    who, row = _one(request, slug, consultation_id, "opinions:write")
    statement = access.get_statement_to_decide(who, row, statement_id)
    if payload.verb == "accept":
        return queries.statement_dict(opinions.accept_statement(member=who, statement=statement))
    decided = opinions.reject_statement(member=who, statement=statement, reason=payload.reason)
    return queries.statement_dict(decided)


@router.get(f"{_ONE}/landscape", response={200: LandscapeOut, **REFUSALS})
def get_landscape(request: HttpRequest, slug: str, consultation_id: int) -> Any:
    """Return the landscape as public pages show it."""
    return queries.landscape(_one(request, slug, consultation_id, "opinions:read")[1])


@router.get(f"{_ONE}/tables/{{slug:kind}}", response={200: bytes, **REFUSALS})
def get_votes(request: HttpRequest, slug: str, consultation_id: int, kind: str) -> HttpResponse:
    """Return votes, comments or participants as the CSV files of Polis; numbers stand for people."""
    row = _one(request, slug, consultation_id, "opinions:read")[1]
    if kind not in exports.TABLES:
        raise RefusedError("base.refused")
    return HttpResponse(exports.TABLES[kind](asked.export_tables(row)), content_type="text/csv; charset=utf-8")


def _one(request: HttpRequest, slug: str, consultation_id: int, scope: str) -> tuple[Member, Any]:
    return access.get_consultation_to_manage(actor(request, scope), slug, consultation_id)
