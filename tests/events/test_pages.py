"""The pages of planning: what they show, what they refuse, how many questions they ask."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.factories import make_event, make_member, make_partnership, make_segment, make_themes, make_user, sign_in

from goen.accounts.models import Role
from goen.events.models import Event, PartnershipMember

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = make_user()
    sign_in(client, user)
    return user


@pytest.fixture
def plan(officer):
    event = make_event(slug="plan")
    make_member(event, user=officer)
    return event


def new_event(**changes):
    fields = {"template_key": "exchange", "title": "若手交流会", "day": "2026-12-03", "start": "13:30", "end": ""}
    return {**fields, "venue": "杉妻会館", "host": "福島県", "partnership": "", **changes}


def test_an_officer_has_a_plan_after_one_form(client, officer):
    answer = client.post(reverse("events:new"), new_event(), follow=True)

    event = Event.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("events:overview", args=(event.slug,))
    assert (event.ends_at - event.starts_at, event.segments.count(), event.themes.count()) == (
        timedelta(minutes=225),
        13,
        4,
    )
    assert "17:15" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "id_title_error"),
        ({"day": "2026-02-30"}, "id_day_error"),
        ({"day": "0206-12-03"}, "開催日の年を確かめてください"),
        ({"end": "13:00"}, "終了時刻は、開始時刻より後にしてください"),
        ({"start": "22:00"}, "終了が翌日になります"),
        ({"template_key": "no-such"}, "id_template_key_error"),
        ({"partnership": "999"}, "id_partnership_error"),
    ],
)
def test_a_plan_that_cannot_be_is_answered_at_the_field(client, officer, changes, words):
    answer = client.post(reverse("events:new"), new_event(**changes))

    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Event.objects.exists()


def test_an_event_cannot_be_put_into_a_partnership_of_others(client, officer):
    other = make_partnership()
    assert client.post(reverse("events:new"), new_event(partnership=other.pk)).status_code == 400


def test_last_years_event_is_planned_again_in_one_form(client, officer, plan):
    make_themes(plan, 3)
    make_segment(plan, minutes=45, person_in_charge="司会")

    client.post(reverse("events:clone", args=("plan",)), {"day": "2026-01-29", "start": "13:30"})

    copy = Event.objects.exclude(pk=plan.pk).get()
    assert (copy.cloned_from, copy.status, copy.join_code != plan.join_code) == (plan, Event.Status.PLANNED, True)
    assert [theme.title for theme in copy.themes.all()] == [theme.title for theme in plan.themes.all()]
    assert copy.segments.get().person_in_charge == "司会"
    assert copy.ends_at - copy.starts_at == plan.ends_at - plan.starts_at


@pytest.mark.parametrize("n", [3, 30])
def test_the_front_page_asks_the_same_however_many_events(client, officer, django_assert_max_num_queries, n):
    for k in range(n):
        event = make_event(partnership=make_partnership(), title=f"交流会 {k}")
        make_member(event, user=officer)
        PartnershipMember.objects.create(partnership=event.partnership, user=officer, role=Role.ORGANISER)

    with django_assert_max_num_queries(19):
        answer = client.get("/")

    assert "次にすること" in answer.content.decode()


@pytest.mark.parametrize("n", [3, 30])
def test_a_partnership_asks_the_same_however_many_events(client, officer, django_assert_num_queries, n):
    partnership = make_partnership()
    PartnershipMember.objects.create(partnership=partnership, user=officer, role=Role.ORGANISER)
    for year in range(n):
        make_event(partnership=partnership, title=f"第{year}回")

    with django_assert_num_queries(12):
        client.get(reverse("events:partnership", args=(partnership.slug,)))


@pytest.mark.parametrize("n", [3, 30])
def test_the_overview_asks_the_same_however_long_the_sheet(client, plan, django_assert_max_num_queries, n):
    for _k in range(n):
        make_segment(plan)

    with django_assert_max_num_queries(20):
        answer = client.get(reverse("events:overview", args=("plan",)))

    assert "次にすること" in answer.content.decode()


def test_the_overview_says_what_comes_next(client, plan):
    assert "会場、主催、問い合わせ先" in client.get(reverse("events:overview", args=("plan",))).content.decode()


@pytest.mark.parametrize("code", ["ab2c3d", " AB2 C3D ", "AB2C3D"])
def test_a_join_code_works_however_it_is_typed(client, code):
    make_event(join_code="AB2C3D")
    assert client.get(reverse("events:join"), {"code": code}).url == "/j/AB2C3D/"


@pytest.mark.parametrize(
    ("code", "words"), [("", "id_code_error"), ("ZZZZZZ", "見つかりません"), ("x" * 40, "id_code_error")]
)
def test_a_wrong_join_code_is_answered_at_the_field(client, code, words):
    answer = client.get(reverse("events:join"), {"code": code})
    assert (answer.status_code, words in answer.content.decode()) == (400, True)


def test_status_changes_follow_the_life_of_an_event(client, plan):
    make_segment(plan)
    for verb, status in (("open-registration", "registration"), ("start-day", "live"), ("close", "closed")):
        client.post(reverse("events:status", args=("plan",)), {"verb": verb})
        plan.refresh_from_db()
        assert plan.status == status


def test_a_step_out_of_order_changes_nothing(client, plan):
    answer = client.post(reverse("events:status", args=("plan",)), {"verb": "close"})
    plan.refresh_from_db()
    assert (answer.status_code, plan.status) == (400, Event.Status.PLANNED)


def test_somebody_is_added_by_user_name_and_the_last_organiser_stays(client, officer, plan):
    make_user("taro")
    url = reverse("events:members", args=("plan",))

    client.post(url, {"username": "taro", "role": Role.CO_ORGANISER})
    unknown = client.post(url, {"username": "nobody", "role": Role.CO_ORGANISER})
    last = client.post(reverse("events:remove-member", args=("plan", officer.pk)))

    assert "「nobody」というアカウントはありません" in unknown.content.decode()
    assert last.status_code == 400
    assert plan.members.count() == 2


def test_a_partnership_joins_organisations_old_and_new(client, officer):
    fields = {
        "name": "包括連携協定",
        "purpose": "",
        "agreed_on": "2024-02-21",
        "new_organisations": "福島県\nNEC\n\nNEC",
    }

    client.post(reverse("events:partnership-new"), fields)

    partnership = officer.partnership_roles.get().partnership
    assert sorted(str(row) for row in partnership.organisations.all()) == ["NEC", "福島県"]
    assert client.get(reverse("events:partnership", args=(partnership.slug,))).status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("capacity", "0", "定員は1人以上"),
        ("area_code", "07", "6桁の数字"),
        ("contact_mail", "x@", "id_contact_mail_error"),
        ("title", "", "id_title_error"),
    ],
)
def test_wrong_basics_are_answered_at_the_field(client, plan, field, value, words):
    fields = {"title": "交流会", "day": "2026-12-03", "start": "13:30", "end": "17:15", "naming": "named", field: value}
    answer = client.post(reverse("events:edit", args=("plan",)), fields)
    assert (answer.status_code, words in answer.content.decode()) == (400, True)


def test_full_width_digits_are_a_municipality_code_too(client, plan):
    fields = {"title": "交流会", "day": "2026-12-03", "start": "13:30", "end": "17:15", "naming": "named"}
    client.post(reverse("events:edit", args=("plan",)), {**fields, "area_code": "０７０００９"})
    plan.refresh_from_db()
    assert plan.area_code == "070009"


def test_themes_are_saved_in_their_order(client, plan):
    first, second = make_themes(plan, 2)
    rows = {
        "row_id": [second.pk, first.pk, ""],
        "title": ["二つ目", "一つ目", "新しいテーマ"],
        "description": ["", "", "説明"],
        "step": "save",
    }

    client.post(reverse("events:themes", args=("plan",)), rows)

    assert list(plan.themes.values_list("number", "title")) == [(1, "二つ目"), (2, "一つ目"), (3, "新しいテーマ")]
    assert set(plan.themes.values_list("pk", flat=True)) >= {first.pk, second.pk}
