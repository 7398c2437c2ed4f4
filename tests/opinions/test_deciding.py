"""Statements: written, taken from notes, added, decided on with a reason; what is rejected appears nowhere."""

import io
import zipfile

import pytest
from tests.factories import carry_pass, make_board, make_event, make_groups, make_note, make_participation, sign_in
from tests.opinions.conftest import cast, make_consultation, reload, voter_of

from goen.core.errors import BadInputError, RefusedError, TooMuchError
from goen.opinions import phases, services
from goen.opinions.models import Consultation, Statement

pytestmark = pytest.mark.django_db
SECRET = "消えるべき文"


def test_statements_are_kept_once_tidy_and_in_order(member, row):
    made = services.add_statements(
        member=member, consultation=row, texts=["　新しい　意見 ", "", "夜間窓口がほしい", "新しい 意見"]
    )

    assert [(one.number, one.text, one.state) for one in made] == [(4, "新しい 意見", "accepted")]


def test_one_line_too_long_names_its_row_and_keeps_nothing(member, row):
    with pytest.raises(BadInputError) as refused:
        services.add_statements(member=member, consultation=row, texts=["よい", "あ" * 141])

    assert refused.value.params == {"row": 2, "length": 141, "limit": 140}
    assert row.statements.count() == 3


def test_the_organiser_writes_one_statement_a_line(client, organiser, row):
    sign_in(client, organiser)
    path = f"/events/fukushima/opinions/{row.pk}/"

    page = client.post(path, {"texts": "四つ目\r\n五つ目"}, follow=True)
    wrong = client.post(path, {"texts": "六つ目\n" + "あ" * 150})

    assert "五つ目" in page.content.decode()
    assert "2 行目の意見が長すぎます（150 文字）" in wrong.content.decode()
    assert row.statements.count() == 5


def test_notes_become_statements_without_their_authors(client, event, organiser, row, person):
    board = make_board(event, make_groups(event, [[person]])[0])
    note = make_note(board, "窓口を\n一つに", author=person)
    make_note(board, "見出し", kind="heading")
    sign_in(client, organiser)

    page = client.get(f"/events/fukushima/opinions/{row.pk}/notes/").content.decode()
    client.post(f"/events/fukushima/opinions/{row.pk}/notes/", {"note": [note.note_id, "none-such"]})

    taken = row.statements.get(source="note")
    assert "見出し" not in page
    assert (taken.text, taken.author_key, taken.state) == ("窓口を 一つに", "", "accepted")


def test_notes_of_other_events_cannot_be_taken(client, organiser, row):
    elsewhere = make_event()
    note = make_note(make_board(elsewhere, make_groups(elsewhere, [[make_participation(elsewhere)]])[0]), "よそ")
    sign_in(client, organiser)

    client.post(f"/events/fukushima/opinions/{row.pk}/notes/", {"note": [note.note_id]})

    assert not row.statements.filter(source="note").exists()


@pytest.mark.parametrize(("is_checked_first", "state"), [(True, "pending"), (False, "accepted")])
def test_an_added_statement_waits_or_shows_as_the_organiser_chose(
    client, event, organiser, person, is_checked_first, state
):
    row = make_consultation(event, organiser, ["はじめ"], is_checked_first=is_checked_first)
    carry_pass(client, person)

    for _press in range(2):  # sent twice is once
        assert client.post(f"/opinions/{row.code}/write/", {"text": "足した意見"}, follow=True).status_code == 200

    assert row.statements.get(source="voter").state == state


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  ", "opinions.empty_statement"),
        ("あ" * 141, "opinions.statement_too_long"),
        ("夜間窓口がほしい", "opinions.same_statement"),
        ("夜間窓口が　ほしい", None),
    ],
)
def test_what_is_no_statement_is_answered_by_its_sentence(row, person, text, code):
    voter = voter_of(row, person)

    if code is None:
        services.propose_statement(voter=voter, text=text)
        return
    with pytest.raises(BadInputError) as refused:
        services.propose_statement(voter=voter, text=text)
    assert refused.value.code == code


def test_one_person_adds_ten_at_most(row, person):
    voter = voter_of(row, person)
    for k in range(phases.MOST_OWN_STATEMENTS):
        services.propose_statement(voter=voter, text=f"意見その{k}")

    with pytest.raises(TooMuchError):
        services.propose_statement(voter=voter, text="もう一つ")


@pytest.mark.parametrize("change", [{"takes_statements": False}, {"state": "closed"}, {"state": "draft"}])
def test_nothing_is_added_where_nothing_is_taken(row, person, change):
    voter = voter_of(row, person)
    Consultation.objects.update(**change)

    with pytest.raises(RefusedError):
        services.propose_statement(voter=voter, text="追加")


def test_the_author_reads_the_reason_and_nobody_else_reads_the_text(client, event, organiser, member, person):
    row = make_consultation(event, organiser, ["一", "二"], results="everybody", is_checked_first=False)
    made = services.propose_statement(voter=voter_of(row, person), text=SECRET)
    for k in range(6):
        cast(row, f"{k:064x}", 1, -1, 1)
    services.draw_landscape(consultation_id=row.pk)  # drawn before the decision: the text must go all the same
    services.reject_statement(member=member, statement=made, reason="個人が分かるため")

    carry_pass(client, person)
    own = client.get(f"/opinions/{row.code}/own/").content.decode()
    assert SECRET in own
    assert "個人が分かるため" in own

    carry_pass(client, make_participation(event))
    seen = [client.get(f"/opinions/{row.code}/{page}") for page in ("", "own/", "map/", "map.json")]
    sign_in(client, organiser)
    base = f"/events/fukushima/opinions/{row.pk}/"
    kinds = ("votes", "comments", "participants", "json", "workbook")
    seen += [client.get(f"{base}export/{kind}/") for kind in kinds] + [
        client.get(f"{base}{p}/") for p in ("landscape", "screen")
    ]
    assert [answer.status_code for answer in seen] == [200] * len(seen)
    assert not any(SECRET in readable(answer.content) for answer in seen)


def readable(content):
    """Return the text of a page or file, unpacked."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def test_rejecting_needs_a_reason_and_can_be_taken_back(client, organiser, row):
    sign_in(client, organiser)
    statement = row.statements.first()
    path = f"/events/fukushima/opinions/{row.pk}/statements/{statement.pk}/"

    assert client.post(path, {"do": "reject", "reason": "  "}).status_code == 400
    client.post(path, {"do": "reject", "reason": "重なるため"})
    assert Statement.objects.get(pk=statement.pk).state == "rejected"
    client.post(path, {"do": "accept"})
    assert (Statement.objects.get(pk=statement.pk).state, Statement.objects.get(pk=statement.pk).reason) == (
        "accepted",
        "",
    )


def test_a_statement_of_another_consultation_cannot_be_decided(client, event, organiser, row):
    other = make_consultation(event, organiser, ["よそ"])
    sign_in(client, organiser)

    path = f"/events/fukushima/opinions/{row.pk}/statements/{other.statements.first().pk}/"
    assert client.post(path, {"do": "reject", "reason": "x"}).status_code == 404


def test_a_rejected_statement_takes_no_more_answers(row, member):
    statement = row.statements.first()
    services.reject_statement(member=member, statement=statement, reason="重なるため")

    with pytest.raises(RefusedError) as refused:
        cast(row, "k" * 64, 1)

    assert refused.value.code == "opinions.statement_gone"


def test_nothing_opens_without_statements_and_an_open_one_keeps_its_audience(client, event, organiser):
    sign_in(client, organiser)
    page = client.post(
        "/events/fukushima/opinions/new/", {"title": "新しい", "audience": "public", "results": "voters"}, follow=True
    )
    row = Consultation.objects.get()
    base = f"/events/fukushima/opinions/{row.pk}/"
    assert page.status_code == 200

    assert client.post(f"{base}do/open/").status_code == 400
    client.post(base, {"texts": "一つ目"})
    client.post(f"{base}do/open/")
    changed = {"title": "改めて", "audience": "event", "results": "everybody"}
    client.post(f"{base}change/", changed)
    assert (reload(row).state, reload(row).audience, reload(row).title) == ("open", "public", "新しい")
    client.post(f"{base}change/", changed | {"audience": "public"})
    assert reload(row).title == "改めて"


def test_deleting_takes_everything(client, organiser, row):
    cast(row, "k" * 64, 1, 1)
    sign_in(client, organiser)

    client.post(f"/events/fukushima/opinions/{row.pk}/do/delete/")

    assert not Consultation.objects.exists()


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(client, event, organiser, django_assert_num_queries, n):
    for _number in range(n):
        make_consultation(event, organiser, ["意見"])
    sign_in(client, organiser)

    with django_assert_num_queries(5):
        assert client.get("/events/fukushima/opinions/").status_code == 200


@pytest.mark.parametrize("n", [3, 60])
def test_the_page_of_one_costs_the_same_for_few_and_many_statements(
    client, event, organiser, django_assert_max_num_queries, n
):
    row = make_consultation(event, organiser, [f"意見{k}" for k in range(n)])
    sign_in(client, organiser)

    with django_assert_max_num_queries(10):
        assert client.get(f"/events/fukushima/opinions/{row.pk}/").status_code == 200
