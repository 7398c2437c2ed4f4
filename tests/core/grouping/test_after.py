"""What comes after a plan: reasons for a seat, repair on the day, rotation cards."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.grouping.strategies import problems

from goen.core.grouping.explain import explain_seat, price_seats
from goen.core.grouping.problem import Attribute, make_problem
from goen.core.grouping.repair import Newcomer, after_changes, fewest_changes, repair_curve
from goen.core.grouping.rotation import never_meets_twice, rotation_cards, tables_without_repeats
from goen.core.grouping.score import group_sizes, meeting_counts, score_plan
from goen.core.grouping.solve import solve
from goen.core.grouping.starts import random_seats

SIDES = Attribute.of("side", [("a", "b", "c")[person % 3] for person in range(30)])


@given(problems(), st.integers(0, 99), st.data())
@settings(max_examples=40, deadline=None)
def test_the_price_of_a_seat_is_what_the_score_changes_by(problem, seed, data):
    seats = random_seats(problem, seed)
    number = data.draw(st.integers(0, problem.n_rounds - 1))
    person = data.draw(st.integers(0, problem.n_people - 1))
    before = score_plan(problem, seats)
    for other in price_seats(problem, seats, number, person):
        changed = seats.copy()
        changed[number, person] = other.group
        if other.partner >= 0:
            changed[number, other.partner] = seats[number, person]
        after = score_plan(problem, changed)
        assert other.cost == after.total - before.total
        assert other.breaks == after.violations.total - before.violations.total


def test_a_seat_is_explained_by_whom_one_meets_there():
    problem = make_problem(6, groups=2, rounds=2, past=[(0, 1, 1)], themes=[0, 1], rank_costs=[[2, 0]] * 6)
    reason = explain_seat(problem, np.array([[0, 0, 0, 1, 1, 1], [0, 0, 1, 0, 1, 1]]), 1, 0)
    assert (reason.first_meetings, reason.known, reason.met_before) == ((3,), (1,), (1,))
    assert reason.theme_cost == 2
    assert reason.alternatives[0].cost < 0


@given(st.sets(st.integers(0, 29), max_size=5), st.integers(0, 3), st.integers(0, 2))
@settings(max_examples=8, deadline=None)
def test_repair_restores_the_sizes_and_keeps_what_was_held(absent, n_new, rounds_held):
    problem = make_problem(30, groups=4, rounds=3, attributes=(SIDES,))
    plan = solve(problem, iterations=20_000)
    changed = after_changes(
        problem, plan.seats, absent=tuple(sorted(absent)), newcomers=(Newcomer((1,)),) * n_new, rounds_held=rounds_held
    )
    options = repair_curve(changed, iterations=5000)
    for option in options:
        sizes = group_sizes(option.seats, 4)[rounds_held:]
        assert option.score.violations.total == 0
        assert sizes.max() - sizes.min() <= 1
        assert (option.seats[:rounds_held, :30] == plan.seats[:rounds_held]).all()
        assert option.changes >= fewest_changes(changed)
    assert [option.changes for option in options] == sorted({option.changes for option in options})
    assert options[0].changes <= fewest_changes(changed) + 2


def test_one_person_staying_away_moves_nobody_when_sizes_allow_it():
    problem = make_problem(30, groups=4)
    plan = solve(problem, iterations=1000)
    big = int(np.bincount(plan.seats[0]).argmax())
    away = int(np.flatnonzero(plan.seats[0] == big)[0])
    assert repair_curve(after_changes(problem, plan.seats, absent=(away,)), iterations=1000)[0].changes == 0


@given(st.integers(2, 13), st.integers(2, 6), st.integers(2, 5))
@settings(max_examples=40, deadline=None)
def test_the_arithmetic_of_cards_says_when_nobody_meets_twice(tables, steps, rounds):
    start, step = np.tile(np.arange(tables), steps), np.repeat(np.arange(steps), tables)
    seats = (start + np.arange(rounds)[:, None] * step) % tables
    assert never_meets_twice(tables, steps, rounds) == (meeting_counts(seats, tables)[2].max(initial=1) == 1)


def test_cards_tell_everybody_where_to_go():
    problem = make_problem(28, groups=7, rounds=3, attributes=(Attribute.of("side", list("abcd" * 7)),))
    cards = rotation_cards(problem, iterations=20_000)
    assert cards.is_repeat_free
    assert cards.score.repeat == 0
    assert cards.score.violations.total == 0
    for number in range(3):
        assert ((cards.start + number * cards.step) % 7 == cards.seats[number]).all()


def test_cards_with_repeats_come_with_better_numbers_of_tables():
    assert not never_meets_twice(8, 6, 3)
    assert tables_without_repeats(48, 8, 3)[:2] == (7, 9)
    with pytest.raises(Exception, match="cards_need_everyone"):
        rotation_cards(make_problem(8, groups=2, locks=[(0, 0, 1)]))
