"""What follows a day, without a browser: answers, consultations, listening, communities, pages, jobs."""

import pytest
from tests.exchange.conftest import Caller
from tests.factories import make_member, make_user

from goen.accounts.models import Role, User
from goen.opinions.models import Statement
from goen.proposals import services as proposals
from goen.proposals.models import Proposal
from goen.showcase import services as showcase

TOWN = "/events/town"


@pytest.fixture
def proposal(event):
    proposals.open_missing_sheets(event=event)
    row = Proposal.objects.get(event=event)
    Proposal.objects.filter(pk=row.pk).update(title="窓口を一つに")
    return row


def test_a_proposal_is_taken_in_and_followed_to_its_decision(call, proposal):
    at = f"{TOWN}/answers/{proposal.pk}"
    assert call("get", at)[0] == 404
    assert call("post", f"{TOWN}/answers")[1][0]["status"] == "received"

    charged = call("put", f"{at}/charge", {"receiver": "福島県", "section": "企画課", "due_on": "2027-03-31"})[1]
    assert (charged["receiver"], charged["section"], charged["due_on"]) == ("福島県", "企画課", "2027-03-31")
    milestone = call("post", f"{at}/milestones", {"title": "試行"})[1]["milestones"][0]
    assert call("post", f"{at}/milestones/{milestone['id']}/finish")[1]["milestones"][0]["done_on"]
    assert call("post", f"{at}/notes", {"text": "担当課で検討しています。"})[0] == 200
    assert call("post", f"{at}/links", {"url": "https://example.jp/plan"})[0] == 201

    version = call("get", at)[1]["version"]
    moved = call("post", f"{at}/status", {"to": "considering", "version": version})[1]
    assert call("post", f"{at}/status", {"to": "adopted", "version": version})[0] == 409
    refused = call("post", f"{at}/status", {"to": "declined", "version": moved["version"]})
    assert (refused[0], refused[1]["code"]) == (400, "proposals.reason_missing")
    done = call("post", f"{at}/status", {"to": "adopted", "version": moved["version"]})[1]
    assert (done["status"], done["answered_at"] is None) == ("adopted", False)


def test_a_receiver_nobody_knows_is_named_as_the_mistake(call, proposal):
    call("post", f"{TOWN}/answers")
    status, answer = call("put", f"{TOWN}/answers/{proposal.pk}/charge", {"receiver": "どこかの県"})
    assert (status, "receiver" in answer["message"]) == (400, True)


def test_answers_go_public_and_back(call, client, proposal):
    call("post", f"{TOWN}/answers")
    call("put", f"{TOWN}/answers/publication", {"is_public": True})
    out = client.get("/e/town/answers/").status_code
    call("put", f"{TOWN}/answers/publication", {"is_public": False})
    assert (out, client.get("/e/town/answers/").status_code) == (200, 404)


def test_a_consultation_is_made_filled_opened_moderated_and_read(call, event):
    planned = call("post", f"{TOWN}/consultations", {"title": "これからの窓口", "audience": "public"})[1]
    at = f"{TOWN}/consultations/{planned['id']}"
    texts = ["夜間窓口がほしい", "紙も残してほしい"]
    assert [row["text"] for row in call("put", f"{at}/statements", {"texts": texts})[1]] == texts
    assert len(call("put", f"{at}/statements", {"texts": texts})[1]) == 2
    assert call("post", f"{at}/state", {"verb": "open"})[1]["state"] == "open"

    first = Statement.objects.first()
    hidden = call("put", f"{at}/statements/{first.pk}", {"verb": "reject", "reason": "同じ意見があります"})[1]
    assert (hidden["state"], hidden["reason"]) == ("rejected", "同じ意見があります")
    assert call("put", f"{at}/statements/{first.pk}", {"verb": "accept"})[1]["state"] == "accepted"

    assert call("get", f"{at}/landscape")[1]["n_votes"] == 0
    assert "comment-id" in call("get", f"{at}/tables/comments")[1].content.decode()
    assert call("post", f"{at}/state", {"verb": "close"})[1]["state"] == "closed"


@pytest.mark.django_db(transaction=True)
def test_topics_are_found_and_the_job_says_how_far_it_is(call, event):
    begun = call("post", f"{TOWN}/listening", {"title": "付箋の話題", "kinds": ["boards"]})
    assert begun[0] == 202
    listed = call("get", f"{TOWN}/listening")[1][0]
    assert (listed["title"], listed["state"], listed["n_texts"]) == ("付箋の話題", "done", 1)
    assert call("get", f"{TOWN}/listening/{listed['id']}/result")[1]["texts"]


def test_a_job_is_seen_and_stopped_by_whom_it_belongs_to(call, event):
    begun = call("post", f"{TOWN}/plans", {"n_groups": 1})[1]
    other = Caller(make_member(event, Role.CO_ORGANISER).pk)
    assert call("get", f"/jobs/{begun['job']}")[1]["state"] in ("waiting", "done")
    assert call("delete", f"/jobs/{begun['job']}")[0] == 200
    assert other("get", f"/jobs/{begun['job']}")[0] == 404


def test_a_community_opens_goes_on_and_is_looked_after(call, event):
    opened = call("post", f"{TOWN}/communities")[1]
    assert call("get", f"{TOWN}/communities")[1] == [opened]
    at = f"/communities/{opened['slug']}/posts"
    post = call("post", at, {"text": "はじめまして", "title": "ご挨拶"})[1]
    assert call("post", at, {"text": "こちらこそ", "thread": post["id"]})[0] == 201
    assert call("post", f"{at}/{post['id']}/hide", {})[1]["code"] == "communities.reason_needed"
    assert call("post", f"{at}/{post['id']}/hide", {"reason": "連絡先があるため"})[1]["is_hidden"] is True
    assert call("post", f"{at}/{post['id']}/restore", {})[1]["is_hidden"] is False
    assert [row["id"] for row in call("get", at)[1]] == [post["id"]]
    assert Caller(make_user().pk)("get", at)[0] == 404


def test_ties_are_figures_without_names_and_the_bundle_comes_as_a_workbook(call, event):
    assert call("get", f"{TOWN}/ties")[1] == {"n_meetings": 0, "n_pairs": 0, "n_cross": 0, "n_first": 0}
    assert call("get", f"{TOWN}/bundle.xlsx")[1].content.startswith(b"PK")
    assert call("get", f"{TOWN}/pages")[1] == []


def test_a_page_goes_out_and_comes_back(call, event, member, client):
    page = showcase.create_page(by=User.objects.get(pk=member.user_id), kind="event", title="一日", event=event)
    listed = call("get", f"{TOWN}/pages")[1][0]
    assert (listed["id"], listed["is_out"]) == (page.pk, False)
    assert call("post", f"/pages/{page.pk}/publish", {})[1]["is_out"] is True
    assert client.get(f"/showcase/{page.slug}/").status_code == 200
    assert call("post", f"/pages/{page.pk}/unpublish")[1]["is_out"] is False
    assert Caller(make_user().pk)("post", f"/pages/{page.pk}/publish", {})[0] == 404
