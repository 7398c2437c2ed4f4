"""Polis files go in and out through the browser; every bad row has its sentence; spreadsheets run nothing."""

import io

import numpy as np
import openpyxl  # noqa: TID253 - tests read what the product wrote
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import sign_in
from tests.opinions.conftest import cast, make_consultation

from goen.core.opinions.formats import read_comments, read_groups, read_votes
from goen.opinions import services
from goen.opinions.models import Ballot, Statement, Vote

pytestmark = pytest.mark.django_db
COMMENTS = (
    "timestamp,comment-id,author-id,moderated,comment-body\n1,0,3,1,桃を給食に\n2,5,,0,=1+1\n3,7,,-1,いけない文\n"
)
VOTES = "timestamp,datetime,comment-id,voter-id,vote\n1,,0,11,1\n2,,0,11,-1\n3,,5,12,0\n4,,99,12,1\n"


@pytest.fixture
def blank(event, organiser):
    return make_consultation(event, organiser)


def send(client, row, comments=COMMENTS, votes=VOTES):
    files = {
        "comments": SimpleUploadedFile("comments.csv", comments.encode() if isinstance(comments, str) else comments)
    }
    if votes is not None:
        files["votes"] = SimpleUploadedFile("votes.csv", votes.encode() if isinstance(votes, str) else votes)
    return client.post(f"/events/fukushima/opinions/{row.pk}/import/", files, follow=True)


def get(client, row, kind):
    return client.get(f"/events/fukushima/opinions/{row.pk}/export/{kind}/").content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_polis_conversation_comes_in_whole_and_twice_is_once(client, organiser, blank, encoding):
    sign_in(client, organiser)

    for _time in range(2):
        page = send(client, blank, COMMENTS.encode(encoding), VOTES.encode(encoding)).content.decode()

    assert "意見 3 件、2 人の投票 2 票を取り込みました" in page
    assert "番号への 1 票は取り込んでいません" in page
    assert list(Vote.objects.order_by("id").values_list("statement__number", "ballot__number", "value")) == [
        (0, 11, -1),
        (5, 12, 0),
    ]
    assert dict(Statement.objects.values_list("number", "state")) == {0: "accepted", 5: "accepted", 7: "rejected"}
    assert Ballot.objects.count() == 2


def test_what_went_out_comes_in_again_as_it_was(client, event, organiser):
    row = make_consultation(event, organiser, [f"意見{k}" for k in range(4)])
    for k in range(6):
        cast(row, f"{k:064x}", 1, -1, 0, None if k % 2 else 1)
    sign_in(client, organiser)
    votes, comments = get(client, row, "votes"), get(client, row, "comments")
    again = make_consultation(event, organiser)
    send(client, again, comments, votes)

    first, second = read_votes(votes), read_votes(get(client, again, "votes"))
    assert np.array_equal(np.nan_to_num(first.matrix(), nan=9), np.nan_to_num(second.matrix(), nan=9))
    matrix = read_votes(get(client, row, "participants"))
    assert np.array_equal(np.nan_to_num(matrix.matrix(), nan=9), np.nan_to_num(first.matrix(), nan=9))
    assert [one.text for one in read_comments(comments)] == [f"意見{k}" for k in range(4)]


def test_groups_go_out_with_the_people(client, event, organiser):
    row = make_consultation(event, organiser, [f"意見{k}" for k in range(10)])
    for k in range(24):
        cast(row, f"{k:064x}", *[(1 if k < 14 else -1) * (-1 if (k + s) % 7 == 0 else 1) for s in range(10)])
    services.draw_landscape(consultation_id=row.pk)
    sign_in(client, organiser)

    groups = read_groups(get(client, row, "participants"))

    assert sorted(np.bincount(list(groups.values())).tolist()) == [10, 14]


@pytest.mark.parametrize(
    ("comments", "votes", "sentence"),
    [
        ("a,b\n1,2\n", VOTES, "必要な列（comment-id、comment-body）が見つかりません"),
        ("comment-id,comment-body\n", VOTES, "comments.csv に行がありません"),
        ("comment-id,comment-body\nx,文\n", VOTES, "1 行目の comment-id「x」は読み取れません"),
        ("comment-id,comment-body\n-4,文\n", VOTES, "意見の番号 -4 は使えません"),
        ("comment-id,comment-body\n4,\n", VOTES, "番号 4 の意見に本文がありません"),
        (f"comment-id,comment-body\n4,{'あ' * 141}\n", VOTES, "番号 4 の意見が長すぎます（141 文字）"),
        (COMMENTS, "voter-id,comment-id,vote\n1,0,1\n1,5,2\n", "2 行目の投票「2」は読み取れません"),
        (COMMENTS, "voter-id,comment-id,vote\n1,0,yes\n", "1 行目の vote「yes」は読み取れません"),
        (COMMENTS, "voter,answer\n1,0\n", "必要な列（voter-id、comment-id、vote）が見つかりません"),
        (COMMENTS, b"\xff\xfe\x00\x01garbage", ""),
    ],
)
def test_a_bad_file_is_answered_by_its_row_and_brings_nothing(client, organiser, blank, comments, votes, sentence):
    sign_in(client, organiser)

    page = send(client, blank, comments, votes)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert (Statement.objects.count(), Vote.objects.count()) == (0, 0)


def test_statements_alone_are_enough_and_empty_votes_are_none(client, organiser, blank):
    sign_in(client, organiser)

    send(client, blank, votes=None)
    send(client, blank, votes="voter-id,comment-id,vote\n")

    assert (Statement.objects.count(), Vote.objects.count()) == (3, 0)


def test_a_number_that_is_taken_by_another_text_is_refused(client, organiser, event):
    row = make_consultation(event, organiser, ["別の意見"])
    Statement.objects.update(number=5)
    sign_in(client, organiser)

    page = send(client, row).content.decode()

    assert "番号 5 は別の意見「別の意見」に使われています" in page
    assert Statement.objects.count() == 1


def test_no_spreadsheet_runs_what_a_resident_wrote(client, event, organiser):
    row = make_consultation(event, organiser, ["=HYPERLINK(1)", "+cmd", "ふつう"])
    cast(row, "a" * 64, 1, 1, 1)
    services.draw_landscape(consultation_id=row.pk)
    sign_in(client, organiser)

    csv = get(client, row, "comments").decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(get(client, row, "workbook")))["すべての意見"]

    assert "'=HYPERLINK(1)" in csv
    assert "'+cmd" in csv
    cells = [cell for line in sheet.iter_rows(min_row=2) for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(cell.value == "=HYPERLINK(1)" and cell.quotePrefix for cell in cells)


def test_an_unknown_kind_of_file_is_refused_in_words(client, organiser, blank):
    sign_in(client, organiser)

    answer = client.get(f"/events/fukushima/opinions/{blank.pk}/export/exe/")

    assert answer.status_code == 400
    assert "その形式では保存できません" in answer.content.decode()


@pytest.mark.parametrize("kind", ["votes", "comments", "participants", "workbook", "json"])
def test_an_empty_consultation_has_its_files_too(client, organiser, blank, kind):
    sign_in(client, organiser)

    assert client.get(f"/events/fukushima/opinions/{blank.pk}/export/{kind}/").status_code == 200
