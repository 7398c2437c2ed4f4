"""The Polis files: read as they come, refused with the row, written so that they read back the same."""

import csv
import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from tests.core.opinions.conversations import camps, matrices

from goen.core.errors import BadInputError
from goen.core.opinions import formats
from goen.core.opinions.analyse import analyse
from goen.core.opinions.as_json import as_json
from goen.core.opinions.report import report_html
from goen.core.opinions.votes import votes_from_matrix


@given(matrices())
@settings(deadline=None)
def test_votes_read_back_as_they_were_written(matrix):
    votes = votes_from_matrix(matrix)
    again = formats.read_votes(formats.write_votes(votes))
    assert np.array_equal(again.matrix(), votes.matrix(), equal_nan=True)
    assert again.participant_ids.tolist() == votes.participant_ids.tolist()


@given(matrices())
@settings(deadline=None)
def test_the_matrix_file_reads_back_with_its_groups(matrix):
    votes = votes_from_matrix(matrix)
    groups = np.arange(votes.n_participants, dtype=np.int32) % 3 - 1
    data = formats.write_participants_votes(votes, groups)
    if votes.n_votes:
        assert np.array_equal(formats.read_votes(data).matrix(), votes.matrix(), equal_nan=True)
    kept = {int(i): int(g) for i, g in zip(votes.participant_ids, groups, strict=True) if g >= 0}
    assert formats.read_groups(data) == kept


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_offices_encodings_are_read(encoding):
    data = "comment-id,comment-body,author-id\r\n3,桃を学校給食に,12\r\n".encode(encoding)
    assert formats.read_comments(data) == (formats.Comment(3, "桃を学校給食に", author=12),)


def test_columns_may_come_in_any_order_with_an_xid_and_gaps_in_ids():
    data = b"xid,participant,group-id,n-votes,9,2\nabc,4,,1,,1\nxyz,9,0,2,-1,0\n"
    votes = formats.read_votes(data)
    assert votes.statement_ids.tolist() == [2, 9]
    assert formats.read_groups(data) == {9: 0}


def test_the_latest_timestamp_wins():
    data = b"vote,voter-id,comment-id,timestamp\n1,5,0,200\n-1,5,0,100\n"
    assert formats.read_votes(data).values.tolist() == [1]


@pytest.mark.parametrize(
    ("data", "code", "row"),
    [
        (b"comment-id,voter-id,vote\n1,1,1\n1,x,1\n", "opinions.bad-row", 2),
        (b"comment-id,voter-id,vote\n1,1,\n", "opinions.bad-row", 1),
        (b"comment-id,voter-id,vote\n1,1,3\n", "opinions.unknown-vote", 1),
        (b"comment-id,vote\n1,1\n", "opinions.no-column", None),
        (b"", "opinions.no-column", None),
    ],
)
def test_what_cannot_be_read_is_named(data, code, row):
    with pytest.raises(BadInputError) as refusal:
        formats.read_votes(data)
    assert refusal.value.code == code
    assert refusal.value.params.get("row") == row


def test_rejected_statements_and_those_about_people_are_dropped():
    votes = votes_from_matrix([[1, 1, 1]])
    comments = (formats.Comment(0, "a", moderated=-1), formats.Comment(1, "b"), formats.Comment(2, "c", is_meta=True))
    assert formats.dropped_by(votes, comments).tolist() == [True, False, True]


def test_comments_carry_their_counts():
    votes = votes_from_matrix([[1], [1], [-1], [0]])
    data = formats.write_comments([formats.Comment(0, "りんご, 「蜜」", author=3)], votes)
    row = next(csv.DictReader(io.StringIO(data.decode())))
    assert (row["agrees"], row["disagrees"], row["comment-body"]) == ("2", "1", "りんご, 「蜜」")


def test_public_json_names_nobody_and_blanks_small_cells():
    found = analyse(votes_from_matrix(camps(people=60, answered=0.8)[0]))
    plain = as_json(found, is_public=True, least=24)
    assert all("id" not in person for person in plain["people"])
    cells = [split for one in plain["statements"] for split in one["splits"]]
    assert None in cells
    assert all(sum(split.values()) >= 24 for split in cells if split)
    json.dumps(plain, allow_nan=False)


def test_the_report_is_one_file_without_script_or_link_and_escapes_what_people_wrote():
    found = analyse(votes_from_matrix(camps()[0]))
    page = report_html(found, {0: "<script>alert(1)</script>"}, title="住民の声 & 地図")
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "住民の声 &amp; 地図" in page
    assert "みんなの一致点" in page
