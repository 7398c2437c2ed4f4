"""Seats and earlier meetings out to a workbook, and back in."""

import pytest
from tests.factories import make_participation

from goen.core.errors import BadInputError
from goen.grouping import services
from goen.grouping.exports import plan_workbook
from goen.grouping.models import EarlierMeeting, Plan, Seat
from goen.grouping.queries import cards_of, groups_with_people


def seats(plan):
    return set(Seat.objects.filter(plan=plan).values_list("round_number", "participation_id", "group__number"))


def test_a_plan_saved_as_a_workbook_and_read_again_is_the_same_plan(solved, member):
    data = plan_workbook(solved, groups_with_people(solved), cards_of(solved))
    plan, problems = services.plan_from_file(member=member, file_name="groups.xlsx", data=data)

    assert problems == []
    assert seats(plan) == seats(solved)
    assert Plan.objects.get(pk=plan.pk).result["points"] == solved.result["points"]


def test_rows_that_cannot_be_used_are_named_and_nothing_is_kept(member, roster):
    make_participation(member.event, "参加 001", "別の団体")
    text = "氏名,グループ\n参加 000,A\n知らない 人,A\n参加 001,B\n参加 002,\n参加 000,B\n"
    plan, problems = services.plan_from_file(member=member, file_name="席.csv", data=text.encode())

    assert plan is None
    assert not Plan.objects.filter(event=member.event).exists()
    assert [(problem.row, problem.code) for problem in problems] == [
        (3, "unknown"), (4, "ambiguous"), (5, "no_group"), (6, "twice"),
    ]  # fmt: skip


def test_the_organisation_tells_namesakes_apart(member, roster):
    other = make_participation(member.event, "参加 001", "別の団体")
    text = "氏名,団体,グループ\n参加 001,別の団体,A\n参加 001,みらいシステム,B\n"
    plan, problems = services.plan_from_file(member=member, file_name="席.csv", data=text.encode())

    assert problems == []
    assert (1, other.pk, 1) in seats(plan)


def test_a_file_without_the_two_columns_is_refused_with_what_to_do(member, roster):
    with pytest.raises(BadInputError, match=r"grouping\.no_seat_list"):
        services.plan_from_file(member=member, file_name="a.csv", data="氏名,部署\n参加 000,企画課\n".encode())


def test_an_earlier_seating_list_gives_every_pair_of_a_table(member, roster):
    text = "氏名,班\n参加 000,1\n参加 001,1\n参加 002,1\n退職 済,1\n参加 003,2\n参加 004,2\n"
    kept = services.read_earlier(member=member, file_name="昨年.csv", data=text.encode(), year=2024)

    assert kept == (4, 1)
    assert EarlierMeeting.objects.filter(event=member.event, year=2024).count() == 4


def test_reading_a_year_again_replaces_it(member, roster):
    for _time in range(2):
        services.read_earlier(member=member, file_name="a.csv", data="参加 000,参加 001,3\n".encode(), year=2024)

    assert EarlierMeeting.objects.get(event=member.event).times == 3
    assert services.forget_earlier(member=member, year=2024) == 1


@pytest.mark.parametrize("text", ["", "ひとこと\n"])
def test_a_file_without_meetings_is_refused(member, roster, text):
    with pytest.raises(BadInputError):
        services.read_earlier(member=member, file_name="a.csv", data=text.encode(), year=2024)


def test_a_year_to_come_is_refused(member, roster):
    with pytest.raises(BadInputError, match=r"grouping\.year_out_of_range"):
        services.read_earlier(member=member, file_name="a.csv", data="参加 000,参加 001\n".encode(), year=2026)
