"""`goen opinions` on files: results where asked, a sentence with the row where not."""

import json

from tests.core.opinions.conversations import camps

from goen.cli import main
from goen.core.opinions.formats import Comment, write_comments, write_votes
from goen.core.opinions.votes import votes_from_matrix


def files(folder):
    votes = votes_from_matrix(camps()[0])
    comments = [Comment(int(i), f"意見その{i}", moderated=-1 if i == 2 else 1) for i in votes.statement_ids]
    (folder / "votes.csv").write_bytes(write_votes(votes))
    (folder / "comments.csv").write_bytes(write_comments(comments, votes))
    return str(folder / "votes.csv"), str(folder / "comments.csv")


def test_json_and_report_are_written(tmp_path):
    votes, comments = files(tmp_path)
    out, page, people = (str(tmp_path / name) for name in ("out.json", "report.html", "people.csv"))

    status = main(["opinions", votes, "--comments", comments, "--json", out, "--html", page, "--participants", people])

    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert status == 0
    assert found["verdict"] == "groups"
    assert [one["kept"] for one in found["statements"]].count(False) == 1
    assert "意見その1" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert (tmp_path / "people.csv").read_text(encoding="utf-8").startswith("participant,group-id")


def test_without_an_output_the_result_is_printed(tmp_path, capsys):
    assert main(["opinions", files(tmp_path)[0], "--public"]) == 0
    assert json.loads(capsys.readouterr().out)["n_participants"] == 40


def test_a_bad_vote_is_answered_with_its_row(tmp_path, capsys):
    bad = tmp_path / "votes.csv"
    bad.write_text("comment-id,voter-id,vote\n1,1,1\n1,2,いいね\n", encoding="utf-8")
    assert main(["opinions", str(bad)]) == 1
    assert "2 行目" in capsys.readouterr().err


def test_a_missing_file_is_answered_with_its_name(tmp_path, capsys):
    assert main(["opinions", str(tmp_path / "none.csv")]) == 1
    assert "none.csv" in capsys.readouterr().err


def test_both_modes_answer(tmp_path, capsys):
    votes = files(tmp_path)[0]
    for mode in ("goen", "polis"):
        assert main(["opinions", votes, "--mode", mode]) == 0
        assert json.loads(capsys.readouterr().out)["mode"] == mode
