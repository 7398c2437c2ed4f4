"""Problems as people may pose them, small enough to be solved in a blink."""

import numpy as np
from hypothesis import strategies as st

from goen.core.grouping.problem import Attribute, Problem, Quota, Weights, make_problem


@st.composite
def problems(draw, most_people=14):
    """Draw a feasible-looking problem with a random choice of rules and wishes."""
    n_people = draw(st.integers(2, most_people))
    rounds = draw(st.integers(1, 3))
    groups = draw(st.integers(1, max(1, n_people // 2)))
    slack = draw(st.integers(0, 2))
    people = st.integers(0, n_people - 1)
    pairs = st.lists(st.tuples(people, people).filter(lambda pair: pair[0] != pair[1]), max_size=4)
    present = np.ones((rounds, n_people), dtype=bool)
    for person in draw(st.sets(people, max_size=n_people - groups)):
        present[draw(st.integers(0, rounds - 1)), person] = False
    here = present.sum(axis=1)[:, None] * np.ones((1, groups), dtype=int)
    lows, highs = np.maximum(here // groups - slack, 0), -(-here // groups) + slack
    n_themes = draw(st.integers(0, 3))
    themes = (
        None
        if n_themes == 0
        else np.array(draw(st.lists(st.integers(-1, n_themes - 1), min_size=groups, max_size=groups)))
    )
    costs = np.array(draw(st.lists(st.integers(0, 3), min_size=n_people * n_themes, max_size=n_people * n_themes)))
    seats = st.lists(st.integers(-1, groups - 1), min_size=rounds * n_people, max_size=rounds * n_people)
    return make_problem(
        n_people,
        rounds=rounds,
        sizes=(lows, highs),
        attributes=tuple(draw(st.lists(attributes(n_people), max_size=3))),
        past=[(a, b, draw(st.integers(1, 3))) for a, b in draw(pairs)],
        themes=themes,
        rank_costs=costs.reshape(n_people, n_themes),
        together=draw(blocks(n_people)),
        apart=draw(pairs),
        quotas=tuple(draw(st.lists(quotas(n_people), max_size=2))),
        present=present,
        published=np.array(draw(seats)).reshape(rounds, n_people),
        weights=Weights(*draw(st.tuples(*[st.integers(0, 4)] * 5))),
    )


@st.composite
def attributes(draw, n_people):
    """Random values, some unknown, maybe with a rule against being alone."""
    values = np.array(draw(st.lists(st.integers(-1, 2), min_size=n_people, max_size=n_people)))
    alone = draw(st.sampled_from([(), (0,), (1, 2)]))
    weight, alone_weight = draw(st.integers(0, 3)), draw(st.integers(0, 2))
    return Attribute("side", values, ("a", "b", "c"), weight, alone_weight, alone)


@st.composite
def blocks(draw, n_people):
    """At most one block of two or three people."""
    people = draw(st.lists(st.integers(0, n_people - 1), max_size=3, unique=True))
    return (tuple(people),) if len(people) > 1 else ()


@st.composite
def quotas(draw, n_people):
    """At least one, or at most two, of some people in every group."""
    people = draw(st.lists(st.integers(0, n_people - 1), min_size=1, unique=True))
    least, most = draw(st.sampled_from([(1, 99), (0, 2), (1, 1)]))
    return Quota("rule", tuple(people), least, most)


def renamed(problem: Problem, order: np.ndarray) -> Problem:
    """Return the same problem with person ``order[k]`` called ``k``."""
    new = np.argsort(order)
    swap = lambda pairs: np.column_stack([new[pairs[:, 0]], new[pairs[:, 1]], pairs[:, 2:]])  # noqa: E731
    locks = problem.locks.copy()
    locks[:, 1] = new[locks[:, 1]]
    return make_problem(
        problem.n_people,
        rounds=problem.n_rounds,
        sizes=(problem.lows, problem.highs),
        attributes=tuple(
            Attribute(a.name, a.values[order], a.labels, a.weight, a.alone_weight, a.never_alone)
            for a in problem.attributes
        ),
        past=swap(problem.past),
        themes=problem.themes,
        rank_costs=problem.rank_costs[order],
        together=tuple(tuple(int(new[person]) for person in block) for block in problem.together),
        apart=swap(problem.apart),
        locks=locks,
        quotas=tuple(
            Quota(q.name, tuple(int(new[person]) for person in q.people), q.at_least, q.at_most) for q in problem.quotas
        ),
        present=problem.present[:, order],
        published=problem.published[:, order],
        weights=problem.weights,
    )
