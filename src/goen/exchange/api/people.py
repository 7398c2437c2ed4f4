"""Roster and groups."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from goen.core.errors import RefusedError
from goen.exchange import queries
from goen.exchange.api.door import member
from goen.exchange.api.events import REFUSALS
from goen.exchange.schemas import GroupsOut, JobOut, PersonIn, PersonOut, PlanIn, PlanOut
from goen.grouping import services as grouping
from goen.grouping.queries import PlanSettings
from goen.roster import access
from goen.roster import services as roster

router = Router(tags=["people"])
_VERBS = {
    "cancel": roster.cancel,
    "restore": roster.restore,
    "promote": roster.promote,
    "no-show": roster.mark_no_show,
}


@router.get("/events/{slug:slug}/roster", response={200: list[PersonOut], **REFUSALS})
def get_roster(request: HttpRequest, slug: str) -> Any:
    """List everybody on the roster, with the purposes they agree to."""
    return queries.roster_rows(member(request, slug, "roster:read", "roster.manage").event)


@router.post("/events/{slug:slug}/roster", response={201: PersonOut, **REFUSALS})
def add_person(request: HttpRequest, slug: str, payload: PersonIn) -> Any:
    """Put somebody on the roster; refuses somebody already there."""
    who = member(request, slug, "roster:write", "roster.manage")
    row = roster.add_person(event=who.event, profile=payload.profile(), by=who.key)
    return Status(201, _one(who.event, row.pk))


@router.put("/events/{slug:slug}/roster/{int:person_id}", response={200: PersonOut, **REFUSALS})
def edit_person(request: HttpRequest, slug: str, person_id: int, payload: PersonIn) -> Any:
    """Write what is known about somebody."""
    who = member(request, slug, "roster:write", "roster.manage")
    row = access.get_participation_to_manage(who, person_id)
    roster.edit_person(participation=row, profile=payload.profile(), by=who.key)
    return _one(who.event, row.pk)


@router.post("/events/{slug:slug}/roster/{int:person_id}/{slug:verb}", response={200: PersonOut, **REFUSALS})
def move_person(request: HttpRequest, slug: str, person_id: int, verb: str) -> Any:
    """Do one of cancel, restore, promote, no-show, check-in, undo-check-in."""
    who = member(request, slug, "roster:write", "roster.manage")
    row = access.get_participation_to_manage(who, person_id)
    if verb == "check-in":
        roster.check_in(participation=row, by=who.key)
    elif verb == "undo-check-in":
        roster.undo_check_in(participation=row, by=who.key)
    elif verb in _VERBS:
        _VERBS[verb](participation=row, by=who.key)
    else:
        raise RefusedError("base.refused")
    return _one(who.event, row.pk)


@router.post("/events/{slug:slug}/plans", response={202: JobOut, **REFUSALS})
def make_plan(request: HttpRequest, slug: str, payload: PlanIn) -> Any:
    """Search groups; the plan is there when the job is done."""
    who = member(request, slug, "groups:write", "grouping.manage")
    settings = PlanSettings(
        n_groups=payload.n_groups, n_rounds=payload.n_rounds, needs_facilitator=payload.needs_facilitator
    )
    _plan, job = grouping.make_plan(member=who, settings=settings, seed=payload.seed)
    return Status(202, {"job": str(job.pk), "state": job.state})


@router.get("/events/{slug:slug}/plans/{int:number}", response={200: GroupsOut, **REFUSALS})
def get_plan(request: HttpRequest, slug: str, number: int) -> Any:
    """Return a plan with its tables."""
    who = member(request, slug, "groups:read", "grouping.manage")
    return queries.groups(queries.plan_of(who.event, number))


@router.post("/events/{slug:slug}/plans/{int:number}/publish", response={200: PlanOut, **REFUSALS})
def publish_plan(request: HttpRequest, slug: str, number: int) -> Any:
    """Make this the plan everybody goes by."""
    who = member(request, slug, "groups:write", "grouping.manage")
    plan = queries.plan_of(who.event, number)
    grouping.publish_plan(member=who, plan=plan)
    return queries.plan_dict(plan)


@router.get("/events/{slug:slug}/groups", response={200: GroupsOut, **REFUSALS})
def get_groups(request: HttpRequest, slug: str) -> Any:
    """Return the published groups."""
    who = member(request, slug, "groups:read", "grouping.manage")
    return queries.groups(queries.plan_of(who.event, None))


def _one(event: Any, pk: int) -> Any:
    return next(row for row in queries.roster_rows(event) if row["id"] == pk)
