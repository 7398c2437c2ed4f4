"""One person over the years: offered by name, said by an organiser, taken back."""

import pytest
from tests.factories import make_event, make_member, make_participation, make_partnership, sign_in

from goen.core.errors import BadInputError
from goen.roster import queries, services
from goen.roster.models import Participation, Person
from goen.roster.services import Profile
from goen.ties.models import Meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def years():
    """Return last year's event, this year's, both of one partnership, and the organiser's name in the log."""
    partnership = make_partnership()
    last, this = (make_event(slug=slug, partnership=partnership, status="registration") for slug in ("y1", "y2"))
    return last, this, f"user:{make_member(this).pk}"


def registers(event, name="髙橋 誠", **fields):
    return services.register(event=event, profile=Profile(name=name, organisation="福島県", **fields))


def met(event, *people, round_number=1):
    low, high = sorted(person.pk for person in people)
    return Meeting.objects.create(
        event=event, round_number=round_number, group_label="A", low_id=low, high_id=high, at=event.starts_at
    )


def test_somebody_who_registers_again_is_offered_and_said_to_be_the_same(years):
    last, this, organiser = years
    before = make_participation(last, "髙橋 誠", "福島県")
    row = registers(this)
    (offered,) = queries.returners(this, organiser)

    services.say_same(participation=offered.row, person=offered.person, by=organiser)

    row.refresh_from_db()
    assert (row.person_id, [one.event for one in offered.earlier]) == (before.person_id, [last])
    assert queries.returners(this, organiser) == []
    assert Person.objects.filter(match_key=before.person.match_key).count() == 1


@pytest.mark.parametrize("fields", [{"kana": "タカハシ マコト"}, {"mail": "other@example.jp"}, {"name": "高橋 花子"}])
def test_nobody_is_offered_whose_reading_mail_or_name_is_another(years, fields):
    last, this, organiser = years
    before = make_participation(last, "髙橋 誠", "福島県")
    Person.objects.filter(pk=before.person_id).update(kana="タカハシ セイ", mail="makoto@example.jp")
    registers(this, **fields)

    assert queries.returners(this, organiser) == []


def test_people_of_events_the_organiser_has_nothing_to_do_with_are_not_offered(years):
    _last, this, organiser = years
    make_participation(make_event(slug="elsewhere"), "髙橋 誠", "福島県")
    row = registers(this)

    assert queries.returners(this, organiser) == []
    with pytest.raises(BadInputError, match="not_the_same"):
        services.say_same(participation=row, person=Person.objects.exclude(pk=row.person_id).first(), by=organiser)


def test_meetings_come_along_in_order_and_nobody_meets_themselves(years):
    last, this, organiser = years
    before, other = make_participation(last, "髙橋 誠", "福島県"), make_participation(last, "佐藤 蓮", "みらい")
    row = registers(this)
    met(this, other.person, row.person)
    met(this, before.person, row.person, round_number=2)

    services.say_same(participation=row, person=before.person, by=organiser)

    (kept,) = Meeting.objects.filter(event=this)
    assert [kept.low_id, kept.high_id] == sorted((before.person_id, other.person_id))


def test_it_is_taken_back_with_the_meetings_of_its_event_only(years):
    last, this, organiser = years
    before, other = make_participation(last, "髙橋 誠", "福島県"), make_participation(last, "佐藤 蓮", "みらい")
    met(last, before.person, other.person)
    row = registers(this)
    services.say_same(participation=row, person=before.person, by=organiser)
    met(this, before.person, other.person)

    row = services.take_apart(participation=row, by=organiser)

    assert row.person_id != before.person_id
    assert {one.event_id: before.person_id in (one.low_id, one.high_id) for one in Meeting.objects.all()} == {
        last.pk: True,
        this.pk: False,
    }
    assert len(queries.returners(this, organiser)) == 1


def test_the_page_offers_takes_the_word_and_lets_it_be_taken_back(client, years):
    last, this, _organiser = years
    before = make_participation(last, "髙橋 誠", "福島県")
    row = registers(this)
    sign_in(client, make_member(this))
    assert "/events/y2/roster/same/" in client.get("/events/y2/roster/").content.decode()

    answer = client.post("/events/y2/roster/same/", {"same": [f"{row.pk}:{before.person_id}", "x", f"{row.pk}:0"]})
    assert answer["Location"] == "/events/y2/roster/"
    assert Participation.objects.get(pk=row.pk).person_id == before.person_id
    assert "別の方にする" in client.get(f"/events/y2/roster/{row.pk}/").content.decode()

    client.post(f"/events/y2/roster/{row.pk}/apart/")
    assert Participation.objects.get(pk=row.pk).person_id != before.person_id


@pytest.mark.parametrize("n", [3, 30])
def test_looking_costs_the_same_for_any_number(years, n, django_assert_num_queries):
    last, this, organiser = years
    for k in range(n):
        make_participation(last, f"縁 {k}", "福島県")
        registers(this, f"縁 {k}")
    with django_assert_num_queries(3):
        assert len(queries.returners(this, organiser)) == n
