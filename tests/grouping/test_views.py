"""Pages of grouping: what is shown, and to whom nothing is."""

import json

import pytest
from django.urls import reverse
from tests.factories import make_member, make_roster, make_themes, make_user, sign_in

from goen.accounts.models import Role
from goen.base.http import PASSES
from goen.grouping import services
from goen.grouping.forms import PlanForm
from goen.grouping.models import Seat
from goen.grouping.queries import PlanSettings
from goen.grouping.services import Change
from goen.grouping.services.plans import new_plan
from goen.roster.services import mark_no_show

PAGES = ("plan", "repair", "fairness", "seating", "cards", "workbook")


def address(event, page, number=1):
    return reverse(f"grouping:{page}", args=(event.slug, number))


@pytest.mark.parametrize("page", PAGES)
def test_an_organiser_opens_every_page_of_a_plan(client, event, organiser, solved, page):
    assert sign_in(client, organiser).get(address(event, page)).status_code == 200


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.OBSERVER, Role.DECISION_MAKER, Role.PARTICIPANT])
@pytest.mark.parametrize("page", PAGES)
def test_nobody_but_organisers_opens_a_plan(client, event, solved, page, role):
    assert sign_in(client, make_member(event, role)).get(address(event, page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_and_a_guest_are_refused_alike(client, event, solved, roster, page):
    stranger = sign_in(client, make_user()).get(address(event, page))
    client.logout()
    session = client.session
    session[PASSES] = {str(event.pk): roster[0].guest_pass.token}
    session.save()

    assert stranger.status_code == client.get(address(event, page)).status_code == 404


def test_the_names_stand_on_the_seating_chart_as_written(client, event, organiser, solved, roster):
    page = sign_in(client, organiser).get(address(event, "seating")).content.decode()

    assert all(person.name in page for person in roster)


def test_a_move_is_saved_and_answers_the_next_version(client, event, organiser, solved, roster):
    seat = Seat.objects.select_related("group").get(plan=solved, participation=roster[0])
    other = seat.group.number % 4 + 1
    change = {"round": 1, "participation": roster[0].pk, "group": other}
    body = json.dumps({"version": solved.version, "changes": [change]})
    answer = sign_in(client, organiser).post(address(event, "change"), body, content_type="application/json")

    assert answer.json() == {"version": solved.version + 1}
    assert Seat.objects.get(plan=solved, participation=roster[0]).group.number == other


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"version": 1, "changes": []}', '{"version": "x", "changes": [1]}'])
def test_unreadable_changes_get_a_sentence(client, event, organiser, solved, body):
    answer = sign_in(client, organiser).post(
        address(event, "change"), body, content_type="application/json", headers={"accept": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "grouping.changes_unreadable")


@pytest.mark.parametrize("n_people", [3, 30])
def test_the_plan_page_costs_the_same_at_any_size(
    client, event, organiser, solved, roster, n_people, django_assert_num_queries
):
    Seat.objects.exclude(participation__in=roster[:n_people]).delete()
    sign_in(client, organiser)
    with django_assert_num_queries(25):
        client.get(address(event, "plan"))


@pytest.mark.parametrize(("n_themes", "n_people", "proposed"), [
    (4, 8, 4), (4, 30, 4), (4, 300, 36), (6, 300, 36), (0, 30, 4), (0, 0, 1), (4, 3, 3),
])  # fmt: skip
def test_a_new_plan_proposes_tables_at_which_people_can_talk(event, n_themes, n_people, proposed):
    make_themes(event, n_themes)
    make_roster(event, n_people)

    assert PlanForm(event=event)["n_groups"].initial == proposed


def test_more_tables_than_letters_have_numbers_throughout(member, event):
    make_roster(event, 60)
    plan = new_plan(member=member, settings=PlanSettings(n_groups=27))

    assert [group.label for group in plan.groups.order_by("number")] == [str(number) for number in range(1, 28)]


def test_a_proof_is_offered_only_while_all_rules_are_kept(client, event, organiser, member, solved):
    page = sign_in(client, organiser).get(address(event, "plan")).content.decode()
    assert "これが最良かどうか証明する" in page
    seat = Seat.objects.filter(plan=solved, group__number=1).first()
    services.change_seats(
        member=member, plan=solved, changes=[Change(1, seat.participation_id, 2)], version=solved.version
    )
    services.change_seats(
        member=member,
        plan=solved,
        changes=[Change(1, Seat.objects.filter(plan=solved, group__number=1).first().participation_id, 2)],
        version=solved.version + 1,
    )

    assert "これが最良かどうか証明する" not in client.get(address(event, "plan")).content.decode()


def test_many_absent_people_are_counted_and_few_are_named_at_once(client, event, organiser, solved, roster):
    sign_in(client, organiser)
    for person in roster[:12]:
        mark_no_show(participation=person, by="user:1")
    assert "欠席：" in client.get(address(event, "repair")).content.decode()
    mark_no_show(participation=roster[12], by="user:1")

    assert "欠席の人（13人）" in client.get(address(event, "repair")).content.decode()
