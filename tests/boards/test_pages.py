"""Who sees which board's pages, and what a page without scripts does."""

import pytest
from django.urls import reverse
from tests.factories import carry_pass, make_organiser, sign_in

from goen.boards import queries
from goen.boards.models import Board

PAGES = ("boards:board", "boards:wall", "boards:print")
DEEDS = (("boards:freeze", {}), ("boards:unfreeze", {}), ("boards:voting", {"to": "open"}))


@pytest.fixture
def guest_client(client, table):
    return carry_pass(client, table[1][0])


@pytest.fixture
def staff_client(client, event, table):
    return sign_in(client, make_organiser(event))


def address(name, board):
    return reverse(name, args=["hall", board.pk])


@pytest.mark.parametrize("page", PAGES)
def test_a_guest_sees_their_own_board_and_no_other(guest_client, table, page):
    other = Board.objects.exclude(pk=table[0].pk).get()
    assert guest_client.get(address(page, table[0])).status_code == 200
    assert guest_client.get(address(page, other)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_who_runs_the_event_sees_every_board(staff_client, page):
    assert {staff_client.get(address(page, board)).status_code for board in Board.objects.all()} == {200}


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_sees_none(client, table, page):
    assert client.get(address(page, table[0])).status_code == 404


def test_a_guest_with_one_table_goes_straight_to_their_board(guest_client, table):
    own = address("boards:board", table[0])
    assert guest_client.get(reverse("boards:list", args=["hall"])).url == own
    assert guest_client.get(reverse("boards:mine", args=["hall"])).url == own


@pytest.mark.parametrize(("deed", "data"), DEEDS)
def test_only_who_runs_the_event_moderates(guest_client, table, deed, data):
    assert guest_client.post(address(deed, table[0]), data).status_code == 404
    assert not Board.objects.filter(is_frozen=True).exists()
    assert not Board.objects.filter(voting="open").exists()


def test_freezing_and_voting_by_button(staff_client, table):
    board = table[0]
    staff_client.post(address("boards:freeze", board))
    staff_client.post(address("boards:voting", board), {"to": "open"})
    board.refresh_from_db()
    assert (board.is_frozen, board.voting) == (True, "open")
    staff_client.post(address("boards:unfreeze", board))
    staff_client.post(address("boards:voting", board), {"to": "closed"})
    board.refresh_from_db()
    assert (board.is_frozen, board.voting) == (False, "closed")
    assert staff_client.post(address("boards:voting", board), {"to": "nonsense"}).status_code == 404


def test_a_form_sent_twice_is_one_note(guest_client, table):
    for _time in range(2):
        answer = guest_client.post(
            address("boards:write", table[0]), {"text": "一度だけ", "column": "gap", "message_id": "abc"}
        )
        assert answer.status_code == 302
    assert [note.text for note in queries.notes_of(table[0])] == ["一度だけ"]


def test_a_bad_form_says_what_to_do_and_keeps_the_words(guest_client, table):
    answer = guest_client.post(address("boards:write", table[0]), {"text": "行き先のない文", "column": "nowhere"})
    assert answer.status_code == 400
    assert "行き先のない文" in answer.content.decode()


def test_words_that_look_like_markup_stay_words(guest_client, table):
    guest_client.post(address("boards:write", table[0]), {"text": "<script>alert(1)</script>", "column": "gap"})
    page = guest_client.get(address("boards:board", table[0])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("n_notes", [1, 3])
def test_the_page_costs_the_same_however_many_notes(guest_client, table, django_assert_max_num_queries, n_notes):
    for number in range(n_notes):
        guest_client.post(address("boards:write", table[0]), {"text": f"付箋{number}", "column": "gap"})
    with django_assert_max_num_queries(11):
        guest_client.get(address("boards:board", table[0]))
