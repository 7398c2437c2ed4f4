"""Seats and earlier meetings that come as files."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from django.db import transaction

from goen.base import audit
from goen.core.errors import BadInputError
from goen.core.grouping.score import score_plan
from goen.core.rosters.reading import Sheet, read_workbook
from goen.core.rosters.seatings import SeatLine, pair_lines, seat_lines
from goen.events.access import Member
from goen.grouping.models import EarlierMeeting, Plan
from goen.grouping.queries import (
    ListProblem,
    PlanSettings,
    Roll,
    people_of_list,
    problem_of,
    roll_of,
    seats_of,
    worth_of,
)
from goen.grouping.queries.lists import NameIndex
from goen.grouping.services.plans import keep_seats, new_plan

_MOST_TIMES = 100
MAX_ROUNDS = 8


@transaction.atomic
def plan_from_file(*, member: Member, file_name: str, data: bytes) -> tuple[Plan | None, list[ListProblem]]:
    """Make a draft of the seats a workbook lists; rows that cannot be used are returned and nothing is kept."""
    roll = roll_of(member.event)
    lines = seat_lines(read_workbook(data).sheets)
    if not lines:
        raise BadInputError("grouping.no_seat_list", name=file_name)
    found, problems = people_of_list(lines, roll)
    if problems:
        return None, problems
    rounds = max(line.round for line, _ in found)
    labels = sorted({line.group for line, _ in found}, key=_natural)
    if rounds > MAX_ROUNDS:
        raise BadInputError("grouping.rounds_out_of_range", rounds=rounds, most=MAX_ROUNDS)
    themes = list(member.event.themes.values_list("pk", flat=True))
    sizes = Counter((line.round, line.group) for line, _ in found)
    settings = PlanSettings(
        n_groups=len(labels),
        n_rounds=rounds,
        theme_ids=tuple(themes[number % len(themes)] for number in range(len(labels))) if themes else (),
        size_low=min(sizes[number, label] for number in range(1, rounds + 1) for label in labels),
        size_high=max(sizes.values()),
    )
    plan = new_plan(member=member, settings=settings)
    _name_groups(plan, labels)
    _seat(plan, roll, found, labels)
    audit.record(member.key, "grouping.plan_from_file", f"plan:{plan.pk}", file=file_name, n_rows=len(found))
    return plan, []


@transaction.atomic
def read_earlier(*, member: Member, file_name: str, data: bytes, year: int) -> tuple[int, int]:
    """Keep who met in earlier years, from a seating list or a list of pairs; returns pairs kept and rows left out.

    Reading the same year again replaces what was read before; people who are not on this roster are left out.
    """
    sheets = read_workbook(data).sheets
    pairs, left_out, is_list = _met(sheets, roll_of(member.event), year)
    if not is_list:
        raise BadInputError("grouping.no_meetings", name=file_name)
    this_year = member.event.starts_at.year
    if any(not 1900 < when <= this_year for _low, _high, when in pairs):  # noqa: PLR2004 - a year of the calendar
        raise BadInputError("grouping.year_out_of_range", year=this_year)
    years = {when for _low, _high, when in pairs} | {year}
    EarlierMeeting.objects.filter(event=member.event, year__in=years).delete()
    EarlierMeeting.objects.bulk_create(
        (
            EarlierMeeting(
                event=member.event,
                low_id=low,
                high_id=high,
                year=when,
                times=min(times, _MOST_TIMES),
                source=file_name[:200],
            )
            for (low, high, when), times in sorted(pairs.items())
        ),
        batch_size=500,
    )
    audit.record(member.key, "grouping.read_earlier", f"event:{member.event.pk}", file=file_name, n_pairs=len(pairs))
    return len(pairs), left_out


@transaction.atomic
def forget_earlier(*, member: Member, year: int) -> int:
    """Forget what files said about one year; returns how many pairs."""
    n_pairs, _rows = EarlierMeeting.objects.filter(event=member.event, year=year).delete()
    audit.record(member.key, "grouping.forget_earlier", f"event:{member.event.pk}", year=year)
    return n_pairs


def _natural(label: str) -> tuple[int, int, str]:
    """Numbers by value, then words."""
    return (0, int(label), "") if label.isdecimal() else (1, 0, label)


def _name_groups(plan: Plan, labels: Sequence[str]) -> None:
    for group in plan.groups.all():
        label = labels[group.number - 1]
        if label != group.label:
            group.name = label[:60]
            group.save(update_fields=["name"])


def _seat(plan: Plan, roll: Roll, found: list[tuple[SeatLine, int]], labels: Sequence[str]) -> None:
    """Keep the seats and say what they are worth."""
    seats = [[-1] * len(roll.people) for _round in range(plan.n_rounds)]
    for line, place in found:
        seats[line.round - 1][place] = labels.index(line.group)
    keep_seats(plan, roll, seats)
    problem = problem_of(plan, roll)
    score = score_plan(problem, seats_of(plan, roll))
    # Whom the file does not name has no seat yet, which breaks no rule.
    result = worth_of(plan, problem, score) | {"violations": score.violations.total - score.violations.seat}
    result |= {"n_people": len({place for _, place in found}), "n_groups": len(labels)}
    Plan.objects.filter(pk=plan.pk).update(version=1, result=result)


def _met(sheets: Sequence[Sheet], roll: Roll, year: int) -> tuple[Counter[tuple[int, int, int]], int, bool]:
    """Count meetings by pair of person ids and year; rows left out; whether the file was a list of either kind."""
    index = NameIndex(roll)
    lines = seat_lines(sheets)
    pairs: Counter[tuple[int, int, int]] = Counter()
    left_out = 0
    if lines:
        tables: dict[tuple[int, str, int, str], list[int]] = {}
        for line in lines:
            places = index.find(line.name, line.organisation)
            if len(places) == 1 and line.group:
                key = (line.year or year, line.sheet, line.round, line.group)
                tables.setdefault(key, []).append(roll.people[places[0]].person_id)
            else:
                left_out += 1
        for (when, *_), people in tables.items():
            for low, high in combinations(sorted(set(people)), 2):
                pairs[low, high, when] += 1
        return pairs, left_out, True
    named = pair_lines(sheets)
    for pair in named:
        first, second = index.find(pair.first), index.find(pair.second)
        if len(first) == len(second) == 1 and first != second:
            low, high = sorted((roll.people[first[0]].person_id, roll.people[second[0]].person_id))
            pairs[low, high, pair.year or year] += pair.times
        else:
            left_out += 1
    return pairs, left_out, bool(named)
