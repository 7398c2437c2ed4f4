"""Sizes, rooms, attendance, earlier years and "nobody alone" reach the seats."""

from collections import Counter

import pytest
from tests.factories import make_participation

from goen.core.errors import BadInputError
from goen.grouping import services
from goen.grouping.models import Plan, Seat
from goen.grouping.queries import PlanSettings, clash_of, problem_of, roll_of
from goen.roster.models import Consent

WEIGHTS = {"organisation": 1, "repeat": 1, "past": 3}


@pytest.fixture
def made(member, roster, django_capture_on_commit_callbacks):
    """Make plans quickly and wait for them."""

    def make(rooms=(), **settings):
        chosen = PlanSettings(**{"iterations": 60_000, "weights": WEIGHTS, **settings})
        with django_capture_on_commit_callbacks(execute=True):
            plan, _job = services.make_plan(member=member, settings=chosen, rooms=rooms)
        plan = Plan.objects.get(pk=plan.pk)
        plan.event = member.event
        return plan

    return make


def sizes(plan, round_number=1):
    rows = Seat.objects.filter(plan=plan, round_number=round_number).values_list("group__number", flat=True)
    return [count for _number, count in sorted(Counter(rows).items())]


def test_small_rooms_are_filled_and_the_others_shared_evenly(made):
    assert sizes(made(n_groups=4, rooms=[5, 5, None, None])) == [5, 5, 10, 10]


def test_rooms_too_small_for_everybody_are_refused_with_the_numbers(made):
    with pytest.raises(BadInputError, match=r"rooms_too_small") as refused:
        made(n_groups=4, rooms=[5, 5, 5, 5])

    assert refused.value.params == {"round": 1, "people": 30, "seats": 20}


def test_a_range_of_sizes_is_kept(made):
    assert all(5 <= size <= 9 for size in sizes(made(n_groups=4, size_low=5, size_high=9)))


def test_whoever_leaves_early_has_no_seat_afterwards_and_groups_stay_even(made, member, roster):
    services.set_attendance(member=member, people=roster[:6], first_round=1, last_round=1)
    plan = made(n_groups=4, n_rounds=2)

    assert sorted(sizes(plan, 1)) == [7, 7, 8, 8]
    assert sizes(plan, 2) == [6, 6, 6, 6]
    assert not Seat.objects.filter(plan=plan, round_number=2, participation__in=roster[:6]).exists()


def test_somebody_there_all_day_again_has_every_seat(made, member, roster):
    services.set_attendance(member=member, people=roster[:1], first_round=2, last_round=2)
    services.clear_attendance(member=member, participation=roster[0])
    plan = made(n_groups=4, n_rounds=2)

    assert Seat.objects.filter(plan=plan, participation=roster[0]).count() == 2


def test_two_who_must_not_be_alone_sit_together(made, member):
    rare = [make_participation(member.event, f"新人 {k}", "いわき市") for k in range(2)]
    value = str(rare[0].organisation_id)
    plan = made(n_groups=4, alone=(("organisation", value),), alone_weight=50)
    groups = Seat.objects.filter(plan=plan, participation__in=rare).values_list("group", flat=True)

    assert len(set(groups)) == 1


def test_earlier_meetings_fade_as_the_organiser_wants(member, roster, made):
    pairs = "氏名1,氏名2,回数,年\n参加 000,参加 001,1,2024\n参加 000,参加 002,1,2020\n".encode()
    services.read_earlier(member=member, file_name="昨年.csv", data=pairs, year=2024)
    last, level = made(n_groups=4, memory="last"), made(n_groups=4, memory="level")

    roll = roll_of(member.event)
    assert problem_of(last, roll).past.tolist() == [[0, 1, 1]]
    assert problem_of(level, roll).past.tolist() == [[0, 1, 1], [0, 2, 1]]


def test_whoever_said_no_to_ties_is_in_no_earlier_meeting(member, roster, made):
    services.read_earlier(member=member, file_name="a.csv", data="参加 000,参加 001\n".encode(), year=2024)
    Consent.objects.create(participation=roster[1], purpose=Consent.Purpose.TIES, is_given=False)

    assert problem_of(made(n_groups=4), roll_of(member.event)).past.tolist() == []


def test_rules_that_clash_are_named_and_no_others(made, member, roster):
    services.add_rule(member=member, kind="together", people=roster[:2])
    services.add_rule(member=member, kind="apart", people=roster[:2])
    services.add_rule(member=member, kind="apart", people=roster[5:7])
    plan = made(n_groups=4)

    named = {(line.kind, tuple(person.pk for person in line.people)) for line in clash_of(plan)}
    both = (roster[0].pk, roster[1].pk)
    assert named == {("together", both), ("apart", both)}
