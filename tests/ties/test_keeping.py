"""Wishes are seen when both have them, introductions come about when both accept, and nobody hears of a no."""

import json
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.utils import timezone
from tests.factories import (
    carry_pass,
    make_event,
    make_member,
    make_organisation,
    make_participation,
    make_partnership,
    make_user,
    sign_in,
)

from goen.base import jobs
from goen.core.errors import BadInputError, RefusedError
from goen.inbox.models import Message
from goen.inbox.services import link_account
from goen.records.queries.personal import as_json
from goen.roster.services import set_consent
from goen.ties import access, queries, services
from goen.ties.models import Card, Encounter, Introduction, Pairing, PairingRound, Rest
from goen.ties.services import Table, write_meetings
from goen.ties.services.keeping import CardFields
from goen.ties.services.pairing import run_month

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(slug="fukushima", status="closed", partnership=make_partnership(slug="pact"))


@pytest.fixture
def people(event):
    """Two from each of two organisations, everybody agreeing to ties."""
    rows = [make_participation(event, f"縁 {k}", ("福島県", "みやび電機")[k // 2], consents=["ties"]) for k in range(4)]
    write_meetings(event=event, tables=[Table(1, "1班", (rows[0].person_id, rows[2].person_id))], at=event.starts_at)
    return rows


def card(row, *, offers=(), asks=(), **fields):
    wants = {"wants_introductions": True, "wants_pairings": True}
    values = CardFields(contact=f"{row.name}@example.jp", offers=offers, asks=asks, **{**wants, **fields})
    return services.save_card(person_id=row.person_id, fields=values, by="test")


def wish(author, about, *, shares=True):
    return services.set_wish(person_id=author.person_id, about_id=about.person_id, shares_contact=shares, by="test")


def page(client, row):
    return carry_pass(client, row).get(f"/events/{row.event.slug}/ties/mine/").content.decode()


def test_a_wish_is_shown_to_nobody_until_the_other_has_it_too(client, people):
    card(people[0])
    card(people[2])

    wish(people[0], people[2])
    alone = page(client, people[2])
    assert "お互いに連絡を取り続けたい" not in alone
    assert "希望を出しています" not in alone
    assert Message.objects.count() == 0

    assert wish(people[2], people[0]) is True
    both = page(client, people[2])
    assert "お互いに連絡を取り続けたい方です" in both
    assert "縁 0@example.jp" in both
    assert set(Message.objects.values_list("code", flat=True)) == {"ties.mutual"}


def test_a_contact_is_seen_only_when_both_show_theirs(client, people):
    for row in (people[0], people[2]):
        card(row)
    wish(people[0], people[2], shares=True)
    wish(people[2], people[0], shares=False)

    assert "@example.jp" not in page(client, people[2]).partition('id="card"')[0]
    assert "@example.jp" not in page(client, people[0]).partition('id="card"')[0]


def test_one_wishes_only_for_people_one_met(people):
    with pytest.raises(RefusedError):
        wish(people[0], people[1])
    with pytest.raises(RefusedError):
        wish(people[0], people[0])


def test_whoever_withdrew_the_consent_is_in_nobodys_list(client, people):
    set_consent(participation=people[2], purpose="ties", is_given=False, by="test")

    assert "縁 2" not in page(client, people[0])
    assert "縁 0" in page(client, people[2])  # one's own list stays one's own


def test_taking_part_needs_the_consent(people):
    set_consent(participation=people[0], purpose="ties", is_given=False, by="test")

    with pytest.raises(BadInputError, match=r"ties\.consent_missing"):
        card(people[0])


def test_introductions_join_what_one_looks_for_with_what_another_offers(event, people):
    card(people[0], asks=("ＲＰＡ",))
    card(people[3], offers=("rpa",))
    card(people[1])

    assert services.introduce(event=event, by="test") == 1

    made = Introduction.objects.get()
    assert {made.low_id, made.high_id} == {people[0].person_id, people[3].person_id}
    assert services.introduce(event=event, by="test") == 0  # never the same two again


def answer(made, row, *, accepts=True):
    made.refresh_from_db()
    services.answer_introduction(introduction=made, person_id=row.person_id, accepts=accepts, by="test")
    made.refresh_from_db()
    return made


@pytest.fixture
def made(event, people):
    card(people[0], asks=("RPA",))
    card(people[3], offers=("RPA",))
    services.introduce(event=event, by="test")
    Message.objects.all().delete()
    return Introduction.objects.get()


def test_both_accept_and_see_each_other_and_the_ledger_remembers_that_they_met(client, event, people, made):
    answer(made, people[0])
    assert Message.objects.count() == 0
    assert "縁 3@example.jp" not in page(client, people[0])

    answer(made, people[3])
    assert "縁 3@example.jp" in page(client, people[0])
    services.say_introduced_met(introduction=made, person_id=people[3].person_id, has_met=True, by="test")

    weights = queries.past_weights([row.person_id for row in people], timezone.now() + timedelta(days=1))
    assert weights[tuple(sorted((people[0].person_id, people[3].person_id)))] > 0


def test_a_no_is_told_to_nobody_and_erases_who_said_what(client, people, made):
    answer(made, people[0])
    answer(made, people[3], accepts=False)

    assert (made.state, made.low_accepts, made.high_accepts) == ("forgotten", False, False)
    assert Message.objects.count() == 0
    assert "縁 3" not in page(client, people[0])


def test_nobody_answers_for_others(client, people, made):
    with pytest.raises(RefusedError):
        access.get_introduction(people[1].person_id, made.pk)
    refused = carry_pass(client, people[1]).post("/events/fukushima/ties/mine/act/accept/", {"row": made.pk})

    assert refused.status_code == 404


def test_an_unanswered_introduction_is_forgotten_in_time(event, made):
    Introduction.objects.update(made_at=timezone.now() - timedelta(days=31))

    services.introduce(event=event, by="test")

    made.refresh_from_db()
    assert made.state == "forgotten"


def pair_all(people):
    for row in people:
        card(row)


def test_pairs_cross_organisations_and_repeat_only_when_they_must(event, people):
    pair_all(people)
    months = [datetime(2026, month, 1, tzinfo=UTC).date() for month in (1, 2, 3)]

    rounds = [services.make_round(event=event, month=month, by="test") for month in months]

    assert [row.n_repeats for row in rounds] == [0, 0, 2]
    assert all(pair.low.organisation_id != pair.high.organisation_id for pair in Pairing.objects.all())


def test_an_odd_one_rests_and_is_told(event, people):
    pair_all(people[:3])

    made = services.make_round(event=event, month=timezone.localdate(), by="test")

    assert (made.pairings.count(), Rest.objects.count()) == (1, 1)
    assert Message.objects.filter(code="ties.resting", person=Rest.objects.get().person).exists()


def test_a_month_is_paired_once_and_too_few_people_get_a_sentence(client, event, people):
    with pytest.raises(BadInputError, match=r"ties\.too_few_people"):
        services.make_round(event=event, month=timezone.localdate(), by="test")
    pair_all(people)
    services.make_round(event=event, month=timezone.localdate(), by="test")
    with pytest.raises(BadInputError, match=r"ties\.month_done"):
        services.make_round(event=event, month=timezone.localdate(), by="test")


def test_the_programme_goes_on_by_itself_until_it_is_stopped(event, people):
    pair_all(people)
    services.set_programme(event=event, is_on=True, by="test")
    job = jobs.Job.objects.get(name="ties.run_month")

    assert run_month(**job.arguments) == 2
    assert jobs.Job.objects.filter(name="ties.run_month").count() == 2  # this one and the next month's
    services.set_programme(event=event, is_on=False, by="test")
    assert run_month(event_id=event.pk, month="2031-01-01") == 0


@pytest.mark.parametrize(
    ("low", "high", "n"), [(True, None, 1), (True, True, 1), (True, False, 0), (None, False, 0), (None, None, 0)]
)
def test_the_ledger_believes_one_who_met_unless_the_other_denies_it(event, people, low, high, n):
    pair_all(people)
    pair = services.make_round(event=event, month=timezone.localdate(), by="test").pairings.first()

    for person_id, word in ((pair.low_id, low), (pair.high_id, high)):
        if word is not None:
            services.say_paired_met(pairing=pair, person_id=person_id, has_met=word, by="test")

    assert Encounter.objects.count() == n


def test_one_tap_on_the_phone_feeds_the_ledger(client, event, people):
    pair_all(people)
    pair = services.make_round(event=event, month=timezone.localdate(), by="test").pairings.first()
    row = next(one for one in people if one.person_id == pair.low_id)

    answer = carry_pass(client, row).post("/events/fukushima/ties/mine/act/met/", {"row": pair.pk})

    assert answer.status_code == 302
    assert Encounter.objects.get().source == "pairing"
    assert "1対1の組合せ" in page(client, row)


def test_a_pairing_goes_into_the_calendar_and_a_new_time_replaces_it(client, event, people):
    pair_all(people)
    pair = services.make_round(event=event, month=timezone.localdate(), by="test").pairings.first()
    row = next(one for one in people if one.person_id == pair.low_id)
    carry_pass(client, row)
    sent = {"row": pair.pk, "meets_at": "2026-04-20T10:00", "place": "県庁 2 階"}
    assert client.post("/events/fukushima/ties/mine/act/appoint/", sent).status_code == 302

    content = client.get(f"/events/fukushima/ties/mine/{pair.pk}.ics").content
    entry = icalendar.Calendar.from_ical(content).walk("VEVENT")[0]

    assert (int(entry["SEQUENCE"]), str(entry["LOCATION"])) == (1, "県庁 2 階")
    assert entry.decoded("DTSTART").astimezone(UTC) == datetime(2026, 4, 20, 1, 0, tzinfo=UTC)
    assert Message.objects.filter(code="ties.rescheduled", person_id=pair.high_id).count() == 1
    stranger = next(one for one in people if one.person_id not in (pair.low_id, pair.high_id))
    client.session.flush()
    assert carry_pass(client, stranger).get(f"/events/fukushima/ties/mine/{pair.pk}.ics").status_code == 404


def test_a_linked_account_sees_the_same_page_and_an_unlinked_one_nobodys(client, people):
    user = make_user()
    before = sign_in(client, user).get("/ties/").content.decode()
    link_account(user_id=user.pk, person_id=people[0].person_id)
    after = client.get("/ties/").content.decode()

    assert "まだ結び付いていません" in before
    assert "縁 2" in after


def test_a_guest_is_led_to_their_ties_and_a_stranger_told_where_theirs_are(client, people):
    stranger = client.get("/ties/")
    guest = carry_pass(client, people[0]).get("/ties/")

    assert stranger.status_code == 403
    assert "個人リンク" in stranger.content.decode()
    assert guest["Location"] == "/events/fukushima/ties/mine/"
    assert client.get(guest["Location"]).status_code == 200


def test_a_bad_form_is_answered_with_a_sentence_and_keeps_what_was_typed(client, people):
    sent = {
        "contact": "内線 1234",
        "offers": "とても長い言葉なので二十文字をはるかに超えてしまいます",
        "wants_pairings": "on",
    }

    answer = carry_pass(client, people[0]).post("/events/fukushima/ties/mine/act/card/", sent)
    late = client.post("/events/fukushima/ties/mine/act/appoint/", {"row": "x"})

    assert answer.status_code == 400
    assert "20 文字まで" in answer.content.decode()
    assert "内線 1234" in answer.content.decode()
    assert late.status_code == 400
    assert Card.objects.count() == 0


def test_one_person_through_the_years_sees_all_of_them(client, event, people):
    later = make_event(slug="later", partnership=event.partnership, starts_at=event.starts_at + timedelta(days=364))
    again = make_participation(later, people[0].name, people[0].organisation, person=people[0].person)
    new = make_participation(later, "新 人", make_organisation("別の会社"))
    pair = (again.person_id, new.person_id)
    write_meetings(event=later, tables=[Table(1, "2班", pair)], at=later.starts_at)

    text = page(client, again)

    assert "縁 2" in text
    assert "新 人" in text


def test_a_table_that_is_only_planned_is_no_meeting_yet(event, people):
    pair = (people[0].person_id, people[3].person_id)
    write_meetings(event=event, tables=[Table(1, "1班", pair)], at=timezone.now() + timedelta(days=3))

    assert queries.acquaintances_of(people[0].person_id) == []


def test_months_of_pairs_are_kept(event, people):
    pair_all(people)
    services.make_round(event=event, month=timezone.localdate(), by="test")

    assert [row.n_people for row in PairingRound.objects.all()] == [4]


def test_the_organiser_sees_the_pairs_and_only_counts_of_introductions(client, event, people, made):
    services.make_round(event=event, month=timezone.localdate(), by="test")

    text = sign_in(client, make_member(event)).get("/events/fukushima/ties/programme/").content.decode()

    assert "縁 3（みやび電機）" in text
    assert client.post("/events/fukushima/ties/programme/act/round/").status_code == 302
    assert "もう作られています" in client.get("/events/fukushima/ties/programme/").content.decode()


def test_ones_own_data_does_not_tell_what_others_wished_or_answered(people, made):
    wish(people[2], people[0])
    answer(made, people[3])

    told = {section["title"]: section["rows"] for section in json.loads(as_json(people[0]))["sections"]}

    assert len(told["ご紹介"]) == 1
    assert "はい" not in str(told["ご紹介"])
    assert not any("希望" in title for title in told)
