"""Writes of what becomes of a proposal; each is kept as a step and told to those who made it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from goen.accounts.models import Organisation, User
from goen.base import audit, jobs, live
from goen.core.errors import BadInputError, InfeasibleError
from goen.events.access import Member
from goen.events.models import Event
from goen.inbox.services import News, tell
from goen.proposals import phases, queries
from goen.proposals.models import FollowUp, Proposal, Step

_MORNING = time(8, 0)


@dataclass(frozen=True)
class Charge:
    """Who answers, and until when; ``owner`` is an account, ``owner_name`` somebody without one."""

    receiver: Organisation | None = None
    section: str = ""
    owner: User | None = None
    owner_name: str = ""
    due_on: date | None = None


@transaction.atomic
def receive(*, member: Member, proposal: Proposal) -> FollowUp:
    """Take a proposal in, with the people of its group as proposers; twice is once."""
    found = FollowUp.objects.filter(proposal=proposal).first()
    if found is not None:
        return found
    if queries.is_blank(proposal):
        raise BadInputError("proposals.nothing_to_receive")
    follow_up = FollowUp.objects.create(proposal=proposal, received_at=timezone.now())
    follow_up.proposers.set(queries.people_of(proposal))
    record_step(member, follow_up, "proposals.received")
    return follow_up


@transaction.atomic
def receive_all(*, member: Member, event: Event) -> int:
    """Take in every written sheet of the presenting groups that is not yet; returns how many."""
    written = [each for each in queries.proposals_of(event) if not queries.is_blank(each)]
    known = set(FollowUp.objects.filter(proposal__event=event).values_list("proposal_id", flat=True))
    new = [each for each in written if each.pk not in known]
    for proposal in new:
        receive(member=member, proposal=proposal)
    return len(new)


@transaction.atomic
def set_status(*, member: Member, follow_up: FollowUp, to: str, reason: str, seen: int) -> FollowUp:
    """Move a proposal on; ``seen`` is the version the person looked at, so that nobody decides over somebody else."""
    locked = lock(follow_up)
    if locked.version != seen:
        raise InfeasibleError("base.conflict")
    if to not in phases.TRANSITIONS[locked.status]:
        raise BadInputError("proposals.no_way", now=str(locked.get_status_display()))
    words = reason.replace("\x00", "").strip()
    if phases.needs_reason(locked.status, to) and not words:
        raise BadInputError("proposals.reason_missing", status=str(FollowUp.Status(to).label))
    if len(words) > phases.REASON_LIMIT:
        raise BadInputError("proposals.too_long", length=len(words), limit=phases.REASON_LIMIT)
    now = timezone.now()
    locked.status, locked.reason = to, words
    if to in phases.DECISIONS:
        locked.answered_at = locked.answered_at or now
    elif to not in phases.ANSWERED:
        locked.answered_at = None
    locked.finished_at = now if to == FollowUp.Status.DONE else None
    locked.save()
    record_step(member, locked, f"proposals.now_{to}", note=words)
    return locked


@transaction.atomic
def set_charge(*, member: Member, follow_up: FollowUp, charge: Charge) -> FollowUp:
    """Say who answers and until when; the new owner is told, and reminded when the date passes."""
    locked = lock(follow_up)
    before = (locked.receiver_id, locked.section, locked.in_charge)
    was_owner, was_due = locked.owner_id, locked.due_on
    locked.receiver, locked.owner, locked.due_on = charge.receiver, charge.owner, charge.due_on
    locked.section, locked.owner_name = charge.section.strip(), "" if charge.owner else charge.owner_name.strip()
    locked.save()
    if (locked.receiver_id, locked.section, locked.in_charge) != before:
        label = charge.receiver.label if charge.receiver else ""
        who = " ".join(filter(None, (label, locked.section, locked.in_charge))) or "―"
        record_step(member, locked, "proposals.assigned", who=who)
    if locked.due_on != was_due:
        code = "proposals.due_set" if locked.due_on else "proposals.due_cleared"
        record_step(member, locked, code, date=_day(locked.due_on))
    if locked.due_on and locked.due_on != was_due:
        _plan_reminder(locked)
    if locked.owner_id and locked.owner_id not in (was_owner, member.user_id):
        tell(news=news_of(locked, "proposals.yours"), user_ids=[locked.owner_id])
    return locked


@transaction.atomic
def add_note(*, member: Member, follow_up: FollowUp, text: str) -> None:
    """Tell the proposers how it goes, in words."""
    words = text.replace("\x00", "").strip()
    if not words:
        raise BadInputError("proposals.note_missing")
    if len(words) > phases.REASON_LIMIT:
        raise BadInputError("proposals.too_long", length=len(words), limit=phases.REASON_LIMIT)
    record_step(member, lock(follow_up), "proposals.noted", note=words)


@transaction.atomic
def withhold(*, member: Member, follow_up: FollowUp, is_withheld: bool) -> None:
    """Keep a proposal off the public page, or let it on again; the proposers are not bothered with it."""
    FollowUp.objects.filter(pk=follow_up.pk).update(is_withheld=is_withheld)
    audit.record(member.key, "proposals.withhold", f"proposal:{follow_up.proposal_id}", is_withheld=is_withheld)


@transaction.atomic
def remind(*, follow_up_id: int, due: str) -> bool:
    """Tell the person in charge and the organisers that the date has passed; not when it moved or nothing is left to do."""
    follow_up = queries.follow_up_by_id(follow_up_id)
    if (
        follow_up is None
        or follow_up.due_on is None
        or follow_up.due_on.isoformat() != due
        or not follow_up.is_overdue()
    ):
        return False
    readers = queries.staff_of(follow_up) | ({follow_up.owner_id} if follow_up.owner_id else set())
    tell(news=news_of(follow_up, "proposals.overdue", date=_day(follow_up.due_on)), user_ids=readers)
    return True


def lock(follow_up: FollowUp) -> FollowUp:
    """Return the row as it stands, kept from others until the transaction ends."""
    rows = FollowUp.objects.select_related("proposal__event", "proposal__group", "receiver", "owner")
    return rows.select_for_update(of=("self",)).get(pk=follow_up.pk)


def record_step(member: Member, follow_up: FollowUp, code: str, *, note: str = "", **params: str) -> None:
    """Keep what happened, and tell the proposers, the person in charge and the organisers, but not who did it."""
    now = timezone.now()
    values = {"title": queries.title_of(follow_up.proposal), **params}
    FollowUp.objects.filter(pk=follow_up.pk).update(version=follow_up.version + 1)
    follow_up.version += 1
    Step.objects.create(
        follow_up=follow_up,
        at=now,
        actor_key=member.key,
        actor_name=queries.name_of(member),
        code=code,
        params=values,
        note=note,
    )
    event = follow_up.proposal.event
    audit.record(member.key, code, f"proposal:{follow_up.proposal_id}", **params, note=note)
    staff = queries.staff_of(follow_up) | ({follow_up.owner_id} if follow_up.owner_id else set())
    tell(
        news=news_of(follow_up, code, note=note, **params),
        user_ids=staff - {member.user_id},
        person_ids=follow_up.proposers.values_list("pk", flat=True),
    )
    live.publish(event.topic, "proposals.followed", proposal=follow_up.proposal_id, status=follow_up.status)


def news_of(follow_up: FollowUp, code: str, *, note: str = "", **params: str) -> News:
    """Return the news of a step as the inbox keeps it."""
    proposal = follow_up.proposal
    path = reverse("proposals:follow", args=[proposal.event.slug, proposal.pk])
    return News(code, {"title": queries.title_of(proposal), **params}, path, note, event=proposal.event)


def _plan_reminder(follow_up: FollowUp) -> None:
    assert follow_up.due_on is not None  # noqa: S101 - asked for only with a date
    moment = datetime.combine(follow_up.due_on + timedelta(days=1), _MORNING, timezone.get_current_timezone())
    due = follow_up.due_on.isoformat()
    jobs.enqueue("proposals.remind", once=True, not_before=moment, follow_up_id=follow_up.pk, due=due)


def _day(moment: date | None) -> str:
    return f"{moment.year}/{moment.month}/{moment.day}" if moment else ""
