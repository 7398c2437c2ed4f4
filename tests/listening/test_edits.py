"""What people change stays, whatever a new run finds; and can be taken back."""

import re

import pytest
from tests.factories import make_note
from tests.listening.conftest import listen_to, press

from goen.listening import queries
from goen.listening.models import Run, TopicEdit

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(desk, event, notes):
    return listen_to(desk, event, "boards")


def address(row, page=""):
    return f"/events/hall/listening/{row.pk}/{page}"


def topics(row, n=3):
    return queries.result_of(row, queries.newest_run(row), n).cut.topics


def change(desk, row, n=3, **fields):
    return desk.post(address(row, f"edit/?n={n}"), fields, follow=True).content.decode()


def test_a_new_name_survives_a_run_on_more_texts(desk, row, notes):
    first = topics(row)[0]
    change(desk, row, kind="rename", topic=first.id, label="わたしたちの話題")
    make_note(notes[0].board, "まったく別のバスの話")

    press(desk, address(row, "again/"))

    assert Run.objects.get().number == 2  # and the former result is gone
    assert "わたしたちの話題" in [topic.label for topic in topics(row)]


def test_merged_topics_are_one_and_hold_all_their_texts(desk, row):
    one, two, _three = topics(row)
    change(desk, row, kind="merge", topic=one.id, **{"with": [two.id]}, label="あわせた")

    now = topics(row)

    assert len(now) == 2
    merged = next(topic for topic in now if topic.label == "あわせた")
    assert sorted(merged.members) == sorted([*one.members, *two.members])


def test_a_part_becomes_a_topic_of_its_own(desk, row):
    whole = topics(row, 1)[0]
    part = queries.result_of(row, queries.newest_run(row), 1).parts_of(whole)[-1]
    change(desk, row, n=1, kind="split", topic=whole.id, part=part.id, label="わけた")

    now = topics(row, 1)

    assert {topic.label for topic in now if topic.edited} >= {"わけた"}
    assert sum(topic.n_posts for topic in now) == 8


def test_a_moved_text_is_in_the_topic_it_was_moved_to(desk, row):
    one, two, _three = topics(row)
    change(desk, row, kind="move", topic=two.id, text=str(one.members[0]))

    assert one.members[0] in next(topic for topic in topics(row) if topic.id == two.id).members


def test_a_change_is_taken_back(desk, row):
    before = [topic.label for topic in topics(row)]
    change(desk, row, kind="rename", topic=topics(row)[0].id, label="べつの名")

    desk.post(address(row, f"edit/{TopicEdit.objects.get().pk}/undo/"))

    assert [topic.label for topic in topics(row)] == before


def test_a_change_whose_topic_is_gone_is_told_and_applied_nowhere(desk, row, notes):
    change(desk, row, kind="rename", topic=topics(row)[0].id, label="消えた話題")
    board = notes[0].board
    for note in notes:
        note.delete()
    for text in ("道路の穴を直してほしい", "バスの本数を増やしてほしい", "道路が暗い", "バス停に屋根がほしい"):
        make_note(board, text)

    press(desk, address(row, "again/"))
    page = desk.get(address(row)).content.decode()

    assert "当てはまらなくなった変更があります" in page
    assert "消えた話題" not in [topic.label for topic in topics(row)]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "rename", "label": "  "}, "話題の名前を入力してください"),
        ({"kind": "rename", "label": "長" * 81}, "名前が長すぎます（81 文字）"),
        ({"kind": "merge"}, "まとめる相手の話題を"),
        ({"kind": "move"}, "移す文（分ける部分）を"),
        ({"kind": "burn"}, "その変更はできません"),
    ],
)
def test_a_change_that_says_too_little_is_a_sentence(desk, row, fields, says):
    assert says in change(desk, row, topic=topics(row)[0].id, **fields)
    assert not TopicEdit.objects.exists()


def test_a_topic_nobody_found_is_refused(desk, row):
    for topic in ("t999999", "p3", "t3.4"):
        assert desk.get(address(row, f"topics/{topic}/")).status_code == 404
        assert desk.post(address(row, "edit/"), {"kind": "rename", "topic": topic, "label": "x"}).status_code in (
            302,
            404,
        )
    assert not TopicEdit.objects.exists()


def test_the_chosen_number_of_topics_is_shown_first(desk, row):
    desk.post(address(row, "granularity/"), {"n": "5"})

    page = desk.get(address(row)).content.decode()

    assert re.search(r'id="grain"[^>]+value="5"', page)
