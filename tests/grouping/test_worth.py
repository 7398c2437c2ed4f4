"""What is claimed of a plan stays true when people, rules and seats change after the search or the proof."""

import pytest
from tests.factories import make_participation

from goen.grouping import services
from goen.grouping.models import Plan, Seat
from goen.grouping.queries import sheet_of, ways_on
from goen.grouping.services import Change
from goen.roster.services import mark_no_show


def again(plan):
    fresh = Plan.objects.select_related("event").get(pk=plan.pk)
    fresh.event = plan.event
    return fresh


@pytest.fixture
def proven(solved, member, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.start_proof(member=member, plan=solved)
    plan = again(solved)
    assert sheet_of(plan)["result"]["is_proven"]
    return plan


def lock(member, plan, person, *, locked):
    change = Change(round_number=1, participation_id=person.pk, is_locked=locked)
    services.change_seats(member=member, plan=plan, changes=[change], version=again(plan).version)
    return again(plan)


def test_without_two_people_a_plan_is_not_called_proven_by_the_bound_of_all_thirty(proven, member, roster):
    before = sheet_of(proven)["result"]["bound"]
    for person in roster[:2]:
        mark_no_show(participation=person, by="user:1")
    services.mend_plan(member=member, plan=proven, changes=ways_on(proven)[0].option.changes)

    for result in (sheet_of(again(proven))["result"], again(proven).result):
        assert "proof" not in result
        assert result["bound"] != before
        assert result["is_proven"] == (result["points"] <= result["bound"] + 1e-9)


def test_moving_somebody_away_ends_the_claim_and_moving_back_brings_it_again(proven, member, roster):
    moved = Change(1, roster[0].pk, Seat.objects.get(plan=proven, participation=roster[0]).group.number % 4 + 1)
    back = Change(1, roster[0].pk, Seat.objects.get(plan=proven, participation=roster[0]).group.number)
    services.change_seats(member=member, plan=proven, changes=[moved], version=proven.version)
    away = again(proven)
    assert not away.result["is_proven"]
    assert away.result["points"] > proven.result["points"]

    services.change_seats(member=member, plan=away, changes=[back], version=away.version)
    assert again(proven).result["is_proven"]
    assert again(proven).result["proof"] == "closed"


def test_a_lock_made_after_the_proof_leaves_it_true_and_one_made_before_must_stay(
    solved, member, roster, django_capture_on_commit_callbacks
):
    locked = lock(member, solved, roster[0], locked=True)
    with django_capture_on_commit_callbacks(execute=True):
        services.start_proof(member=member, plan=locked)
    more = sheet_of(again(locked))["result"]
    assert (more["proof"], more["needs_locks"]) == ("closed", True)

    freed = lock(member, locked, roster[0], locked=False)
    assert "proof" not in sheet_of(freed)["result"]
    with django_capture_on_commit_callbacks(execute=True):
        services.start_proof(member=member, plan=freed)
    later = sheet_of(lock(member, freed, roster[1], locked=True))["result"]
    assert (later["proof"], later["needs_locks"]) == ("closed", False)


def test_a_walk_in_ends_the_claim_before_anybody_mends(proven, event):
    make_participation(event, "飛び入り 花子")

    assert "proof" not in sheet_of(again(proven))["result"]
