"""Means are fair to pitches that strict raters heard."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.core.scoring import Rating, correct_for_raters

ratings = st.lists(
    st.builds(
        Rating,
        pitch=st.integers(1, 5),
        rater=st.sampled_from("abcdefg"),
        value=st.integers(1, 5).map(float),
    ),
    max_size=35,
    unique_by=lambda rating: (rating.pitch, rating.rater),
)


def test_no_ratings_give_no_results():
    assert correct_for_raters([]) == []


def test_a_strict_half_of_the_hall_does_not_decide():
    """Pitch 1 is heard by strict raters only, pitch 2 by kind ones only, pitch 3 by all; 1 and 2 are equally good."""
    noise = random.Random(3)  # noqa: S311 - repeatable noise
    given_values = []
    for number in range(40):
        is_strict = number % 2 == 0
        level = 2.5 if is_strict else 4.0
        heard = (1 if is_strict else 2, 3)
        given_values += [Rating(pitch, f"r{number}", level + noise.gauss(0, 0.2)) for pitch in heard]

    results = {result.pitch: result for result in correct_for_raters(given_values)}

    assert abs(results[1].raw_mean - results[2].raw_mean) > 1.3
    assert abs(results[1].mean - results[2].mean) < 0.3


@given(ratings)
def test_every_rated_pitch_is_there_once_in_order_and_in_range(rows):
    results = correct_for_raters(rows)

    assert sorted(result.pitch for result in results) == sorted({row.pitch for row in rows})
    assert [result.mean for result in results] == sorted((result.mean for result in results), reverse=True)
    assert all(1 <= result.mean <= 5 for result in results)
    assert all(result.low <= result.mean <= result.high for result in results if result.low is not None)
    assert all(result.is_close_to_first for result in results[:1])


@given(ratings, st.randoms())
def test_the_order_of_ratings_does_not_matter(rows, chance):
    mixed = list(rows)
    chance.shuffle(mixed)

    assert correct_for_raters(mixed) == correct_for_raters(rows)


@given(ratings, st.permutations("abcdefg"))
def test_names_of_raters_do_not_matter(rows, names):
    renamed = dict(zip("abcdefg", names, strict=True))
    again = [Rating(row.pitch, renamed[row.rater], row.value) for row in rows]

    before, after = correct_for_raters(rows), correct_for_raters(again)

    assert {r.pitch: round(r.mean, 6) for r in before} == {r.pitch: round(r.mean, 6) for r in after}


def test_raters_who_all_agree_give_the_plain_mean():
    results = correct_for_raters([Rating(1, "a", 4.0), Rating(1, "b", 4.0), Rating(2, "a", 3.0), Rating(2, "b", 3.0)])

    assert [(r.pitch, r.mean) for r in results] == [(1, pytest.approx(4.0)), (2, pytest.approx(3.0))]


def test_equal_means_share_a_rank():
    values = {1: (4.0, 3.0), 2: (3.0, 4.0), 3: (2.0, 2.0)}
    rows = [
        Rating(pitch, rater, value) for pitch, pair in values.items() for rater, value in zip("ab", pair, strict=True)
    ]

    assert [(r.pitch, r.rank) for r in correct_for_raters(rows)] == [(1, 1), (2, 1), (3, 3)]
