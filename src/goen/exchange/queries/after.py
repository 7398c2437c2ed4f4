"""What follows a day, as the API gives it: plain values only."""

import json
from typing import Any

from goen.base.jobs import Job
from goen.base.messages import sentence_of
from goen.communities.access import Visitor
from goen.communities.models import Community
from goen.communities.queries import communities_of_event, threads
from goen.events.models import Event
from goen.listening.models import Listening
from goen.listening.queries import newest_run, running
from goen.opinions.exports import landscape_json
from goen.opinions.models import Consultation, Statement
from goen.opinions.queries import consultations_of, counts_of, page_of
from goen.opinions.queries.lists import Row
from goen.proposals.models import FollowUp
from goen.proposals.queries import follow_ups_of_event, title_of
from goen.showcase.models import Page
from goen.showcase.queries import pages_of_event

Plain = dict[str, Any]
_ANSWER = [
    "status",
    "reason",
    "section",
    "in_charge",
    "due_on",
    "received_at",
    "answered_at",
    "finished_at",
    "is_withheld",
    "version",
]
_CONSULTATION = ["id", "code", "title", "question", "audience", "state", "results"]
_MILESTONE = ("id", "title", "due_on", "done_on")


def answers(event: Event) -> list[Plain]:
    """Return what became of every proposal that was taken in; ≤ 6 queries."""
    return [answer_dict(row) for row in follow_ups_of_event(event)]


def answer_dict(row: FollowUp) -> Plain:
    """Return what became of a proposal; ≤ 2 queries."""
    return {
        "proposal": row.proposal_id,
        "title": title_of(row.proposal),
        "receiver": row.receiver.name if row.receiver else "",
        "is_overdue": row.is_overdue(),
        "milestones": [{name: getattr(one, name) for name in _MILESTONE} for one in row.milestones.all()],
        **{name: getattr(row, name) for name in _ANSWER},
    }


def consultations(event: Event) -> list[Plain]:
    """Return the consultations of an event with their counts, newest first; 1 query."""
    return [_consultation(row) for row in consultations_of(event)]


def consultation_dict(consultation: Consultation) -> Plain:
    """Return one consultation with its counts; 1 query."""
    return _consultation(counts_of(consultation))


def _consultation(row: Row) -> Plain:
    counts = {name: getattr(row, name) for name in ("n_statements", "n_pending", "n_people", "n_votes")}
    return {name: getattr(row.consultation, name) for name in _CONSULTATION} | counts


def statements(consultation: Consultation) -> list[Plain]:
    """Return every statement with what was decided, and never who wrote it; 1 query."""
    return [statement_dict(row) for row in Statement.objects.filter(consultation=consultation).order_by("number")]


def statement_dict(row: Statement) -> Plain:
    """Return a statement without its author; no query."""
    return {name: getattr(row, name) for name in ("id", "number", "text", "state", "source", "reason")}


def landscape(consultation: Consultation) -> Plain:
    """Return the landscape as public pages show it; ≤ 6 queries."""
    found: Plain = json.loads(landscape_json(consultation.title, page_of(consultation, is_public=True)))
    return found


def listenings(event: Event) -> list[Plain]:
    """Return the listenings of an event, newest first; 3 queries for each."""
    return [listening_dict(row) for row in Listening.objects.filter(event=event)]


def listening_dict(row: Listening) -> Plain:
    """Return a listening and how far its newest run is; ≤ 3 queries."""
    run, job = newest_run(row), running(row)
    state = job.state if job else "done" if run else ""
    plain = {"id": row.pk, "title": row.title, "kinds": list(row.kinds)}
    return plain | {"state": state, "n_texts": run.n_texts if run else 0}


def communities(event: Event) -> list[Plain]:
    """Return the communities an event opened; ≤ 2 queries."""
    return [community_dict(row) for row in communities_of_event(event)]


def community_dict(row: Community) -> Plain:
    """Return a community; no query."""
    plain = {name: getattr(row, name) for name in ("slug", "name", "purpose", "access")}
    return plain | {"is_closed": row.closed_at is not None}


def posts(visitor: Visitor) -> list[Plain]:
    """Return the first page of a community's threads, as this member may see them; ≤ 4 queries."""
    return [post_dict(row) for row in threads(visitor).threads]


def post_dict(row: Any) -> Plain:
    """Return a post; the author under the name members chose to be shown by; no query with the author loaded."""
    plain = {name: getattr(row, name) for name in ("id", "title", "text", "created_at")}
    return plain | {"author": str(row.author), "is_hidden": row.hidden_at is not None}


def pages(event: Event) -> list[Plain]:
    """Return the public pages of an event; 1 query."""
    return [page_dict(row) for row in pages_of_event(event)]


def page_dict(row: Page) -> Plain:
    """Return a page and whether it is out; no query."""
    plain = {name: getattr(row, name) for name in ("id", "slug", "kind", "title", "release_at")}
    return plain | {"is_out": row.is_out}


def job_dict(job: Job) -> Plain:
    """Return how far a job is; no query."""
    plain = {name: getattr(job, name) for name in ("state", "done", "total", "note", "result")}
    problem = sentence_of(job.error_code, job.error_params) if job.error_code else ""
    return plain | {"job": str(job.pk), "problem": problem}
