"""An event in figures: what was counted, who fell silent, and where each figure comes from."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import (
    make_board,
    make_event,
    make_groups,
    make_member,
    make_note,
    make_organiser,
    make_participation,
    make_roster,
    make_user,
    run_segment,
    sign_in,
)

from goen.accounts.models import Role
from goen.boards.models import Board, Dot
from goen.dashboards import queries
from goen.events.access import Member
from goen.events.models import Clock, Event, Segment
from goen.voices.models import Voice

pytestmark = pytest.mark.django_db
PAGE = "/events/day/figures/"


def hall(n_people=4, n_tables=2):
    """Make a running discussion that began ten minutes ago."""
    event = run_segment(make_event(slug="day", starts_at=timezone.now() - timedelta(minutes=30)))
    Clock.objects.update(started_at=timezone.now() - timedelta(minutes=10))
    people = make_roster(event, n_people)
    groups = make_groups(event, [people[k::n_tables] for k in range(n_tables)])
    boards = [make_board(event, group) for group in groups]
    return Event.objects.select_related("clock__segment").get(pk=event.pk), boards


def figures_of(event, role=Role.ORGANISER):
    return queries.event_figures(Member(event=event, role=role, user_id=1))


def test_notes_are_counted_per_table_and_minute():
    event, (first, second) = hall()
    now = timezone.now()
    for minutes in (9, 8, 1):
        make_note(first, created_at=now - timedelta(minutes=minutes))
    make_note(second, column="gap", created_at=now - timedelta(minutes=9))
    make_note(second, kind="heading", created_at=now)
    make_note(second, created_at=None)
    make_note(second, created_at=now - timedelta(days=900))

    minutes = figures_of(event).minutes

    assert minutes.width_min == 5
    assert [row.n_notes for row in minutes.tables] == [3, 3]
    assert sum(minutes.totals) == 4  # notes without a moment of the day are counted, not placed
    assert [sum(n for n, _step in row.spans) for row in minutes.tables] == [3, 1]


def test_a_table_where_nobody_writes_is_named_while_they_could(client):
    event, (first, second) = hall()
    make_note(first, created_at=timezone.now())
    make_note(second, created_at=timezone.now() - timedelta(minutes=7))
    sign_in(client, make_organiser(event))

    page = client.get(PAGE).content.decode()

    assert [(row.board, row.silent_min) for row in figures_of(event).minutes.silent] == [(second, 7)]
    assert "7 分間、付箋がありません" in page


@pytest.mark.parametrize("kind", [Segment.Kind.TALK, Segment.Kind.PITCH])
def test_nobody_is_silent_where_others_talk(kind):
    event, _boards = hall()
    segment = event.segments.create(position=9, kind=kind, title="説明", minutes=10)
    Clock.objects.update(segment=segment)

    assert figures_of(Event.objects.get(pk=event.pk)).minutes.silent == []


def test_a_running_vote_that_is_hidden_is_not_counted():
    event, (first, second) = hall()
    for board in (first, second):
        Dot.objects.create(board=board, note_id="n", voter_key="v", number=1)
    Board.objects.filter(pk=first.pk).update(voting=Board.Voting.CLOSED)
    Board.objects.filter(pk=second.pk).update(voting=Board.Voting.OPEN)

    dots = queries.chart_of(figures_of(event), "dots")

    assert [(label, [cell.value for cell in cells]) for label, cells in dots.rows] == [("A", [1])]


def test_figures_lead_to_their_rows_only_for_those_who_may_open_them(client):
    event, _boards = hall()
    chief = make_member(event, Role.DECISION_MAKER)

    organiser, decider = (
        queries.chart_of(figures_of(event, role), "people") for role in ("organiser", "decision_maker")
    )
    page = sign_in(client, chief).get(PAGE)

    assert {cell.href for cell in organiser.series[0].cells} == {"/events/day/roster/"}
    assert {cell.href for cell in decider.series[0].cells} == {""}
    assert page.status_code == 200


def test_every_chart_has_its_words_its_file_and_its_definition(client):
    event, boards = hall()
    make_note(boards[0], created_at=timezone.now())
    person = make_participation(event, checked_in_at=timezone.now())
    Voice.objects.create(event=event, participation=person, satisfaction=4)
    sign_in(client, make_organiser(event))

    charts = figures_of(event).charts

    assert {chart.key for chart in charts} >= {"people", "minutes", "tables", "satisfaction"}
    for chart in charts:
        assert chart.definition
        assert chart.source
        assert chart.words
        rows = list(csv.reader(io.StringIO(client.get(chart.data_url).content.decode("utf-8-sig"))))
        assert [row[0] for row in rows[1 : 1 + len(chart.labels)]] == list(chart.labels)
        assert any(cell.startswith("定義：") for row in rows for cell in row)


def test_an_unknown_chart_is_answered_with_a_sentence(client):
    event, _boards = hall()
    sign_in(client, make_organiser(event))

    assert client.get("/events/day/figures/nothing.csv").status_code == 400


def test_others_do_not_see_the_figures(client):
    hall()

    assert client.get(PAGE).status_code == 404
    assert sign_in(client, make_user()).get(PAGE).status_code == 404


@pytest.mark.parametrize(("n_people", "n_tables"), [(3, 3), (300, 40)])
def test_the_page_asks_the_same_for_three_and_three_hundred_people(
    client, django_assert_num_queries, n_people, n_tables
):
    event, boards = hall(n_people, n_tables)
    for board in boards:
        make_note(board, created_at=timezone.now())
    sign_in(client, make_organiser(event))

    with django_assert_num_queries(17):
        assert client.get(f"{PAGE}?part=1").status_code == 200
