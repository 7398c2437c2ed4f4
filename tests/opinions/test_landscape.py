"""The landscape on a page: what unites and divides, groups that keep their names, small cells and people hidden."""

import json

import numpy as np
import pytest
from tests.factories import carry_pass, sign_in
from tests.opinions.conftest import cast, make_consultation, voter_of

from goen.opinions import queries, services
from goen.opinions.models import Ballot, Drawing, Statement, Vote

pytestmark = pytest.mark.django_db


def fill(row, matrix):
    """Write whole matrices of answers at once; NaN leaves one out."""
    statements = list(row.statements.order_by("number").values_list("pk", flat=True))
    start = Ballot.objects.count()
    ballots = Ballot.objects.bulk_create(
        [Ballot(consultation=row, key=f"{start + k:064x}") for k in range(len(matrix))]
    )
    now = services.ballots.rounded_now()
    Vote.objects.bulk_create(
        Vote(ballot=ballot, statement_id=statements[j], value=int(value), cast_at=now)
        for ballot, line in zip(ballots, matrix, strict=True)
        for j, value in enumerate(line)
        if not np.isnan(value)
    )
    type(row).objects.filter(pk=row.pk).update(serial=row.serial + 1000 + start)
    row.refresh_from_db()


def camps(n_first, n_second, n_statements=12, seed=0):
    """Two camps that answer against each other, with a little noise; the last two statements everybody likes."""
    side = np.where(np.arange(n_first + n_second)[:, None] < n_first, 1.0, -1.0)
    noise = np.random.default_rng(seed).choice([1] * 14 + [-1], (n_first + n_second, n_statements))
    answers = side * noise
    answers[:, -2:] = 1.0
    return answers


@pytest.fixture
def wide(event, organiser):
    return make_consultation(event, organiser, [f"意見その{k}" for k in range(12)], results="everybody")


def test_two_camps_are_found_with_what_unites_and_divides_them(wide):
    fill(wide, camps(18, 12))
    services.draw_landscape(consultation_id=wide.pk)

    page = queries.page_of(wide, is_public=True)

    assert (page.verdict, [group.size for group in page.groups]) == ("groups", [18, 12])
    assert {line.number for line in page.unites} >= {11, 12}
    assert {line.number for line in page.divides} <= set(range(1, 11))
    assert len(page.divides) == 5
    assert len(page.picture.marks) == 30


def test_one_mind_is_a_first_class_answer(client, wide, organiser):
    fill(wide, np.random.default_rng(1).choice([1.0, 1.0, -1.0], (30, 12)))
    services.draw_landscape(consultation_id=wide.pk)

    page = client.get(f"/events/fukushima/opinions/{wide.pk}/landscape/") if sign_in(client, organiser) else None

    assert queries.page_of(wide, is_public=True).verdict == "one_group"
    assert "一つのまとまりです（明確な分かれは見られません）" in page.content.decode()


@pytest.mark.parametrize(
    ("matrix", "verdict"),
    [
        (np.zeros((0, 12)), "no_votes"),
        (np.ones((1, 12)), "too_few"),
        (np.zeros((5, 12)), "too_few"),
        (np.ones((5, 1)), "too_few"),
    ],
    ids=["nobody", "one voter", "all pass", "one statement"],
)
def test_too_little_is_said_in_words(client, wide, organiser, matrix, verdict):
    fill(wide, matrix)
    services.draw_landscape(consultation_id=wide.pk)
    sign_in(client, organiser)

    assert queries.page_of(wide, is_public=True).verdict == verdict
    for page in ("landscape", "screen"):
        assert client.get(f"/events/fukushima/opinions/{wide.pk}/{page}/").status_code == 200


def test_small_cells_are_hidden_outside_and_cannot_be_worked_out(wide):
    matrix = camps(18, 12)
    matrix[20:, 3] = np.nan  # two of the second camp answer statement 4
    matrix[2:, 4] = np.nan  # two people answer statement 5 at all
    fill(wide, matrix)
    services.draw_landscape(consultation_id=wide.pk)

    public = {line.number: line for line in queries.page_of(wide, is_public=True).statements}
    inside = {line.number: line for line in queries.page_of(wide, is_public=False).statements}

    assert [split.bar for split in public[4].splits] == [None, None]
    assert public[5].bar is None
    assert public[5].interval == ""
    assert [split.bar.total for split in inside[4].splits] == [18, 2]
    assert all(split.bar.total >= 3 for line in public.values() for split in line.splits if split.bar)


def test_no_id_of_a_person_leaves_and_everybody_sees_their_own_place_only(client, wide, person):
    key = voter_of(wide, person).ballot_key
    cast(wide, key, *[1] * 12)
    wide.refresh_from_db()
    fill(wide, camps(18, 12))
    services.draw_landscape(consultation_id=wide.pk)
    carry_pass(client, person)

    page = client.get(f"/opinions/{wide.code}/map/")
    data = client.get(f"/opinions/{wide.code}/map.json").json()

    drawing = Drawing.objects.get()
    assert page.content.decode().count("opinions-own-text") == 1
    assert "places" not in json.dumps(data)
    assert str(Ballot.objects.get(key=key).pk) in drawing.places
    kept = json.dumps([drawing.public, drawing.inside])
    assert key not in kept
    assert '"people"' not in kept


def test_marks_stand_in_an_order_that_tells_nothing(wide):
    fill(wide, camps(18, 12))
    services.draw_landscape(consultation_id=wide.pk)

    marks = Drawing.objects.get().public["picture"]["marks"]

    assert marks == sorted(marks)


def test_a_group_keeps_its_letter_when_it_becomes_the_smaller_one(wide):
    fill(wide, camps(14, 10))
    services.draw_landscape(consultation_id=wide.pk)
    before = {group.letter: group.size for group in queries.page_of(wide, is_public=True).groups}
    fill(wide, camps(0, 12, seed=3))  # more of the second camp come
    services.draw_landscape(consultation_id=wide.pk)

    after = {group.letter: group.size for group in queries.page_of(wide, is_public=True).groups}

    assert before == {"A": 14, "B": 10}
    assert after["A"] == 14
    assert after["B"] > 14


def test_a_later_drawing_is_not_overwritten_by_a_slower_one(wide):
    fill(wide, camps(6, 6))
    services.draw_landscape(consultation_id=wide.pk)
    Drawing.objects.update(serial=10**9, n_votes=7)

    services.draw_landscape(consultation_id=wide.pk)

    assert Drawing.objects.get().n_votes == 7


def test_a_statement_accepted_later_joins_without_a_new_drawing(wide, member):
    fill(wide, camps(6, 6))
    services.draw_landscape(consultation_id=wide.pk)
    Statement.objects.create(consultation=wide, number=50, text="あとから", state="accepted")

    line = next(line for line in queries.page_of(wide, is_public=True).statements if line.number == 50)

    assert (line.text, line.bar.total) == ("あとから", 0)


def test_the_living_part_is_the_page_without_its_frame(client, organiser, wide):
    sign_in(client, organiser)
    base = f"/events/fukushima/opinions/{wide.pk}"

    for page in ("landscape", "screen"):
        part = client.get(f"{base}/{page}/?part=1").content.decode()
        assert "<html" not in part
        assert part.strip() in client.get(f"{base}/{page}/").content.decode()


def test_the_landscape_costs_the_same_however_many_votes(client, organiser, wide, django_assert_max_num_queries):
    fill(wide, camps(60, 40))
    services.draw_landscape(consultation_id=wide.pk)
    sign_in(client, organiser)

    with django_assert_max_num_queries(7):
        client.get(f"/events/fukushima/opinions/{wide.pk}/landscape/")
