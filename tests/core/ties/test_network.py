"""Figures of a network follow their definitions; the bound on meeting again holds for every grouping."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.core.ties.introducing import Candidate, propose_introductions
from goen.core.ties.network import Network, describe, ei_index, fate_of, ring
from goen.core.ties.repeats import fewest_repeats


@st.composite
def networks(draw):
    n = draw(st.integers(0, 9))
    bodies = draw(st.lists(st.integers(1, 3), min_size=n, max_size=n))
    every = list(combinations(range(n), 2))
    return Network(bodies, frozenset(draw(st.sets(st.sampled_from(every)) if every else st.just(set()))))


@given(networks())
@settings(max_examples=60)
def test_ties_are_inside_or_across_and_every_link_is_counted_once(network):
    figures = describe(network)

    assert figures.n_internal + figures.n_external == figures.n_ties == len(network.ties)
    assert sum(figures.links.values()) == figures.n_external
    assert figures.ei == ei_index(figures.n_external, figures.n_internal)
    across = {
        place for a, b in network.ties if network.organisations[a] != network.organisations[b] for place in (a, b)
    }
    assert set(figures.alone) == set(range(figures.n_people)) - across


@given(networks())
@settings(max_examples=40)
def test_everybody_stands_somewhere_of_their_own_on_the_ring(network):
    spots = ring(network)

    assert len({(round(spot.x, 6), round(spot.y, 6)) for spot in spots}) == len(network.organisations)
    assert all(abs(spot.x**2 + spot.y**2 - 1) < 1e-9 for spot in spots)
    assert spots == ring(network)


def test_somebody_on_the_only_way_between_two_tables_is_the_bridge():
    figures = describe(Network([1, 1, 1, 2, 2], frozenset({(0, 1), (1, 2), (2, 3), (3, 4)})))

    assert figures.bridges[0][0] == 2
    assert figures.ei_expected == pytest.approx((6 - 4) / 10)


def test_ties_fare_by_those_who_could_meet_again():
    fate = fate_of({(1, 2), (1, 3), (2, 3)}, {(1, 2), (4, 5)}, {1, 2, 3, 4, 5})

    assert (fate.n_before, fate.n_possible, fate.n_renewed) == (3, 3, 1)
    assert fate.share == pytest.approx(1 / 3)


def repeats(before, after):
    return sum(1 for a, b in combinations(range(len(before)), 2) if before[a] == before[b] and after[a] == after[b])


@given(st.lists(st.integers(0, 3), min_size=1, max_size=3), st.lists(st.integers(1, 4), min_size=1, max_size=3))
@settings(max_examples=80)
def test_no_grouping_has_fewer_repeats_than_the_bound(groups, sizes):
    before = [group for group, n in enumerate(groups) for _k in range(n)]
    if len(before) > sum(sizes) or len(before) > 7:
        return
    every = (
        after
        for after in product(range(len(sizes)), repeat=len(before))
        if all(after.count(group) <= size for group, size in enumerate(sizes))
    )

    assert fewest_repeats(groups, sizes) <= min(repeats(before, after) for after in every)


@pytest.mark.parametrize(
    ("groups", "sizes", "fewest"), [([2, 2], [2, 2], 0), ([3, 3], [3, 3], 2), ([3], [3], 3), ([4, 3], [4, 4, 4], 1)]
)
def test_the_bound_is_met_where_sizes_allow_it(groups, sizes, fewest):
    assert fewest_repeats(groups, sizes) == fewest


@st.composite
def crowds(draw):
    tags = st.frozensets(st.sampled_from("abcd"), max_size=2)
    people = draw(st.lists(st.builds(Candidate, st.integers(1, 2), tags, tags, tags, tags), max_size=6))
    every = list(combinations(range(len(people)), 2))
    return people, draw(st.sets(st.sampled_from(every)) if every else st.just(set()))


@given(crowds())
@settings(max_examples=60)
def test_nobody_is_introduced_twice_or_to_somebody_they_know_or_without_a_reason(crowd):
    people, known = crowd

    found = propose_introductions(people, known, {})

    places = [place for one in found for place in one.pair]
    assert len(places) == len(set(places))
    for one in found:
        first, second = (people[place] for place in one.pair)
        assert one.pair not in known
        assert first.organisation != second.organisation
        why = one.reasons
        assert set(why.first_answers) <= first.offers & second.asks
        assert set(why.second_answers) <= second.offers & first.asks
        assert why.first_answers or why.second_answers or why.themes or why.words


def test_what_everybody_writes_about_is_no_reason():
    people = [Candidate(place % 2, words=frozenset({"地域"})) for place in range(8)]

    assert propose_introductions(people, (), {}) == []


def test_a_missing_link_decides_between_equal_interests():
    asker = Candidate(1, asks=frozenset({"ai"}))
    near, far = Candidate(2, offers=frozenset({"ai"})), Candidate(3, offers=frozenset({"ai"}))

    [one] = propose_introductions([asker, near, far], (), {(1, 2): 9})

    assert one.pair == (0, 2)
    assert one.reasons.is_missing_link
