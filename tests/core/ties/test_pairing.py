"""Nobody is paired again before it must be: fewest repeats proven against every possible choice."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.core.errors import BadInputError
from goen.core.ties.pairing import PairingProblem, pair_people, possible_pairs


@st.composite
def problems(draw):
    n = draw(st.integers(0, 7))
    bodies = draw(st.lists(st.integers(1, 3), min_size=n, max_size=n))
    every = list(combinations(range(n), 2))
    paired = draw(st.dictionaries(st.sampled_from(every), st.integers(1, 3)) if every else st.just({}))
    rested = draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    return PairingProblem(bodies, paired, rested)


def matchings(edges):
    """Every set of pairs in which nobody stands twice."""
    if not edges:
        yield ()
        return
    (a, b), rest = edges[0], edges[1:]
    yield from matchings(rest)
    for more in matchings([edge for edge in rest if not {a, b} & set(edge)]):
        yield ((a, b), *more)


def worth(problem, pairs):
    repeats = sum(1 for pair in pairs if problem.paired.get(pair, 0))
    waited = sum(problem.rested[place] for pair in pairs for place in pair)
    return len(pairs), -repeats, waited


@given(problems())
@settings(max_examples=120)
def test_no_choice_of_as_many_pairs_has_fewer_repeats(problem):
    found = pair_people(problem)

    best = max(worth(problem, pairs) for pairs in matchings(possible_pairs(problem)))

    assert worth(problem, found.pairs) == best
    assert found.n_repeats == -best[1]


@given(problems(), st.integers(0, 9))
@settings(max_examples=60)
def test_everybody_has_one_partner_of_another_organisation_or_rests(problem, seed):
    found = pair_people(problem, seed=seed)

    seen = Counter(place for pair in found.pairs for place in pair) + Counter(found.resting)
    assert seen == Counter(range(len(problem.organisations)))
    assert all(problem.organisations[a] != problem.organisations[b] for a, b in found.pairs)
    assert found == pair_people(problem, seed=seed)


def months(organisations, n):
    """Pairs repeated in each of n months, every month knowing the ones before."""
    paired, rested, repeats, rests = Counter(), [0] * len(organisations), [], []
    for month in range(n):
        found = pair_people(PairingProblem(organisations, dict(paired), rested), seed=month)
        repeats.append(found.n_repeats)
        rests.append(found.resting)
        paired.update(found.pairs)
        for place in found.resting:
            rested[place] += 1
    return repeats, rests


@pytest.mark.parametrize("n", [1, 2, 5, 9])
def test_two_organisations_of_n_people_never_repeat_before_month_n(n):
    repeats, _rests = months([1] * n + [2] * n, n + 1)

    assert repeats == [0] * n + [n]


@pytest.mark.parametrize("n", [4, 6, 8, 12])
def test_people_of_as_many_organisations_do_not_repeat_for_half_as_many_months(n):
    repeats, _rests = months(list(range(n)), n // 2)

    assert repeats == [0] * (n // 2)


def test_with_an_odd_number_nobody_rests_twice_before_everybody_did_once():
    _repeats, rests = months(list(range(5)), 5)

    assert sorted(place for resting in rests for place in resting) == list(range(5))


def test_what_speaks_for_a_pair_decides_between_equals():
    found = pair_people(PairingProblem([1, 1, 2, 2], affinity={(0, 3): 5, (0, 2): 1}))

    assert found.pairs == ((0, 3), (1, 2))


def test_too_many_people_are_refused_with_a_sentence():
    with pytest.raises(BadInputError, match=r"ties\.too_many_people"):
        pair_people(PairingProblem([1] * 2001))
