"""The page on fairness: every organisation and person beside lots and the best possible, the worse off by name."""

import pytest
from tests.factories import make_participation, sign_in
from tests.grouping.test_views import address

from goen.core.grouping.fairness import MEASURES
from goen.grouping.models import Seat
from goen.grouping.queries import fairness_of, roll_of, seats_of
from goen.roster.models import ThemePreference


@pytest.fixture
def wished(solved, roster, themes):
    """Everybody but the first wishes for the theme of another table."""
    for person in roster[1:]:
        number = Seat.objects.select_related("group").get(plan=solved, participation=person).group.number
        wish = [themes[number % 4], themes[(number + 1) % 4], themes[(number + 2) % 4]]
        for rank, theme in enumerate(wish, start=1):
            ThemePreference.objects.create(participation=person, theme=theme, rank=rank)
    return solved


def test_figures_are_counted_by_hand_for_one_organisation(solved, roster):
    page = fairness_of(solved)
    seats = seats_of(solved, roll_of(solved.event))[0].tolist()
    mine = [number for number, person in enumerate(roster) if person.organisation.label == "福島県"]
    mates = sum(seats[a] == seats[b] for a in mine for b in mine if a != b)

    row = next(row for row in page.rows if row.label == "福島県")
    fares = {figure.name: figure.fare for figure in row.figures}
    assert page.measures == ("first", "again", "alike")
    assert fares["alike"].plan == pytest.approx(mates / 10)
    assert fares["alike"].lot == pytest.approx(9 * (2 * 7 * 6 + 2 * 8 * 7) / (30 * 29))
    # Ten people at four tables: 3 + 3 + 2 + 2.
    assert fares["alike"].best == pytest.approx((6 + 6 + 2 + 2) / 10)
    assert (row.n_people, page.everyone.n_people, len(page.people)) == (10, 30, 30)


def test_who_gets_a_theme_nobody_wished_for_is_named(client, event, organiser, wished, roster):
    page = fairness_of(wished)

    assert page.measures == MEASURES
    assert {row.person.pk for row in page.worse_people} == {person.pk for person in roster[1:]}
    assert page.n_unnamed == 19
    body = sign_in(client, organiser).get(address(event, "fairness")).content.decode()
    assert "くじ引きより不利な人が 29人います" in body
    assert body.count("希望順位 4（くじなら平均") == 13  # three organisations and ten people


@pytest.mark.parametrize(("by", "kind", "labels"), [
    ("department", "department", {"福島県 第1課", "みらいシステム 第2課"}),
    ("title", "organisation", {"福島県", "みらいシステム"}),
    ("../etc", "organisation", {"福島県", "東北ネットワーク"}),
])  # fmt: skip
def test_people_are_put_together_by_what_is_known_of_them(solved, by, kind, labels):
    page = fairness_of(solved, by)

    assert (page.kind, page.kinds) == (kind, ("organisation", "department"))
    assert labels <= {row.label for row in page.rows}
    assert sum(row.n_people for row in page.rows) == 30


def test_who_has_no_seat_yet_has_no_figures_and_is_not_called_worse_off(client, event, organiser, solved, roster):
    late = make_participation(event, "飛び入り 花子")
    page = fairness_of(solved)

    assert [figure.fare for row in page.people if row.person == late for figure in row.figures] == [None] * 3
    assert sign_in(client, organiser).get(address(event, "fairness")).status_code == 200


def test_the_page_costs_the_same_at_any_size(client, event, organiser, solved, roster, django_assert_num_queries):
    sign_in(client, organiser)
    for n_people in (30, 3):
        Seat.objects.exclude(participation__in=roster[:n_people]).delete()
        with django_assert_num_queries(18):
            client.get(address(event, "fairness"))
