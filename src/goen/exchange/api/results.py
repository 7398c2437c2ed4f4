"""Boards, proposals, voices, reports, and who is told."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from goen.exchange import access, queries, services
from goen.exchange.api.door import actor, member
from goen.exchange.api.events import REFUSALS
from goen.exchange.schemas import BoardOut, DocumentOut, HookIn, HookOut, JobOut, NoteOut, ProposalOut, VoiceOut
from goen.reports import access as documents
from goen.reports import services as reports

router = Router(tags=["results"])


@router.get("/events/{slug:slug}/boards", response={200: list[BoardOut], **REFUSALS})
def get_boards(request: HttpRequest, slug: str) -> Any:
    """List the boards."""
    return queries.boards(member(request, slug, "boards:read", "events.plan").event)


@router.get("/events/{slug:slug}/boards/{int:board_id}/notes", response={200: list[NoteOut], **REFUSALS})
def get_notes(request: HttpRequest, slug: str, board_id: int) -> Any:
    """List the notes of a board; nobody is named on an anonymous one."""
    return queries.board_notes(member(request, slug, "boards:read", "events.plan").event, board_id)


@router.get("/events/{slug:slug}/proposals", response={200: list[ProposalOut], **REFUSALS})
def get_proposals(request: HttpRequest, slug: str) -> Any:
    """List the proposal sheets with the notes they rest on."""
    return queries.proposals(member(request, slug, "proposals:read", "events.plan").event)


@router.get("/events/{slug:slug}/voices", response={200: list[VoiceOut], **REFUSALS})
def get_voices(request: HttpRequest, slug: str) -> Any:
    """List all voices, each quote with the consent its writer gave."""
    return queries.voices(member(request, slug, "voices:read", "voices.manage").event)


@router.get("/events/{slug:slug}/reports", response={200: list[DocumentOut], **REFUSALS})
def get_reports(request: HttpRequest, slug: str) -> Any:
    """List the made documents."""
    return queries.documents(member(request, slug, "reports:read", "reports.make").event)


@router.post("/events/{slug:slug}/reports", response={202: JobOut, **REFUSALS})
def make_reports(request: HttpRequest, slug: str) -> Any:
    """Begin to make every document."""
    job = reports.start_making(member=member(request, slug, "reports:write", "reports.make"))
    return Status(202, {"job": str(job.pk), "state": job.state})


@router.get("/events/{slug:slug}/reports/{int:document_id}", response={200: bytes, **REFUSALS})
def get_report(request: HttpRequest, slug: str, document_id: int) -> HttpResponse:
    """Return one document."""
    who, document = documents.get_document_to_take(actor(request, "reports:read"), slug, document_id)
    reports.record_download(member=who, document=document)
    with document.file.open() as file:
        return HttpResponse(file.read(), content_type="application/octet-stream")


@router.get("/events/{slug:slug}/webhooks", response={200: list[HookOut], **REFUSALS})
def get_hooks(request: HttpRequest, slug: str) -> Any:
    """List the addresses that are told; their secrets are not shown again."""
    who = member(request, slug, "webhooks:write", "exchange.manage")
    return [{"id": hook.pk, "url": hook.url, "verbs": hook.verbs} for hook in queries.hooks_of(who.event)]


@router.post("/events/{slug:slug}/webhooks", response={201: HookOut, **REFUSALS})
def add_hook(request: HttpRequest, slug: str, payload: HookIn) -> Any:
    """Add an address to tell; the answer holds the secret, once."""
    who = member(request, slug, "webhooks:write", "exchange.manage")
    hook, secret = services.save_hook(member=who, url=payload.url, verbs=payload.verbs)
    return Status(201, {"id": hook.pk, "url": hook.url, "verbs": hook.verbs, "secret": secret})


@router.delete("/events/{slug:slug}/webhooks/{int:hook_id}", response={204: None, **REFUSALS})
def remove_hook(request: HttpRequest, slug: str, hook_id: int) -> Any:
    """Tell an address nothing any more."""
    who = member(request, slug, "webhooks:write", "exchange.manage")
    services.remove_hook(member=who, hook=access.get_hook(who, hook_id))
    return Status(204, None)
