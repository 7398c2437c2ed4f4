"""Every write of pitches and scores."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.base import audit, live
from goen.core.errors import BadInputError
from goen.events.access import Member
from goen.events.models import Event
from goen.grouping.models import Group, Plan
from goen.pitches import phases, queries
from goen.pitches.models import Criterion, Pitch, Score, Scoring

_State = Pitch.State


@transaction.atomic
def open_pitches(*, plan: Plan) -> None:
    """Give every group of the last round its turn, in order of the tables, and the event its rubric."""
    groups = list(Group.objects.filter(plan=plan).order_by("number"))
    last = max((group.round_number for group in groups), default=1)
    for position, group in enumerate((group for group in groups if group.round_number == last), start=1):
        Pitch.objects.get_or_create(
            group=group, defaults={"event": plan.event, "position": position, "minutes": phases.DEFAULT_MINUTES}
        )
    open_rubric(event=plan.event)


@transaction.atomic
def open_rubric(*, event: Event) -> None:
    """Give an event without a rubric the usual four criteria; 1 query when it has one."""
    if Criterion.objects.filter(event=event).exists():
        return
    usual = (
        (_("現状の捉え方"), _("課題を事実にもとづいて捉えているか")),
        (_("実現可能性"), _("だれが・いつ・どう進めるかが見えるか")),
        (_("新しさ"), _("これまでにない視点や組み合わせがあるか")),
        (_("伝わりやすさ"), _("聞き手に届く発表だったか")),
    )
    Criterion.objects.bulk_create(
        Criterion(event=event, position=number, title=title, description=description)
        for number, (title, description) in enumerate(usual, start=1)
    )


def open_missing_pitches(*, event: Event) -> None:
    """Open the turns of the published plan when they are not there yet; 2 queries when nothing is missing."""
    plan = Plan.objects.filter(event=event, state=Plan.State.PUBLISHED).first()
    if plan is not None and not Pitch.objects.filter(group__plan=plan).exists():
        open_pitches(plan=plan)


@transaction.atomic
def move_pitch(*, member: Member, pitch_id: int, step: int) -> None:
    """Move a turn one place earlier (-1) or later (+1)."""
    order = _order(member.event)
    at = next((number for number, pitch in enumerate(order) if pitch.pk == pitch_id), None)
    if at is None:
        raise BadInputError("pitches.no_such_pitch")
    order.insert(max(0, min(len(order) - 1, at + step)), order.pop(at))
    _write_order(member, order)


@transaction.atomic
def order_pitches(*, member: Member, pitch_ids: Sequence[int]) -> None:
    """Put the turns into the given order, as after a drag; turns not named follow as they were."""
    order = _order(member.event)
    wanted = {pitch_id: number for number, pitch_id in enumerate(pitch_ids)}
    order.sort(key=lambda pitch: wanted.get(pitch.pk, len(wanted) + pitch.position))
    _write_order(member, order)


@transaction.atomic
def shuffle_pitches(*, member: Member, seed: int) -> None:
    """Draw the order by lot; the same seed draws the same order, and the audit log keeps it."""
    order = sorted(_order(member.event), key=lambda pitch: pitch.group.number)
    if any(pitch.state != _State.WAITING for pitch in order):
        raise BadInputError("pitches.already_started")
    random.Random(seed).shuffle(order)  # noqa: S311 - a lot anybody can repeat, not a secret
    audit.record(member.key, "pitches.shuffle", f"event:{member.event.pk}", seed=seed)
    _write_order(member, order)


@transaction.atomic
def set_minutes(*, member: Member, minutes: int) -> None:
    """Set how long each waiting turn may take."""
    if not 1 <= minutes <= phases.MOST_MINUTES:
        raise BadInputError("pitches.bad_minutes", limit=phases.MOST_MINUTES)
    Pitch.objects.filter(event=member.event, state=_State.WAITING).update(minutes=minutes)
    audit.record(member.key, "pitches.set_minutes", f"event:{member.event.pk}", minutes=minutes)


@transaction.atomic
def start_pitch(*, member: Member, pitch_id: int) -> Pitch:
    """Start a turn and its clock; the one that runs is ended first. Starting the running one again changes nothing."""
    pitch = _lock(member.event, pitch_id)
    if pitch.state == _State.RUNNING:
        return pitch
    for other in Pitch.objects.select_for_update().filter(event=member.event, state=_State.RUNNING):
        _end(member, other)
    pitch.state, pitch.started_at, pitch.ended_at = _State.RUNNING, timezone.now(), None
    pitch.save()
    audit.record(member.key, "pitches.start", f"pitch:{pitch.pk}")
    live.publish(member.event.topic, "pitches.started", pitch=pitch.pk, **_times(pitch))
    return pitch


@transaction.atomic
def end_pitch(*, member: Member, pitch_id: int) -> None:
    """End a running turn; twice is once."""
    pitch = _lock(member.event, pitch_id)
    if pitch.state == _State.RUNNING:
        _end(member, pitch)


@transaction.atomic
def reset_pitch(*, member: Member, pitch_id: int) -> None:
    """Put a turn back to waiting, for a false start; its scores stay."""
    pitch = _lock(member.event, pitch_id)
    was_running = pitch.state == _State.RUNNING
    pitch.state, pitch.started_at, pitch.ended_at = _State.WAITING, None, None
    pitch.save()
    audit.record(member.key, "pitches.reset", f"pitch:{pitch.pk}")
    if was_running:
        live.publish(member.event.topic, "pitches.ended", pitch=pitch.pk)


@transaction.atomic
def save_rubric(*, member: Member, lines: Sequence[tuple[str, str]]) -> None:
    """Replace the rubric; refused once anybody scored, because values would change their meaning."""
    if queries.has_scores(member.event):
        raise BadInputError("pitches.rubric_in_use")
    kept = [(title.strip(), description.strip()) for title, description in lines if title.strip()]
    if not kept:
        raise BadInputError("pitches.empty_rubric")
    Criterion.objects.filter(event=member.event).delete()
    Criterion.objects.bulk_create(
        Criterion(event=member.event, position=number, title=title, description=description)
        for number, (title, description) in enumerate(kept, start=1)
    )
    audit.record(member.key, "pitches.save_rubric", f"event:{member.event.pk}", titles=[title for title, _text in kept])


def score_pitch(*, member: Member, pitch: Pitch, values: Mapping[int, int]) -> None:
    """Save a rater's values (criterion id → 1 to 5); when this returns they are on disk. May be changed until closed."""
    known = {criterion.pk for criterion in queries.criteria_of(member.event)}
    if not set(values) <= known or not all(value in phases.SCALE for value in values.values()):
        raise BadInputError("pitches.bad_score")
    by = "rater" if member.pass_id is not None else "rater_user"
    rater: dict[str, Any] = {f"{by}_id": member.pass_id if by == "rater" else member.user_id}
    with transaction.atomic():
        # The lock on the event's scoring makes "closed" final: no value slips in after it.
        scoring = Scoring.objects.select_for_update().get_or_create(event=member.event)[0]
        if scoring.closed_at is not None:
            raise BadInputError("pitches.closed")
        Score.objects.bulk_create(
            [Score(pitch=pitch, criterion_id=key, value=value, **rater) for key, value in values.items()],
            update_conflicts=True,
            unique_fields=("pitch", "criterion", by),
            update_fields=("value", "at"),
        )
        live.publish(member.event.topic, "pitches.scored", pitch=pitch.pk)


@transaction.atomic
def close_scoring(*, member: Member) -> None:
    """Take no more scores."""
    _set(member, "pitches.close_scoring", closed_at=timezone.now())


@transaction.atomic
def reopen_scoring(*, member: Member) -> None:
    """Take scores again; results that were shown are hidden."""
    _set(member, "pitches.reopen_scoring", closed_at=None, revealed_at=None)


@transaction.atomic
def reveal_results(*, member: Member) -> None:
    """Show the results to everybody; scoring is closed with it."""
    closed = queries.scoring_of(member.event).closed_at or timezone.now()
    _set(member, "pitches.reveal_results", closed_at=closed, revealed_at=timezone.now())
    live.publish(member.event.topic, "pitches.revealed")


def _set(member: Member, verb: str, **fields: Any) -> None:
    Scoring.objects.update_or_create(event=member.event, defaults=fields)
    audit.record(member.key, verb, f"event:{member.event.pk}")


def _order(event: Event) -> list[Pitch]:
    return queries.pitches_of(event)


def _write_order(member: Member, order: Sequence[Pitch]) -> None:
    for position, pitch in enumerate(order, start=1):
        Pitch.objects.filter(pk=pitch.pk).exclude(position=position).update(position=position)
    live.publish(member.event.topic, "pitches.ordered", order=[pitch.pk for pitch in order])


def _lock(event: Event, pitch_id: int) -> Pitch:
    pitch = Pitch.objects.select_for_update().filter(event=event, pk=pitch_id).first()
    if pitch is None:
        raise BadInputError("pitches.no_such_pitch")
    return pitch


def _end(member: Member, pitch: Pitch) -> None:
    pitch.state, pitch.ended_at = _State.DONE, timezone.now()
    pitch.save()
    audit.record(member.key, "pitches.end", f"pitch:{pitch.pk}")
    live.publish(member.event.topic, "pitches.ended", pitch=pitch.pk)


def _times(pitch: Pitch) -> dict[str, object]:
    started = pitch.started_at or timezone.now()
    begin = round(started.timestamp() * 1000)
    return {"started_ms": begin, "ends_ms": begin + pitch.minutes * 60_000}
