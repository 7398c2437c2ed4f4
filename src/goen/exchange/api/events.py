"""Events, run sheet, themes, and their life."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, Status, UploadedFile

from goen.base.bundles.read import MOST_BYTES
from goen.core.errors import BadInputError
from goen.events import services as events
from goen.events.services.sheet import SheetRow, ThemeRow
from goen.exchange import queries, services
from goen.exchange.api.door import actor, member
from goen.exchange.exports import bundle_of, workbook_of
from goen.exchange.schemas import (
    EventChange,
    EventIn,
    EventOut,
    Me,
    Problem,
    RunSheetIn,
    RunSheetOut,
    StatusIn,
    ThemeIn,
    ThemeOut,
)

router = Router(tags=["events"])
REFUSALS: dict[Any, Any] = {400: Problem, 401: Problem, 404: Problem, 409: Problem, 422: Problem, 429: Problem}
_VERBS = {
    "open_registration": events.open_registration,
    "close_registration": events.close_registration,
    "start_day": events.start_day,
    "close_event": events.close_event,
    "reopen_event": events.reopen_event,
}


@router.get("/me", response={200: Me, **REFUSALS})
def me(request: HttpRequest) -> dict[str, Any]:
    """Say whom the key stands for."""
    token: Any = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    return {"username": token.user.username, "name": str(token.user), "scopes": token.scopes}


@router.get("/events", response={200: list[EventOut], **REFUSALS})
def list_events(request: HttpRequest) -> Any:
    """List the events of the account."""
    return queries.events(actor(request, "events:read"))


@router.post("/events", response={201: EventOut, **REFUSALS})
def plan_event(request: HttpRequest, payload: EventIn) -> Any:
    """Plan an event from a template."""
    who = actor(request, "events:write")
    fields = payload.model_dump(exclude={"template"})
    if payload.ends_at <= payload.starts_at:
        raise BadInputError("exchange.bad_request", where="ends_at")
    event = events.plan_event(actor=who, template_key=payload.template, fields=fields, partnership=None)
    return Status(201, queries.event_dict(event))


@router.get("/events/{slug:slug}", response={200: EventOut, **REFUSALS})
def get_event(request: HttpRequest, slug: str) -> Any:
    """Return the basics of an event."""
    return queries.event_dict(member(request, slug, "events:read", "events.plan").event)


@router.patch("/events/{slug:slug}", response={200: EventOut, **REFUSALS})
def change_event(request: HttpRequest, slug: str, payload: EventChange) -> Any:
    """Change basics of an event."""
    who = member(request, slug, "events:write", "events.plan")
    fields = {name: value for name, value in payload.model_dump(exclude_unset=True).items() if value is not None}
    ends, starts = fields.get("ends_at", who.event.ends_at), fields.get("starts_at", who.event.starts_at)
    if ends <= starts:
        raise BadInputError("exchange.bad_request", where="ends_at")
    return queries.event_dict(events.change_event(member=who, fields=fields))


@router.post("/events/{slug:slug}/status", response={200: EventOut, **REFUSALS})
def change_status(request: HttpRequest, slug: str, payload: StatusIn) -> Any:
    """Take the next step in the life of an event."""
    who = member(request, slug, "events:write", "events.run")
    return queries.event_dict(_VERBS[payload.verb](member=who))


@router.get("/events/{slug:slug}/run-sheet", response={200: RunSheetOut, **REFUSALS})
def get_run_sheet(request: HttpRequest, slug: str) -> Any:
    """Return the run sheet with planned times."""
    return queries.run_sheet_dict(member(request, slug, "events:read", "events.plan").event)


@router.put("/events/{slug:slug}/run-sheet", response={200: RunSheetOut, **REFUSALS})
def put_run_sheet(request: HttpRequest, slug: str, payload: RunSheetIn) -> Any:
    """Make the run sheet this one; refused when somebody else changed it since ``revision``."""
    who = member(request, slug, "events:write", "events.plan")
    rows = [SheetRow(line.id, line.to_line()) for line in payload.lines]
    return queries.run_sheet_dict(events.save_run_sheet(member=who, rows=rows, revision=payload.revision))


@router.get("/events/{slug:slug}/themes", response={200: list[ThemeOut], **REFUSALS})
def get_themes(request: HttpRequest, slug: str) -> Any:
    """Return the themes."""
    return queries.themes(member(request, slug, "events:read", "events.plan").event)


@router.put("/events/{slug:slug}/themes", response={200: list[ThemeOut], **REFUSALS})
def put_themes(request: HttpRequest, slug: str, payload: list[ThemeIn]) -> Any:
    """Make the themes these, in their order."""
    who = member(request, slug, "events:write", "events.plan")
    events.save_themes(member=who, rows=[ThemeRow(row.id, row.title, row.description) for row in payload])
    return queries.themes(who.event)


@router.get("/events/{slug:slug}/bundle", response={200: bytes, **REFUSALS})
def get_bundle(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the whole event as one ZIP (docs/developer/bundle.md)."""
    who = member(request, slug, "bundles:read", "exchange.manage")
    content = bundle_of(who.event)
    services.record_export(member=who, content=content)
    return HttpResponse(content, content_type="application/zip")


@router.get("/events/{slug:slug}/bundle.xlsx", response={200: bytes, **REFUSALS})
def get_bundle_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the same as one macro-free Excel workbook, for networks that let no ZIP through."""
    who = member(request, slug, "bundles:read", "exchange.manage")
    content = workbook_of(who.event)
    services.record_export(member=who, content=content)
    return HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@router.post("/bundles", response={201: EventOut, **REFUSALS})
def post_bundle(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Take a whole event in from its ZIP."""
    who = actor(request, "bundles:write")
    if file.size is None or file.size > MOST_BYTES:
        raise BadInputError("base.bad_bundle", reason="size")
    return Status(201, queries.event_dict(services.take_in(actor=who, content=file.read())))
