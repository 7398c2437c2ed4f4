"""A partnership over the years: people, pairs and proposals are counted once, and what came of it fits one page."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories import JST, make_event, make_groups, make_participation, make_partnership, make_user, sign_in

from goen.accounts.models import Role
from goen.dashboards.queries.ledger import ledger_of
from goen.events.models import Event, PartnershipMember
from goen.proposals.models import FollowUp, Proposal
from goen.ties.services import Table, write_meetings
from goen.voices.models import Voice

pytestmark = pytest.mark.django_db


def hold(partnership, year, people, proposals=(), organisations=("県", "会社")):
    """Hold an event of a year with these people (known ones come back), one table, and proposals by status and days."""
    starts_at = datetime(year, 11, 20, 13, 30, tzinfo=JST)
    event = make_event(partnership=partnership, starts_at=starts_at, status=Event.Status.CLOSED, closed_at=starts_at)
    rows = [
        make_participation(
            event, f"人{k}", organisations[k % len(organisations)], person=person, checked_in_at=starts_at
        )
        for k, person in enumerate(people)
    ]
    write_meetings(event=event, tables=[Table(1, "A", tuple(row.person_id for row in rows))], at=starts_at)
    for group, (status, days) in zip(make_groups(event, [[] for _p in proposals]), proposals, strict=True):
        proposal = Proposal.objects.create(event=event, group=group, title=f"提言 {status}")
        answered = starts_at + timedelta(days=days) if days else None
        FollowUp.objects.create(proposal=proposal, status=status, received_at=starts_at, answered_at=answered)
    return event, rows


@pytest.fixture
def partnership():
    return make_partnership(slug="pact")


@pytest.fixture
def reader(client, partnership):
    user = make_user()
    PartnershipMember.objects.create(partnership=partnership, user=user, role=Role.OBSERVER)
    return sign_in(client, user)


def two_years(partnership):
    _first, rows = hold(partnership, 2024, [None] * 4, [("done", 30), ("declined", 50)])
    hold(partnership, 2025, [rows[0].person, rows[1].person, None], [("considering", None), ("adopted", 10)])


def test_people_and_pairs_are_counted_once_over_the_years(partnership):
    two_years(partnership)

    ledger = ledger_of(partnership)

    assert [row.n_people for row in ledger.rows] == [4, 3]
    assert [row.n_returning for row in ledger.rows] == [0, 2]
    assert ledger.n_distinct_people == 5
    # 県・会社・県・会社: four pairs across; the year after one of them again, and one new.
    assert [(row.n_first_pairs, row.n_again_pairs) for row in ledger.rows] == [(4, 0), (1, 1)]
    assert ledger.n_distinct_pairs == 5


def test_proposals_are_counted_by_where_they_stand(partnership):
    two_years(partnership)

    ledger = ledger_of(partnership)

    assert (ledger.n_proposals, ledger.n_moving, ledger.total("declined"), ledger.total("waiting")) == (4, 2, 1, 1)
    assert ledger.median_days == 30


def test_events_that_were_not_held_and_people_who_did_not_come_do_not_count(partnership):
    event, _rows = hold(partnership, 2024, [None, None])
    make_participation(event, "来なかった人", "県")
    make_event(partnership=partnership, status=Event.Status.PLANNED)

    ledger = ledger_of(partnership)

    assert [row.n_people for row in ledger.rows] == [2]
    assert ledger.median_days is None


def test_the_results_say_in_a_sentence_what_came_of_it(reader, partnership):
    two_years(partnership)
    following = make_event(partnership=partnership, title="次の回", starts_at=timezone.now() + timedelta(days=30))
    FollowUp.objects.filter(status="considering").update(due_on=timezone.localdate() - timedelta(days=1))

    text = reader.get(reverse("dashboards:results", args=("pact",))).content.decode()

    assert (
        "令和6年度から2回の交流会に、2団体の5人が参加しました。団体をこえて5組が出会い、4件の提言のうち2件が採択され、動いています。"
        in text
    )
    assert following.title in text
    assert "期限を過ぎた提言が 1 件" in text
    assert text.index("提言 done") < text.index("提言 declined")


def test_the_page_of_the_partnership_opens_with_the_results(reader, partnership):
    two_years(partnership)

    text = reader.get(reverse("events:partnership", args=("pact",))).content.decode()

    assert "これまでの成果" in text
    assert reverse("dashboards:results", args=("pact",)) in text


def test_every_figure_of_the_years_leads_to_the_events_it_was_counted_from(reader, partnership):
    two_years(partnership)
    Voice.objects.create(
        event=Event.objects.first(), participation=Event.objects.first().participations.first(), satisfaction=5
    )

    page = reader.get(reverse("dashboards:years", args=("pact",)))

    text = page.content.decode()
    charts = page.context["page"].charts
    assert {chart.key for chart in charts} == {"people", "returning", "ties", "proposals", "days", "satisfaction"}
    for chart in charts:
        assert len(chart.series) <= 5
        for href in {cell.href for one in chart.series for cell in one.cells}:
            assert f'id="{href[1:]}"' in text
        assert reader.get(chart.data_url).content.decode("utf-8-sig").startswith("年度,")


def test_more_than_five_organisations_fold_into_the_rest(reader, partnership):
    hold(partnership, 2024, [None] * 9, organisations=("甲", "甲", "甲", "乙", "乙", "丙", "丁", "戊", "己"))

    chart = reader.get(reverse("dashboards:years", args=("pact",))).context["page"].charts[0]

    assert [one.name for one in chart.series][-1] == "その他"
    assert len(chart.series) == 5
    assert sum(one.cells[0].value for one in chart.series) == 9


def test_a_partnership_without_events_says_what_will_stand_here(reader):
    for name in ("years", "results"):
        assert (
            "まだ終了した交流会がありません"
            in reader.get(reverse(f"dashboards:{name}", args=("pact",))).content.decode()
        )


def test_others_see_nothing(client, partnership):
    for name in ("years", "results"):
        assert sign_in(client, make_user()).get(reverse(f"dashboards:{name}", args=("pact",))).status_code == 404


@pytest.mark.parametrize(("n_years", "n_people"), [(1, 3), (3, 100)])
def test_the_pages_ask_the_same_for_three_and_three_hundred_people(
    reader, partnership, django_assert_num_queries, n_years, n_people
):
    for year in range(n_years):
        hold(partnership, 2023 + year, [None] * n_people, [("done", 3), ("received", None)])

    with django_assert_num_queries(12):
        assert reader.get(reverse("dashboards:years", args=("pact",))).status_code == 200
    with django_assert_num_queries(19):
        assert reader.get(reverse("dashboards:results", args=("pact",))).status_code == 200
