"""The score from scratch, the search's running sums, and the bounds agree."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.core.grouping.strategies import problems, renamed

from goen.core.grouping.bounds import lower_bound
from goen.core.grouping.kernels.anneal import anneal
from goen.core.grouping.layout import build_frame, build_state, seats_of
from goen.core.grouping.problem import Attribute, Quota, Weights, make_problem
from goen.core.grouping.score import score_plan, violations
from goen.core.grouping.starts import random_seats


def energy_of(problem, frame, seats):
    score = score_plan(problem, seats)
    return score.total + frame.unit * frame.hard * score.violations.total


@given(problems(), st.integers(0, 2**40))
@settings(max_examples=60, deadline=None)
def test_the_searchs_running_total_equals_the_score_from_scratch(problem, seed):
    frame = build_frame(problem, 64)
    state = build_state(problem, frame, random_seats(problem, seed), seed)
    for _ in range(8):
        anneal(frame, state, np.array([frame.unit * 9]), 20, 200, -(2**60))
        assert energy_of(problem, frame, seats_of(problem, frame, state.who)) == state.energy[0]
    assert energy_of(problem, frame, seats_of(problem, frame, state.best)) == state.energy[1]


@given(problems(), st.integers(0, 2**40))
@settings(max_examples=30, deadline=None)
def test_every_running_sum_equals_one_built_afresh(problem, seed):
    frame = build_frame(problem, 64)
    state = build_state(problem, frame, random_seats(problem, seed), seed)
    anneal(frame, state, np.array([frame.unit * 9]), 100, 200, -(2**60))
    fresh = build_state(problem, frame, seats_of(problem, frame, state.who), seed)
    for name in ("size", "excess", "tally", "lean", "marginal", "flagged", "visits", "group"):
        assert np.array_equal(getattr(state, name), getattr(fresh, name)), name


@given(problems(), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_no_plan_without_violations_beats_the_bound(problem, seed):
    score = score_plan(problem, random_seats(problem, seed))
    bound = lower_bound(problem)
    assume(score.violations.total == 0)
    assert score.repeat >= bound.repeat
    assert score.theme >= bound.theme
    assert all(found >= least for found, least in zip(score.imbalance, bound.imbalance, strict=True))
    assert score.total >= bound.total


@given(problems(), st.randoms(use_true_random=False), st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_renaming_people_leaves_the_score_of_the_renamed_plan(problem, random, seed):
    order = np.array(random.sample(range(problem.n_people), problem.n_people))
    seats = random_seats(problem, seed)
    assert score_plan(renamed(problem, order), seats[:, order]) == score_plan(problem, seats)


def test_the_terms_are_what_the_page_says():
    problem = make_problem(
        6,
        groups=2,
        rounds=2,
        attributes=(Attribute.of("side", ["a", "a", "a", "b", "b", "b"]),),
        past=[(0, 1, 2)],
        themes=[0, 1],
        rank_costs=[[0, 1]] * 6,
        weights=Weights(repeat=1, past=1, theme=1, theme_again=1),
    )
    score = score_plan(problem, np.array([[0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 0]]))
    assert (score.repeat, score.past, score.theme, score.theme_again) == (2, 4, 6, 4)
    assert score.imbalance[0] / score.unit == pytest.approx(4 * 1.5**2 + 4 * 0.5**2)
    assert score.points == pytest.approx(2 + 4 + 6 + 4 + 10)


def test_broken_rules_are_counted_each_by_its_kind():
    problem = make_problem(
        4,
        groups=2,
        apart=[(0, 1)],
        together=((2, 0),),
        locks=[(0, 3, 0)],
        quotas=(Quota("guide", (0,)),),
        attributes=(Attribute("side", np.zeros(4, dtype=int), ("a",)),),
    )
    broken = violations(problem, np.array([[0, 0, 1, -1]]))
    assert (broken.size, broken.apart, broken.together, broken.quota, broken.lock, broken.seat) == (1, 1, 1, 1, 1, 1)
