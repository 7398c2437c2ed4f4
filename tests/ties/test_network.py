"""The organiser sees the network with people who agreed; the next grouping rests on the ledger."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import make_event, make_member, make_participation, make_partnership, sign_in

from goen.base import jobs
from goen.base.actors import Actor
from goen.core.ties.repeats import fewest_repeats
from goen.events.access import get_member
from goen.events.models import PartnershipMember
from goen.grouping.models import Plan
from goen.grouping.queries import PlanSettings
from goen.grouping.services import make_plan, publish_plan, solve_plan
from goen.roster.models import Consent, Participation, Person
from goen.roster.services import set_consent
from goen.ties import queries
from goen.ties.models import Meeting
from goen.ties.services import Table, write_meetings

pytestmark = pytest.mark.django_db
BODIES = ("福島県", "みやび電機", "あぶくま情報")


@pytest.fixture
def years():
    """Two years of one partnership."""
    pact = make_partnership(slug="pact")
    first = make_event(slug="first", partnership=pact, status="closed")
    return first, make_event(slug="second", partnership=pact, starts_at=first.starts_at + timedelta(days=364))


def take_part(event, n, persons=()):
    return [
        make_participation(
            event,
            f"参加 {k:02}",
            BODIES[k % 3],
            consents=["ties"],
            **({"person": persons[k]} if k < len(persons) else {}),
        )
        for k in range(n)
    ]


def sit(event, *tables):
    made = [Table(1, f"{k}班", tuple(row.person_id for row in rows)) for k, rows in enumerate(tables, start=1)]
    write_meetings(event=event, tables=made, at=event.starts_at)


def test_people_without_consent_are_counted_and_not_named(client, years):
    first, _second = years
    rows = take_part(first, 4)
    sit(first, rows)
    set_consent(participation=rows[0], purpose="ties", is_given=False, by="test")
    Consent.objects.filter(participation=rows[1]).delete()  # never asked

    picture = queries.picture_of(first)
    page = sign_in(client, make_member(first)).get("/events/first/ties/network/").content.decode()

    assert sorted(node.name for node in picture.nodes) == ["参加 02", "参加 03"]
    assert [node.met for node in picture.table] == [["参加 03"], ["参加 02"]]
    assert picture.n_hidden == 2
    assert picture.figures.n_ties == 3  # whoever said no has no ties at all
    assert "参加 00" not in page
    assert "参加 01" not in page


def test_the_table_says_what_the_picture_shows_and_begins_with_most_ties(years):
    first, _second = years
    rows = take_part(first, 6)
    sit(first, rows[:3], rows[3:5], [rows[0], rows[3]], [rows[5]])

    table = queries.picture_of(first).table

    assert [(node.name, node.n_external, node.met) for node in table] == [
        ("参加 00", 2, ["参加 01", "参加 02", "参加 03"]),
        ("参加 01", 2, ["参加 00", "参加 02"]),
        ("参加 02", 2, ["参加 00", "参加 01"]),
        ("参加 03", 1, ["参加 04", "参加 00"]),
        ("参加 04", 1, ["参加 03"]),
        ("参加 05", 0, []),
    ]


def test_an_event_adds_what_was_not_there_before(years):
    first, second = years
    old = take_part(first, 4)
    again = take_part(second, 4, [row.person for row in old])
    sit(first, old[:2], old[2:])
    sit(second, again[:2], [again[2]], [again[3]])

    newest, oldest = queries.picture_of(second).events

    assert (oldest.n_pairs, oldest.n_external, oldest.n_new, oldest.fate) == (2, 2, 2, None)
    assert (newest.n_pairs, newest.n_new) == (1, 0)
    assert (newest.fate.n_before, newest.fate.n_possible, newest.fate.n_renewed) == (2, 2, 1)
    assert newest.lost == ["参加 02", "参加 03"]


def test_filters_narrow_the_picture_and_nonsense_does_not_break_it(client, years):
    first, second = years
    old = take_part(first, 3)
    sit(first, old)
    new = take_part(second, 3)
    sit(second, new)
    organisation = old[0].organisation_id

    assert queries.picture_of(second).figures.n_people == 6
    assert queries.picture_of(second, year=2025).figures.n_people == 3
    own = queries.picture_of(second, organisation_id=organisation)
    assert own.figures.n_ties == 4
    assert sign_in(client, make_member(second)).get("/events/second/ties/network/?year=x").status_code == 200


def crowd(event, n, table=8):
    """Put n people on the roster at once, agreeing, and seat them."""
    rows = take_part(event, 3)
    people = Person.objects.bulk_create(
        Person(name=f"人 {k}", organisation=rows[k % 3].organisation, match_key=f"k{k}") for k in range(n)
    )
    passes = event.passes.bulk_create(event.passes.model(event=event, token=f"t{event.pk}-{k}") for k in range(n))
    made = Participation.objects.bulk_create(
        Participation(event=event, person=one, organisation=one.organisation, guest_pass=held, name=one.name)
        for one, held in zip(people, passes, strict=True)
    )
    Consent.objects.bulk_create(Consent(participation=row, purpose="ties", is_given=True) for row in made)
    sit(event, *[made[k : k + table] for k in range(0, n, table)])


@pytest.mark.parametrize("address", ["ties/", "ties/network/", "ties/programme/"])
def test_pages_ask_as_many_queries_for_three_as_for_three_hundred(client, years, address):
    first, second = years
    PartnershipMember.objects.create(partnership=first.partnership, user=(user := make_member(first)), role="organiser")
    sign_in(client, user)
    crowd(first, 3)
    crowd(second, 300)

    counts = []
    for slug in ("first", "second"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/events/{slug}/{address}").status_code == 200
        counts.append(len(asked))

    assert abs(counts[1] - counts[0]) <= 1  # an earlier event is one more question of the ledger
    assert max(counts) <= 20


def group(event, n_groups):
    member = get_member(Actor(user_id=make_member(event).pk), event.slug)
    weights = {"organisation": 4, "department": 0, "title": 0, "seniority": 0, "repeat": 2, "past": 3, "theme": 0}
    plan, job = make_plan(member=member, settings=PlanSettings(n_groups=n_groups, weights=weights))
    jobs.cancel(job)
    solve_plan(plan=plan)
    publish_plan(member=member, plan=Plan.objects.select_related("event").get(pk=plan.pk))


def pairs_of(event):
    return set(Meeting.objects.filter(event=event).values_list("low_id", "high_id"))


@pytest.mark.parametrize(("n", "n_groups", "n_again"), [(30, 4, 30), (30, 4, 20), (16, 4, 16)])
def test_in_the_second_year_no_more_people_meet_again_than_must(settings, years, n, n_groups, n_again):
    settings.JOBS_IMMEDIATE = False
    first, second = years
    old = take_part(first, n)
    group(first, n_groups)
    take_part(second, n, [row.person for row in old][:n_again])
    group(second, n_groups)

    again = queries.repeats_of(second)
    repeats = pairs_of(first) & pairs_of(second)
    came = {row.person_id for row in Participation.objects.filter(event=second)}
    tables = {}
    for label, low, high in Meeting.objects.filter(event=first).values_list("group_label", "low_id", "high_id"):
        tables.setdefault(label, set()).update({low, high} & came)
    sizes = [n // n_groups + (k < n % n_groups) for k in range(n_groups)]

    assert again.n_repeats == len(repeats)
    assert len(repeats) == fewest_repeats([len(people) for people in tables.values()], sizes)
    assert again.is_least
