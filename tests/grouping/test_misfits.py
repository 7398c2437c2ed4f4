"""People come and go after sizes and rooms were chosen: every page of the plan stays open, and says what gave way."""

import numpy as np
import pytest
from tests.factories import make_participation, sign_in
from tests.grouping.test_views import address

from goen.grouping import services
from goen.grouping.models import Plan, Seat
from goen.grouping.queries import Misfit, PlanSettings, misfits_of, problem_of, roll_of, ways_on
from goen.grouping.services import Change
from goen.roster.services import mark_no_show


@pytest.fixture
def made(member, roster, django_capture_on_commit_callbacks):
    """Return a function that makes a solved and published plan of four tables."""

    def make(*, rooms=(), **extra):
        with django_capture_on_commit_callbacks(execute=True):
            settings = PlanSettings(n_groups=4, iterations=20_000, **extra)
            plan, _job = services.make_plan(member=member, settings=settings, rooms=rooms)
        plan = Plan.objects.get(pk=plan.pk)
        plan.event = member.event
        services.publish_plan(member=member, plan=plan)
        return plan

    return make


def pages(client, event, organiser):
    sign_in(client, organiser)
    return {page: client.get(address(event, page)) for page in ("plan", "repair", "fairness")}


def test_three_stay_away_from_tables_of_at_least_seven(client, event, organiser, member, made, roster):
    plan = made(size_low=7, size_high=8)
    for person in roster[:3]:
        mark_no_show(participation=person, by="user:1")

    assert misfits_of(plan) == [Misfit(1, 27, 28, 32)]
    problem = problem_of(plan, roll_of(plan.event))
    assert (problem.lows.tolist(), problem.highs.tolist()) == ([[6] * 4], [[8] * 4])
    shown = pages(client, event, organiser)
    assert {page.status_code for page in shown.values()} == {200}
    assert "27人では、最少人数の合計28人に届きません" in shown["plan"].content.decode()
    assert "27人では、最少人数の合計28人に届きません" in shown["repair"].content.decode()
    services.mend_plan(member=member, plan=plan, changes=ways_on(plan)[0].option.changes)
    sizes = np.bincount(list(Seat.objects.filter(plan=plan).values_list("group__number", flat=True)))[1:]
    assert (sizes.sum(), sizes.min() >= 6, sizes.max() <= 8) == (27, True, True)


def test_a_walk_in_gets_a_chair_where_every_room_is_full(client, event, organiser, member, made):
    plan = made(rooms=(8, 8, 7, 7))
    late = make_participation(event, "飛入 花子")

    assert misfits_of(plan) == [Misfit(1, 31, 0, 30)]
    shown = pages(client, event, organiser)
    assert {page.status_code for page in shown.values()} == {200}
    assert "31人に対して、席は30人分までです" in shown["repair"].content.decode()
    services.mend_plan(member=member, plan=plan, changes=ways_on(plan)[0].option.changes)
    assert Seat.objects.filter(plan=plan, participation=late).count() == 1
    assert Seat.objects.filter(plan=plan).count() == 31


def test_a_closed_table_gets_no_chair(event, made, member):
    plan = made(rooms=(10, 10, 10, None))
    plan.groups.filter(number=4).update(capacity=0)
    for number in range(4):
        make_participation(event, f"飛入 {number}")

    assert problem_of(plan, roll_of(event)).highs.tolist() == [[12, 11, 11, 0]]


def test_people_who_fit_are_not_spoken_of(client, event, organiser, made):
    made(size_low=7, size_high=8, rooms=(8, 8, 8, 8))

    assert "収まりません" not in pages(client, event, organiser)["plan"].content.decode()


def test_nine_people_locked_at_a_table_for_eight_stay_and_the_page_stays_open(client, event, organiser, member, made):
    plan = made()
    seats = Seat.objects.filter(plan=plan).order_by("group__number", "pk")
    table = [seat.participation_id for seat in seats if seat.group.number == seats[0].group.number]
    more = [seat.participation_id for seat in seats if seat.group.number == 2][: 9 - len(table)]
    changes = [Change(1, person, 1, is_locked=True) for person in (*table, *more)]
    services.change_seats(member=member, plan=plan, changes=changes, version=plan.version)

    problem = problem_of(plan, roll_of(event))
    assert problem.highs.tolist() == [[9, 8, 8, 8]]
    assert {page.status_code for page in pages(client, event, organiser).values()} == {200}


def test_a_table_of_eight_that_is_locked_is_mended_around_when_six_stay_away(event, member, made, roster):
    plan = made()
    eight = next(group for group in plan.groups.all() if group.seats.count() == 8)
    eight.seats.update(is_locked=True)
    elsewhere = [seat.participation for seat in Seat.objects.filter(plan=plan).exclude(group=eight)[:6]]
    for person in elsewhere:
        mark_no_show(participation=person, by="user:1")

    way = ways_on(plan)[0]
    assert way.option.score.violations.total == 0
    services.mend_plan(member=member, plan=plan, changes=way.option.changes)
    assert eight.seats.count() == 8
