"""On the day: people stay away, people walk in."""

from collections import Counter

import pytest
from tests.factories import make_participation

from goen.core.errors import BadInputError
from goen.grouping import services
from goen.grouping.models import Seat
from goen.grouping.queries import gap_of, ways_on
from goen.ties.models import Meeting


@pytest.fixture
def published(solved, member):
    services.publish_plan(member=member, plan=solved)
    return solved


def seats(plan):
    return dict(Seat.objects.filter(plan=plan).values_list("participation_id", "group__number"))


def test_seats_that_fit_leave_nothing_to_mend(published):
    assert gap_of(published).is_empty


def test_absent_people_and_walk_ins_are_named(published, member, roster):
    services.note_absences(member=member, plan=published, people=roster[:2])
    newcomer = make_participation(member.event, "飛入 花子")

    gap = gap_of(published)

    assert {person.pk for person in gap.absent} == {person.pk for person in roster[:2]}
    assert [person.pk for person in gap.unseated] == [newcomer.pk]


def test_the_first_way_restores_even_groups_with_the_fewest_moves(published, member, roster):
    first_table = [pk for pk, number in seats(published).items() if number == 1]
    gone = [person for person in roster if person.pk in first_table[:3]]
    services.note_absences(member=member, plan=published, people=gone)

    ways = ways_on(published)
    services.mend_plan(member=member, plan=published, changes=ways[0].option.changes)

    assert sorted(Counter(seats(published).values()).values()) == [6, 7, 7, 7]
    assert ways[0].option.changes <= 2


def test_mending_rewrites_the_ledger(published, member, roster):
    services.note_absences(member=member, plan=published, people=roster[:1])
    services.mend_plan(member=member, plan=published, changes=ways_on(published)[0].option.changes)

    assert not Meeting.objects.filter(event=member.event, low=roster[0].person).exists()


def test_a_way_that_is_not_offered_is_refused(published, member, roster):
    services.note_absences(member=member, plan=published, people=roster[:1])

    with pytest.raises(BadInputError, match=r"grouping\.no_such_way"):
        services.mend_plan(member=member, plan=published, changes=29)
