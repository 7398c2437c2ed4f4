"""Every read of pitches and scores."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from goen.core.scoring import PitchResult, Rating, correct_for_raters
from goen.events.access import Member
from goen.events.models import Event
from goen.grouping.models import Plan, Seat
from goen.pitches.models import Criterion, Pitch, Score, Scoring

# The key of the mean over all criteria among the results.
OVERALL = 0


@dataclass(frozen=True)
class PitchNow:
    """The running pitch as every screen counts it.

    Parameters
    ----------
    pitch : Pitch
        With its group and theme loaded.
    ends_at : datetime
        When the time is up; past it the pitch runs over.
    server_time : datetime
        When this was read, for clocks that correct their own.
    """

    pitch: Pitch
    ends_at: datetime
    server_time: datetime

    @property
    def left_s(self) -> int:
        """Seconds left, rounded; negative when over time."""
        return round((self.ends_at - self.server_time).total_seconds())

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self.left_s < 0


@dataclass(frozen=True)
class CriterionResult:
    """One column of the results: a criterion (or all of them) and each pitch's figures, best first."""

    title: str
    results: Sequence[tuple[Pitch, PitchResult]]


@dataclass(frozen=True)
class Results:
    """The scores of an event, corrected for how strict each rater is."""

    overall: CriterionResult
    criteria: Sequence[CriterionResult]
    n_raters: int
    n_scores: int


def current_pitch(event: Event) -> PitchNow | None:
    """Return the pitch that runs now, or None; 1 query."""
    pitch = Pitch.objects.filter(event=event, state=Pitch.State.RUNNING).select_related("group__theme").first()
    if pitch is None or pitch.started_at is None:
        return None
    return PitchNow(pitch, pitch.started_at + timedelta(minutes=pitch.minutes), timezone.now())


def now_state(event: Event) -> dict[str, object]:
    """Return what timers need, as plain values (times as epoch milliseconds); 1 query."""
    now = current_pitch(event)
    state: dict[str, object] = {"server_ms": round(timezone.now().timestamp() * 1000), "pitch": None}
    if now is not None and now.pitch.started_at is not None:
        state["pitch"] = now.pitch.pk
        state["group"] = now.pitch.group.label
        state["started_ms"] = round(now.pitch.started_at.timestamp() * 1000)
        state["ends_ms"] = round(now.ends_at.timestamp() * 1000)
    return state


def pitches_of(event: Event) -> list[Pitch]:
    """Return the pitches of the published plan in order, with group and theme; 1 query."""
    rows = Pitch.objects.filter(event=event, group__plan__state=Plan.State.PUBLISHED)
    return list(rows.select_related("group__theme").order_by("position", "id"))


def criteria_of(event: Event) -> list[Criterion]:
    """Return the rubric in order; 1 query."""
    return list(Criterion.objects.filter(event=event).order_by("position", "id"))


def scoring_of(event: Event) -> Scoring:
    """Return whether scoring is closed and revealed; an event nobody closed has an unsaved one; 1 query."""
    return Scoring.objects.filter(event=event).first() or Scoring(event=event)


def has_scores(event: Event) -> bool:
    """Tell whether anybody scored; 1 query."""
    return Score.objects.filter(pitch__event=event).exists()


def own_group_ids(member: Member) -> frozenset[int]:
    """Return every group the member sits in, all rounds of all plans; 1 query for guests, none for accounts."""
    if member.pass_id is None:
        return frozenset()
    seats = Seat.objects.filter(plan__event=member.event, participation__guest_pass_id=member.pass_id)
    return frozenset(seats.values_list("group_id", flat=True))


def own_scores(member: Member, pitch: Pitch) -> Mapping[int, int]:
    """Return the member's own values for a pitch: criterion id → value; 1 query."""
    return dict(_scores_by(member).filter(pitch=pitch).values_list("criterion_id", "value"))


def scored_counts(member: Member) -> Mapping[int, int]:
    """Return how many criteria the member scored: pitch id → count; 1 query."""
    rows = _scores_by(member).filter(pitch__event=member.event).values("pitch_id").annotate(n=Count("id"))
    return {row["pitch_id"]: row["n"] for row in rows.order_by()}


def rater_counts(event: Event) -> Mapping[int, int]:
    """Return how many people scored each pitch: pitch id → raters; 1 query."""
    raters: defaultdict[int, set[str]] = defaultdict(set)
    rows = Score.objects.filter(pitch__event=event).values_list("pitch_id", "rater_id", "rater_user_id")
    for pitch_id, pass_id, user_id in rows:
        raters[pitch_id].add(_rater(pass_id, user_id))
    return {pitch_id: len(keys) for pitch_id, keys in raters.items()}


def results_of(event: Event) -> Results:
    """Return the corrected means of every pitch, over all criteria and for each; 3 queries."""
    pitches, criteria = pitches_of(event), criteria_of(event)
    ratings: defaultdict[int, list[Rating]] = defaultdict(list)
    whole: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    rows = Score.objects.filter(pitch__in=pitches)
    for pitch_id, criterion_id, pass_id, user_id, value in rows.values_list(
        "pitch_id", "criterion_id", "rater_id", "rater_user_id", "value"
    ):
        ratings[criterion_id].append(Rating(pitch_id, _rater(pass_id, user_id), float(value)))
        whole[pitch_id, _rater(pass_id, user_id)].append(value)
    ratings[OVERALL] = [Rating(pitch, rater, sum(values) / len(values)) for (pitch, rater), values in whole.items()]
    return Results(
        overall=_column("", ratings[OVERALL], pitches),
        criteria=[_column(criterion.title, ratings[criterion.pk], pitches) for criterion in criteria],
        n_raters=len({rater for _pitch, rater in whole}),
        n_scores=sum(len(values) for values in whole.values()),
    )


def _column(title: str, ratings: Sequence[Rating], pitches: Sequence[Pitch]) -> CriterionResult:
    named = {pitch.pk: pitch for pitch in pitches}
    return CriterionResult(title, [(named[result.pitch], result) for result in correct_for_raters(ratings)])


def _scores_by(member: Member) -> QuerySet[Score]:
    if member.pass_id is not None:
        return Score.objects.filter(rater_id=member.pass_id)
    return Score.objects.filter(rater_user_id=member.user_id)


def _rater(pass_id: int | None, user_id: int | None) -> str:
    return f"pass:{pass_id}" if pass_id else f"user:{user_id}"
