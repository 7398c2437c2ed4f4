"""The AI proposes names and sentences for topics; a person decides, and nobody's text changes place."""

import json

import pytest
from tests.assistant.conftest import fake  # noqa: F401 - a fixture
from tests.listening.conftest import listen_to

from goen.assistant import services as assistant
from goen.assistant.models import Draft
from goen.base import jobs
from goen.events.access import get_member
from goen.listening import queries
from goen.listening.models import TopicEdit

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(desk, event, notes, actor, fake):  # noqa: F811 - the fixture
    assistant.switch(member=get_member(actor, "hall"), is_on=True)
    return listen_to(desk, event, "boards")


def ask(desk, row, n=3):
    here = f"/events/hall/listening/{row.pk}/drafts/"
    desk.post(f"{here}prepare/?n={n}")
    desk.post(f"{here}send/?n={n}")
    jobs.run_waiting()
    return desk.get(f"{here}?n={n}").content.decode()


def topics(row, n=3):
    return queries.result_of(row, queries.newest_run(row), n).cut.topics


def test_a_name_is_proposed_for_every_topic_and_used_only_once_approved(desk, row, fake):  # noqa: F811
    before = [topic.label for topic in topics(row)]
    page = ask(desk, row)
    assert page.count("AI生成・要確認") == 3
    assert [topic.label for topic in topics(row)] == before

    draft = Draft.objects.filter(kind="topic").first()
    desk.post(f"/events/hall/listening/{row.pk}/drafts/{draft.pk}/decide/?n=3", {"verdict": "approve"})

    assert TopicEdit.objects.get().label == draft.result["name"]
    assert draft.result["name"] in [topic.label for topic in topics(row)]
    topic = next(topic for topic in topics(row) if topic.label == draft.result["name"])
    shown = desk.get(f"/events/hall/listening/{row.pk}/topics/{topic.id}/?n=3").content.decode()
    assert "AI生成・承認済み" in shown
    assert len(fake.asked) == 3


@pytest.mark.parametrize("mood", ["badly", "obeying", "slow", "broken"])
def test_what_fails_the_checks_leaves_the_name_found_offline(desk, row, fake, mood):  # noqa: F811
    fake.mood = mood
    page = ask(desk, row)

    for draft in Draft.objects.filter(kind="topic"):
        assert draft.result["name"] == draft.given["label"]
        assert draft.text == ""
    assert "札幌市の999人" not in page
    assert "090-1234-5678" not in page


def test_no_name_of_a_person_and_no_author_is_sent(desk, row, fake, people):  # noqa: F811
    ask(desk, row)
    sent = json.dumps(fake.asked, ensure_ascii=False)
    assert all(person.name not in sent for person in people)
    assert "みらいシステム" not in sent


def test_sentences_on_a_withdrawn_text_are_shown_no_more(desk, row, notes):
    ask(desk, row)
    draft = Draft.objects.filter(kind="topic").first()
    words = draft.text
    assert words in desk.get(f"/events/hall/listening/{row.pk}/drafts/?n=3").content.decode()

    next(note for note in notes if note.text == words).delete()
    page = desk.get(f"/events/hall/listening/{row.pk}/drafts/?n=3").content.decode()

    assert f"<li>{words} " not in page


def test_a_stopped_batch_goes_on_where_it_was(desk, row, fake, settings):  # noqa: F811
    here = f"/events/hall/listening/{row.pk}/drafts/"
    desk.post(f"{here}prepare/?n=3")
    first = Draft.objects.order_by("pk").first()
    settings.AI_BUDGET_TOKENS = sum(Draft.objects.values_list("n_tokens_estimated", flat=True))
    desk.post(f"{here}send/?n=3")
    settings.AI_BUDGET_TOKENS = first.n_tokens_estimated + 20
    jobs.run_waiting()
    assert Draft.objects.filter(state="made").count() == 1

    settings.AI_BUDGET_TOKENS = 1_000_000
    desk.post(f"{here}send/?n=3")
    jobs.run_waiting()

    assert Draft.objects.filter(state="made").count() == 3
    assert len(fake.asked) == 3


def test_deleting_the_listening_deletes_its_drafts(desk, row):
    ask(desk, row)
    desk.post(f"/events/hall/listening/{row.pk}/delete/")
    assert not Draft.objects.exists()
