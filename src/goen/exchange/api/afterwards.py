"""Listening, communities, public pages, figures of ties, and work that goes on after an answer."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from goen.base import jobs
from goen.base.actors import Actor
from goen.communities import access as communities_door
from goen.communities import services as communities
from goen.communities.services.posts import Draft
from goen.core.errors import RefusedError
from goen.exchange import queries
from goen.exchange.api.door import actor, member
from goen.exchange.api.events import REFUSALS
from goen.exchange.schemas import (
    CommunityOut,
    JobState,
    ListeningIn,
    ListeningOut,
    PageOut,
    PostIn,
    PostOut,
    ReasonIn,
    ReleaseIn,
    TiesOut,
)
from goen.listening import access as listening_door
from goen.listening import queries as heard
from goen.listening import services as listening
from goen.listening.exports import write_json
from goen.showcase import access as showcase_door
from goen.showcase import services as showcase
from goen.ties.queries import figures

router = Router(tags=["afterwards"])
_LISTENING = "/events/{slug:slug}/listening"


@router.get(_LISTENING, response={200: list[ListeningOut], **REFUSALS})
def get_listenings(request: HttpRequest, slug: str) -> Any:
    """List the listenings of an event."""
    return queries.listenings(listening_door.get_event_to_listen(actor(request, "listening:read"), slug).event)


@router.post(_LISTENING, response={202: ListeningOut, **REFUSALS})
def start_listening(request: HttpRequest, slug: str, payload: ListeningIn) -> Any:
    """Begin to find topics in texts of the event; the listening's state says when they are there."""
    who = listening_door.get_event_to_listen(actor(request, "listening:write"), slug)
    row = listening.create_listening(member=who, events=[who.event], **payload.model_dump())
    listening.start_run(member=who, listening=row)
    return Status(202, queries.listening_dict(row))


@router.get(f"{_LISTENING}/{{int:listening_id}}/result", response={200: dict[str, Any], **REFUSALS})
def get_topics(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Return the newest result: topics, tree, every text with its state and place."""
    _who, row = listening_door.get_listening(actor(request, "listening:read"), slug, listening_id)
    run = heard.newest_run(row)
    if run is None:
        raise RefusedError("base.refused")
    content = write_json(heard.result_of(row, run).figures)
    return HttpResponse(content, content_type="application/json")


@router.get("/events/{slug:slug}/communities", response={200: list[CommunityOut], **REFUSALS})
def get_communities(request: HttpRequest, slug: str) -> Any:
    """List the communities an event opened."""
    return queries.communities(member(request, slug, "communities:read", "events.plan").event)


@router.post("/events/{slug:slug}/communities", response={200: CommunityOut, **REFUSALS})
def open_community(request: HttpRequest, slug: str) -> Any:
    """Open the community of an event and invite its participants; twice is once."""
    who = actor(request, "communities:write")
    opener = communities_door.get_event_to_open_for(who, slug)
    row = communities.open_for_event(member=opener, by=communities_door.require_account(who))
    return queries.community_dict(row)


@router.get("/communities/{slug:slug}/posts", response={200: list[PostOut], **REFUSALS})
def get_posts(request: HttpRequest, slug: str) -> Any:
    """List the newest threads."""
    return queries.posts(communities_door.get_community_to_read(actor(request, "communities:read"), slug))


@router.post("/communities/{slug:slug}/posts", response={201: PostOut, **REFUSALS})
def write_post(request: HttpRequest, slug: str, payload: PostIn) -> Any:
    """Begin a thread, or answer in one."""
    visitor = communities_door.get_community_to_write(actor(request, "communities:write"), slug)
    draft = Draft(payload.text, payload.title)
    if payload.thread is None:
        return Status(201, queries.post_dict(communities.write_post(visitor=visitor, draft=draft)))
    thread = communities_door.get_post_to_see(visitor, payload.thread)
    return Status(201, queries.post_dict(communities.write_comment(visitor=visitor, thread=thread, draft=draft)))


@router.post("/communities/{slug:slug}/posts/{int:post_id}/{slug:verb}", response={200: PostOut, **REFUSALS})
def moderate_post(request: HttpRequest, slug: str, post_id: int, verb: str, payload: ReasonIn) -> Any:
    """Do one of hide (with a reason its author is told), restore."""
    visitor = communities_door.get_community_to_run(actor(request, "communities:write"), slug)
    post = communities_door.get_post_to_see(visitor, post_id)
    if verb == "hide":
        communities.hide_post(visitor=visitor, post=post, reason=payload.reason)
    elif verb == "restore":
        communities.restore_post(visitor=visitor, post=post)
    else:
        raise RefusedError("base.refused")
    return queries.post_dict(communities_door.get_post_to_see(visitor, post_id))


@router.get("/events/{slug:slug}/pages", response={200: list[PageOut], **REFUSALS})
def get_pages(request: HttpRequest, slug: str) -> Any:
    """List the public pages of an event."""
    return queries.pages(showcase_door.get_event_to_show(actor(request, "showcase:write"), slug).event)


@router.post("/pages/{int:page_id}/publish", response={200: PageOut, **REFUSALS})
def publish_page(request: HttpRequest, page_id: int, payload: ReleaseIn) -> Any:
    """Let everybody read a page, now or from a moment on."""
    who = actor(request, "showcase:write")
    page = showcase_door.get_page_to_edit(who, page_id)
    return queries.page_dict(showcase.publish(page=page, by=who.key, release_at=payload.release_at))


@router.post("/pages/{int:page_id}/unpublish", response={200: PageOut, **REFUSALS})
def unpublish_page(request: HttpRequest, page_id: int) -> Any:
    """Take a page back; it stays as a draft."""
    who = actor(request, "showcase:write")
    page = showcase_door.get_page_to_edit(who, page_id)
    return queries.page_dict(showcase.unpublish(page=page, by=who.key))


@router.get("/events/{slug:slug}/ties", response={200: TiesOut, **REFUSALS})
def get_ties(request: HttpRequest, slug: str) -> Any:
    """Return what an event added to the ledger of ties, as counts without names."""
    return figures(member(request, slug, "events:read", "ties.see").event)


@router.get("/jobs/{uuid:job_id}", response={200: JobState, **REFUSALS})
def get_job(request: HttpRequest, job_id: UUID) -> Any:
    """Say how far a job is that the account began."""
    return queries.job_dict(_own_job(request, job_id))


@router.delete("/jobs/{uuid:job_id}", response={200: JobState, **REFUSALS})
def cancel_job(request: HttpRequest, job_id: UUID) -> Any:
    """Stop a job that has not finished; one that has stays as it is."""
    job = _own_job(request, job_id)
    jobs.cancel(job)
    return queries.job_dict(jobs.find(job_id) or job)


def _own_job(request: HttpRequest, job_id: UUID) -> jobs.Job:
    token: Any = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    job = jobs.find(job_id)
    if job is None or job.owner_key != Actor(user_id=token.user_id).key:
        raise RefusedError("base.refused")
    return job
