"""Impossible wishes are answered with the rules that clash, and no others."""

from goen.core.grouping.feasibility import HardRule, clashing_rules
from goen.core.grouping.problem import Quota, make_problem


def test_a_block_with_an_inner_quarrel_is_named_and_nothing_else():
    problem = make_problem(8, groups=2, together=((0, 1, 2),), apart=[(0, 2), (4, 5)], locks=[(0, 6, 1)])
    assert clashing_rules(problem) == (HardRule("together", (0, 1, 2)), HardRule("apart", (0, 2)))


def test_three_who_cannot_share_need_three_groups():
    problem = make_problem(6, groups=2, apart=[(0, 1), (1, 2), (0, 2), (3, 4)])
    assert {rule.people for rule in clashing_rules(problem)} == {(0, 1), (1, 2), (0, 2)}


def test_fewer_facilitators_than_groups_is_a_clash_of_one_rule():
    problem = make_problem(9, groups=3, quotas=(Quota("guide", (0, 1)),))
    assert [rule.kind for rule in clashing_rules(problem)] == ["quota"]


def test_rules_that_can_be_kept_do_not_clash():
    assert clashing_rules(make_problem(8, groups=2, together=((0, 1),), apart=[(0, 2)])) == ()
