"""Proofs on request, and rotation cards for halls without phones."""

import pytest

from goen.base import jobs
from goen.core.errors import BadInputError
from goen.grouping import services
from goen.grouping.models import Group, Plan, Seat
from goen.grouping.queries import PlanSettings, cards_of, proof_job, rotation_of
from goen.grouping.services import Change, TableFacts


@pytest.fixture
def by_cards(member, roster, django_capture_on_commit_callbacks):
    settings = PlanSettings(n_groups=7, n_rounds=3, uses_cards=True)
    with django_capture_on_commit_callbacks(execute=True):
        plan, _job = services.make_plan(member=member, settings=settings)
    plan = Plan.objects.get(pk=plan.pk)
    plan.event = member.event
    return plan


def test_every_card_says_where_to_start_and_how_far_to_go(by_cards, roster):
    cards = cards_of(by_cards)
    numbers = {card.person.pk: [int(table) - 1 for table in card.tables] for card in cards}

    assert len(cards) == len(roster)
    for card in cards:
        first, second, third = numbers[card.person.pk]
        assert second == (first + card.step) % 7
        assert third == (first + 2 * card.step) % 7


def test_by_cards_nobody_meets_twice_when_arithmetic_says_so(by_cards):
    assert rotation_of(30, 7, 3).is_repeat_free
    pairs = [
        (a, b)
        for group in Group.objects.filter(plan=by_cards)
        for a in group.seats.values_list("participation", flat=True)
        for b in group.seats.values_list("participation", flat=True)
        if a < b
    ]
    assert len(pairs) == len(set(pairs))


def test_a_card_that_no_longer_fits_the_seats_shows_the_tables_instead(by_cards, member):
    seat = Seat.objects.filter(plan=by_cards, round_number=2).select_related("group").first()
    other = seat.group.number % 7 + 1
    change = [Change(round_number=2, participation_id=seat.participation_id, group_number=other)]
    services.change_seats(member=member, plan=by_cards, changes=change, version=by_cards.version)

    assert [card.person.pk for card in cards_of(by_cards) if card.step is None] == [seat.participation_id]


def test_tables_that_would_repeat_come_with_better_numbers():
    promised = rotation_of(48, 8, 3)

    assert (promised.is_repeat_free, promised.better_tables) == (False, (7, 9, 10, 11))


def test_a_proof_says_whether_anything_better_exists(solved, member, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = services.start_proof(member=member, plan=solved)
    result = Plan.objects.get(pk=solved.pk).result

    assert jobs.find(job.pk).state == "done"
    assert result["is_proven"]
    assert result["bound"] == pytest.approx(result["points"])
    assert proof_job(solved) is None


def test_a_plan_without_seats_cannot_be_proven(member, roster):
    plan, _job = services.make_plan(member=member, settings=PlanSettings(n_groups=4))

    with pytest.raises(BadInputError, match=r"grouping\.plan_empty"):
        services.start_proof(member=member, plan=plan)


def test_tables_take_names_places_and_themes_per_round(by_cards, member, themes):
    facts = [TableFacts(1, "ひまわり", "2階", 6, (themes[0].pk, None, themes[1].pk))]
    services.set_tables(member=member, plan=by_cards, tables=facts)
    groups = Group.objects.filter(plan=by_cards, number=1).order_by("round_number")

    assert [group.label for group in groups] == ["ひまわり"] * 3
    assert [group.theme_id for group in groups] == [themes[0].pk, None, themes[1].pk]
    assert {group.capacity for group in groups} == {6}
