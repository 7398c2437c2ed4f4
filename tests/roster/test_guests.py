"""What people without an account do: register, enter, change their minds."""

import pytest
from django.test import Client
from tests.factories import (
    carry_pass,
    make_event,
    make_organisation,
    make_organiser,
    make_participation,
    make_partnership,
    make_themes,
    make_user,
)

from goen.base.http import PASSES
from goen.roster import queries, services
from goen.roster.models import Admission, Consent, Participation, Quota
from goen.roster.services import Profile

pytestmark = pytest.mark.django_db


def text(page):
    return page.content.decode()


def open_event(status="registration", **fields):
    return make_event(slug="exchange", status=status, join_code="AB2C3D", **fields)


def register(client, **fields):
    return client.post("/r/AB2C3D/", {"name": "𠮷田 凜", "kana": "よしだ りん", "organisation": "福島県", **fields})


def held(client):
    return list(client.session.get(PASSES, {}).values())


def test_registering_keeps_wishes_consents_and_the_pass(client):
    themes = make_themes(open_event())
    answer = register(client, wish1=themes[3].pk, wish2=themes[0].pk, consent_photo="on", mail="rin@example.jp")
    row = Participation.objects.get()
    assert answer["Location"] == "/events/exchange/me/?registered=1"
    assert [wish.theme.number for wish in row.preferences.all()] == [4, 1]
    assert (queries.given_consents(row), row.person.mail, held(client)) == (
        {"photo"},
        "rin@example.jp",
        [row.guest_pass.token],
    )
    assert row.guest_pass.token in text(client.get(answer["Location"]))


def test_registration_needs_no_script_and_offers_only_the_partners(client):
    partnership = make_partnership()
    partnership.organisations.add(make_organisation("福島県"))
    make_organisation("他所の団体")
    open_event(partnership=partnership)
    page = text(client.get("/r/ab2c3d/"))
    assert ('value="福島県"' in page, "他所の団体" in page) == (True, False)


@pytest.mark.parametrize("status", ["planned", "live", "closed"])
def test_registration_is_closed_outside_its_time(client, status):
    open_event(status)
    assert client.get("/r/AB2C3D/").status_code == 200
    register(client)
    assert not Participation.objects.exists()


def test_the_deadline_is_kept(client):
    event = open_event()
    Admission.objects.create(event=event, closes_at=event.starts_at.replace(year=2020))
    assert "申込みの受付は終わりました" in text(register(client))


def test_somebody_known_is_told_so_and_nothing_is_overwritten(client):
    row = make_participation(open_event(), "𠮷田凜", "福島県", department="企画課")
    assert "すでに登録されています" in text(register(client, department="別の課"))
    row.refresh_from_db()
    assert row.department == "企画課"


def test_somebody_who_cancelled_may_come_back(client):
    row = make_participation(open_event(), "𠮷田 凜", "福島県", state="cancelled")
    carry_pass(client, row)
    register(client)
    row.refresh_from_db()
    assert (row.state, Participation.objects.count()) == ("expected", 1)


def test_beyond_the_capacity_people_wait(client):
    event = open_event(capacity=1)
    make_participation(event)
    assert "キャンセル待ち" in text(client.get("/r/AB2C3D/"))
    register(client)
    assert Participation.objects.get(name="𠮷田 凜").state == "waitlisted"


def test_without_a_waitlist_a_full_event_is_full(client):
    event = open_event(capacity=1)
    make_participation(event)
    Admission.objects.create(event=event, has_waitlist=False)
    assert "定員に達した" in text(register(client))


def test_an_organisations_own_seats_run_out_alone(client):
    event = open_event()
    Quota.objects.create(event=event, organisation=make_organisation("福島県"), seats=1)
    make_participation(event, organisation="福島県")
    register(client)
    register(Client(), name="伊藤 凛", kana="イトウリン", organisation="みらい")
    states = dict(Participation.objects.values_list("name", "state"))
    assert (states["𠮷田 凜"], states["伊藤 凛"]) == ("waitlisted", "expected")


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 81), ("kana", "漢字"), ("mail", "nonsense"), ("wish1", "999999"), ("wish1", "x")],
)
def test_bad_input_is_answered_on_the_form(client, field, value):
    make_themes(open_event())
    page = register(client, **{field: value})
    assert "入力内容を確認してください" in text(page)
    assert not Participation.objects.exists()


def test_a_personal_link_enters_once_the_cookie_comes_back(client):
    row = make_participation(open_event())
    answer = client.get(f"/p/{row.guest_pass.token}/")
    assert held(client) == [row.guest_pass.token]
    row.guest_pass.refresh_from_db()
    assert row.guest_pass.last_seen_at is None
    client.get(answer["Location"])
    row.guest_pass.refresh_from_db()
    assert row.guest_pass.last_seen_at is not None


def test_a_program_that_previews_links_checks_nobody_in():
    row = make_participation(open_event("live"))
    first = Client().get(f"/p/{row.guest_pass.token}/")
    assert Client().get(first["Location"]).status_code == 400
    row.refresh_from_db()
    assert row.checked_in_at is None


def test_a_browser_that_is_somebody_else_asks_before_switching(client):
    event = open_event()
    one, other = make_participation(event, "髙橋 花子"), make_participation(event, "伊藤 凛")
    carry_pass(client, one)
    page = client.get(f"/p/{other.guest_pass.token}/")
    assert "髙橋 花子" in text(page)
    assert held(client) == [one.guest_pass.token]
    client.post(f"/p/{other.guest_pass.token}/")
    assert held(client) == [other.guest_pass.token]


def test_a_revoked_or_unknown_link_is_refused(client):
    row = make_participation(open_event())
    type(row.guest_pass).objects.update(is_revoked=True)
    assert client.get(f"/p/{row.guest_pass.token}/").status_code == 404
    assert client.get("/p/unknown/").status_code == 404


def join(client, name, **fields):
    return client.post("/j/AB2C3D/", {"name": name, **fields})


@pytest.mark.parametrize("typed", ["髙橋 花子", "高橋花子", "タカハシ ハナコ", "ﾀｶﾊｼﾊﾅｺ", "たかはしはなこ"])
def test_the_name_on_the_wall_may_be_typed_in_any_way(client, typed):
    row = make_participation(open_event("live"), "髙橋　花子", kana="タカハシ　ハナコ")
    join(client, typed)
    row.refresh_from_db()
    assert held(client) == [row.guest_pass.token]
    assert row.checked_in_at is not None


@pytest.mark.parametrize("typed", ["髙橋", "タカ", "花子", "*", "%", "だれか"])
def test_a_part_of_a_name_finds_nobody(client, typed):
    make_participation(open_event("live"), "髙橋　花子", kana="タカハシ　ハナコ")
    page = join(client, typed)
    assert "名簿に見つかりませんでした" in text(page)
    assert "花子</" not in text(page)
    assert held(client) == []


def test_before_the_day_joining_checks_nobody_in(client):
    row = make_participation(open_event("registration"), "髙橋 花子")
    join(client, "髙橋花子")
    row.refresh_from_db()
    assert (held(client), row.checked_in_at) == ([row.guest_pass.token], None)


def test_namesakes_are_told_apart_by_their_organisation(client):
    event = open_event("live")
    make_participation(event, "佐藤 蓮", "福島県")
    row = make_participation(event, "佐藤 蓮", "みらい")
    page = text(join(client, "佐藤蓮"))
    assert "同じお名前の方がいます" in page
    join(client, "佐藤蓮", organisation="みらい")
    assert held(client) == [row.guest_pass.token]


def test_a_name_in_use_on_another_phone_is_not_handed_out_again(client):
    make_participation(open_event("live"), "髙橋 花子")
    join(Client(), "髙橋 花子")
    page = join(client, "髙橋 花子")
    assert page.status_code == 409
    assert "受付で個人の QR コード" in text(page)
    assert held(client) == []


def test_somebody_who_opened_their_link_days_ago_enters_by_name_on_the_day(client):
    event = open_event("live")
    row = make_participation(event, "髙橋 花子")
    type(row.guest_pass).objects.update(last_seen_at=event.starts_at)
    join(client, "髙橋 花子")
    assert held(client) == [row.guest_pass.token]


def test_a_walk_in_is_on_the_list_and_checked_in(client):
    open_event("live")
    assert "/j/AB2C3D/new/" in text(join(client, "飛入 太郎"))
    client.post("/j/AB2C3D/new/", {"name": "飛入 太郎"})
    row = Participation.objects.get()
    assert (row.organisation.name, row.checked_in_at is not None, held(client)) == (
        "個人",
        True,
        [row.guest_pass.token],
    )


@pytest.mark.parametrize("status", ["planned", "registration", "closed"])
def test_walk_ins_come_only_on_the_day(client, status):
    open_event(status)
    client.post("/j/AB2C3D/new/", {"name": "飛入 太郎"})
    assert not Participation.objects.exists()


def test_an_organiser_may_refuse_walk_ins(client):
    Admission.objects.create(event=open_event("live"), is_walk_in_allowed=False)
    assert "/new/" not in text(join(client, "飛入 太郎"))
    assert "受け付けていません" in text(client.post("/j/AB2C3D/new/", {"name": "飛入 太郎"}))
    assert not Participation.objects.exists()


def test_guessing_names_is_slowed_down(client):
    open_event("live")
    for number in range(12):
        assert join(client, f"だれ か{number}").status_code == 200
    assert join(client, "髙橋 花子").status_code == 429
    assert join(Client(), "髙橋 花子").status_code == 200


def test_a_browser_already_in_goes_on(client):
    row = make_participation(open_event("live"), "髙橋 花子")
    carry_pass(client, row)
    assert "髙橋 花子 さんとして参加中" in text(client.get("/j/AB2C3D/"))
    assert "お名前を教えてください" in text(client.get("/j/AB2C3D/?other=1"))


def test_a_code_that_is_none_is_refused(client):
    assert client.get("/j/XXXXXX/").status_code == 404
    assert client.get("/r/XXXXXX/").status_code == 404


def test_ones_own_entry_is_changed_but_not_what_the_organiser_decides(client):
    event = open_event()
    row = make_participation(event, "髙橋 花子", "福島県", note="車いす", is_facilitator=True, seniority="3年目")
    carry_pass(client, row)
    fields = {
        "name": "髙橋 花",
        "kana": "タカハシハナ",
        "organisation": "福島県",
        "title": "主査",
        "is_facilitator": "",
    }
    client.post("/events/exchange/me/edit/", {**fields, "note": "x", "seniority": "x"})
    row.refresh_from_db()
    assert (row.name, row.title, row.note, row.is_facilitator, row.seniority) == (
        "髙橋 花",
        "主査",
        "車いす",
        True,
        "3年目",
    )


def test_consents_are_withdrawn_at_any_time_and_the_record_stays(client):
    event = open_event("closed")
    row = make_participation(event, consents=["name", "photo"])
    carry_pass(client, row)
    client.post("/events/exchange/me/consents/", {"consent_name": "on"})
    assert queries.consents(event) == {"name": {row.pk}, "photo": set(), "ties": set()}
    assert Consent.objects.filter(purpose="photo").count() == 2


@pytest.mark.parametrize(
    ("status", "state"), [("registration", "cancelled"), ("live", "cancelled"), ("closed", "expected")]
)
def test_ones_seat_is_given_back_until_the_event_is_over(client, status, state):
    row = make_participation(open_event(status))
    carry_pass(client, row)
    client.post("/events/exchange/me/cancel/")
    row.refresh_from_db()
    assert row.state == state


@pytest.mark.parametrize("page", ["me/", "me/edit/"])
def test_a_stranger_sees_nobodys_entry(client, page):
    row = make_participation(open_event())
    assert client.get(f"/events/exchange/{page}").status_code == 404
    carry_pass(client, make_participation(make_event()))
    assert client.get(f"/events/exchange/{page}").status_code == 404
    assert row.state == "expected"


def test_a_person_known_from_last_year_stays_one_person_when_their_browser_proves_it(client):
    last = make_participation(make_event(), "髙橋 花子", "福島県", kana="タカハシハナコ", mail="h@example.jp")
    carry_pass(client, last)
    event = open_event()
    register(client, name="高橋花子", kana="たかはしはなこ")
    row = event.participations.get()
    assert row.person == last.person
    assert row.person.mail == "h@example.jp"


def test_a_name_alone_makes_a_stranger_nobody_known_from_another_event():
    last = make_participation(make_event(), "髙橋 花子", "福島県", kana="タカハシハナコ", mail="h@example.jp")
    row = services.register(event=open_event(), profile=Profile("高橋花子", "", "福島県"))
    walked = services.walk_in(event=make_event(slug="third"), profile=Profile("高橋花子", "", "福島県"))
    assert len({last.person_id, row.person_id, walked.person_id}) == 3
    last.person.refresh_from_db()
    assert last.person.mail == "h@example.jp"


def test_a_stranger_of_the_same_name_does_not_get_a_cancelled_persons_link():
    event = open_event()
    gone = make_participation(event, "髙橋 花子", "福島県", state="cancelled")
    row = services.register(event=event, profile=Profile("高橋花子", "", "福島県"))
    again = services.register(event=event, profile=Profile("高橋花子", "", "福島県"), own=[gone.person_id])
    assert row.pk != gone.pk
    assert row.guest_pass_id != gone.guest_pass_id
    assert again.pk == gone.pk


def test_an_organiser_does_not_recognise_people_of_events_they_have_nothing_to_do_with():
    last = make_participation(make_event(), "髙橋 花子", "福島県")
    profile = Profile("高橋花子", "", "福島県")
    stranger = services.add_person(event=open_event(), profile=profile, by=f"user:{make_user().pk}")
    organiser = make_organiser(last.event)
    known = services.add_person(event=make_event(slug="third"), profile=profile, by=f"user:{organiser.pk}")
    assert stranger.person != last.person
    assert known.person == last.person


def test_promotion_takes_somebody_off_the_waitlist_once():
    row = make_participation(open_event(), state="waitlisted")
    assert services.promote(participation=row, by="user:1")
    assert not services.promote(participation=row, by="user:1")
    row.refresh_from_db()
    assert row.state == "expected"
