"""What making, moving and publishing groups leaves in the tables."""

from collections import Counter

import pytest
from tests.factories import make_participation

from goen.base import jobs
from goen.core.errors import BadInputError, GoenError
from goen.grouping import services
from goen.grouping.models import Plan, Rule, Seat
from goen.grouping.queries import PlanSettings, published_plan
from goen.grouping.services import Change
from goen.grouping.signals import plan_published
from goen.ties.models import Meeting


def groups_by_person(plan):
    return dict(Seat.objects.filter(plan=plan).values_list("participation_id", "group__number"))


def test_a_made_plan_seats_everybody_once_in_even_groups(solved, roster):
    seats = groups_by_person(solved)

    assert sorted(seats) == sorted(person.pk for person in roster)
    assert sorted(Counter(seats.values()).values()) == [7, 7, 8, 8]


def test_organisations_are_mixed_as_evenly_as_they_can_be(solved):
    per_group = Counter(
        Seat.objects.filter(plan=solved).values_list("group__number", "participation__organisation__name")
    )

    assert {2, 3} == set(per_group.values())


def test_the_same_seed_gives_the_same_plan(solved, member, django_capture_on_commit_callbacks):
    before = groups_by_person(solved)
    with django_capture_on_commit_callbacks(execute=True):
        services.remake_plan(member=member, plan=solved, seed=solved.seed)

    assert groups_by_person(solved) == before


def test_a_locked_seat_survives_another_search(solved, member, django_capture_on_commit_callbacks):
    person, group = next(iter(groups_by_person(solved).items()))
    lock = [Change(round_number=1, participation_id=person, is_locked=True)]
    services.change_seats(member=member, plan=solved, changes=lock, version=solved.version)
    with django_capture_on_commit_callbacks(execute=True):
        services.remake_plan(member=member, plan=solved, seed=99)

    assert groups_by_person(solved)[person] == group
    assert Seat.objects.filter(plan=solved, is_locked=True).values_list("participation_id", flat=True).get() == person


def test_rules_are_kept(member, roster, django_capture_on_commit_callbacks):
    services.add_rule(member=member, kind=Rule.Kind.TOGETHER, people=roster[:2])
    services.add_rule(member=member, kind=Rule.Kind.APART, people=roster[1:4])
    with django_capture_on_commit_callbacks(execute=True):
        plan, _job = services.make_plan(member=member, settings=PlanSettings(n_groups=4, iterations=60_000))
    seats = groups_by_person(plan)

    assert seats[roster[0].pk] == seats[roster[1].pk]
    assert len({seats[person.pk] for person in roster[1:4]}) == 3


def test_a_move_made_on_an_old_version_is_refused_and_changes_nothing(solved, member):
    before = groups_by_person(solved)
    person = next(iter(before))
    move = [Change(round_number=1, participation_id=person, group_number=before[person] % 4 + 1)]

    with pytest.raises(GoenError, match=r"base\.conflict"):
        services.change_seats(member=member, plan=solved, changes=move, version=solved.version + 1)

    assert groups_by_person(solved) == before


def test_publishing_writes_the_ledger_and_tells_the_slices_above(solved, member):
    heard = []
    plan_published.connect(lambda plan, **_rest: heard.append(plan.pk), weak=False, dispatch_uid="test")
    try:
        services.publish_plan(member=member, plan=solved)
    finally:
        plan_published.disconnect(dispatch_uid="test")

    assert heard == [solved.pk]
    assert published_plan(member.event) == solved
    # Two groups of 8 and two of 7: 28 + 28 + 21 + 21 pairs.
    assert Meeting.objects.filter(event=member.event).count() == 98


def test_publishing_another_plan_retires_the_first_and_rewrites_the_ledger(
    solved, member, django_capture_on_commit_callbacks
):
    services.publish_plan(member=member, plan=solved)
    with django_capture_on_commit_callbacks(execute=True):
        other, _job = services.make_plan(member=member, settings=PlanSettings(n_groups=3, iterations=60_000))
    services.publish_plan(member=member, plan=other)

    assert Plan.objects.get(pk=solved.pk).state == Plan.State.RETIRED
    assert Meeting.objects.filter(event=member.event).count() == 3 * 45


def test_an_empty_roster_is_refused_with_a_reason(member):
    with pytest.raises(BadInputError, match=r"grouping\.nobody"):
        services.make_plan(member=member, settings=PlanSettings(n_groups=4, iterations=60_000))


def test_more_groups_than_people_are_refused(member, event):
    make_participation(event)

    with pytest.raises(BadInputError, match=r"grouping\.more_groups_than_people"):
        services.make_plan(member=member, settings=PlanSettings(n_groups=2))


def test_nobody_meets_last_years_table_again_when_that_can_be_avoided(
    solved, member, roster, django_capture_on_commit_callbacks
):
    services.publish_plan(member=member, plan=solved)
    from tests.factories import make_event, make_organiser  # noqa: PLC0415 - only this test needs a second year

    from goen.base.actors import Actor  # noqa: PLC0415
    from goen.events.access import get_member  # noqa: PLC0415

    next_year = make_event(starts_at=member.event.starts_at.replace(year=2026))
    people = [make_participation(next_year, row.name, row.organisation, person=row.person) for row in roster]
    later = get_member(Actor(user_id=make_organiser(next_year).pk), next_year.slug)
    weights = {"past": 4, "organisation": 1}
    with django_capture_on_commit_callbacks(execute=True):
        plan, _job = services.make_plan(member=later, settings=PlanSettings(n_groups=4, weights=weights))
    services.publish_plan(member=later, plan=plan)
    old = set(Meeting.objects.filter(event=member.event).values_list("low", "high"))
    new = set(Meeting.objects.filter(event=next_year).values_list("low", "high"))

    # 30 people at four tables of last year's mix: at least C(2,2)-splits, 14 pairs, must meet again.
    assert len(people) == 30
    assert len(old & new) == 14


def test_a_failed_search_leaves_the_old_seats(solved, member, event, django_capture_on_commit_callbacks):
    before = groups_by_person(solved)
    event.participations.update(state="cancelled")
    with django_capture_on_commit_callbacks(execute=True):
        job = services.remake_plan(member=member, plan=solved, seed=5)

    assert jobs.find(job.pk).state == "failed"
    assert groups_by_person(solved) == before
