"""What the roster tells the other slices."""

import pytest
from tests.factories import make_event, make_participation, make_roster, make_themes

from goen.core.errors import RefusedError
from goen.events.access import Member
from goen.roster import access, queries
from goen.roster.models import Consent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n_people", [3, 30])
def test_reads_cost_the_same_for_any_number_of_people(n_people, django_assert_num_queries):
    event = make_event()
    themes = make_themes(event)
    make_roster(event, n_people)
    make_participation(event, preferences=themes[:2], checked_in_at=event.starts_at)
    with django_assert_num_queries(2):
        _ = [(row.organisation.name, row.person.mail, [p.theme.title for p in row.preferences.all()])
             for row in queries.expected(event)]  # fmt: skip
    with django_assert_num_queries(2):
        queries.checked_in(event)
    with django_assert_num_queries(2):
        queries.roster(event)
    with django_assert_num_queries(2):
        queries.head_counts(event)
    with django_assert_num_queries(1):
        queries.consents(event)


def test_only_those_with_a_seat_are_expected():
    event = make_event()
    kept = make_participation(event)
    for state in ("waitlisted", "cancelled", "no_show"):
        make_participation(event, state=state)
    assert queries.expected(event) == [kept]


def test_people_come_in_japanese_order_within_their_organisation():
    event = make_event()
    late = make_participation(event, "渡辺", "福島県", kana="ワタナベ")
    early = make_participation(event, "安藤", "福島県", kana="あんどう")
    unread = make_participation(event, "佐藤", "福島県")
    assert queries.expected(event) == [early, late, unread]


def test_head_counts_leave_cancelled_people_out(django_assert_num_queries):
    event = make_event()
    make_participation(event, organisation="福島県", checked_in_at=event.starts_at)
    make_participation(event, organisation="福島県")
    make_participation(event, organisation="みらい", state="cancelled")
    make_participation(event, organisation="東北", state="waitlisted")
    make_participation(make_event(), organisation="福島県")
    figures = {c.organisation.name: (c.n_expected, c.n_checked_in, c.n_waitlisted) for c in queries.head_counts(event)}
    assert figures == {"福島県": (2, 1, 0), "東北": (0, 0, 1)}


def test_the_newest_word_on_a_consent_counts():
    event = make_event()
    row = make_participation(event, consents=["name", "photo"])
    Consent.objects.create(participation=row, purpose="photo", is_given=False)
    assert queries.consents(event) == {"name": {row.pk}, "photo": set(), "ties": set()}


def test_a_pass_leads_to_its_participation_and_to_no_other(django_assert_num_queries):
    event = make_event()
    row = make_participation(event)
    with django_assert_num_queries(1):
        assert access.get_participation(Member(event, "participant", pass_id=row.guest_pass_id)) == row
    with pytest.raises(RefusedError):
        access.get_participation(Member(make_event(), "participant", pass_id=row.guest_pass_id))
    with pytest.raises(RefusedError):
        access.get_participation(Member(event, "organiser", user_id=1))
