"""Human changes stay on top of what is found, this run and the next."""

from goen.core.listening import Text, listen
from goen.core.listening.edits import Edit, apply_edits

PEACHES = ["県産品の桃をもっと売りたい", "桃の県産品をPRする", "県産品として桃を東京で売る", "おいしい桃を県外に届ける"]
MEETINGS = [
    "会議の資料を紙で配らない",
    "会議が多すぎて残業になる",
    "オンライン会議を増やす",
    "紙の資料をやめて会議を短く",
]
LATER = ["桃の県産品フェアを毎年開く", "会議は30分までにする", ""]


def _run(written):
    found = listen([Text(f"n{place}", text) for place, text in enumerate(written)])
    return found, found.cut(2)


def _ids(found, topic):
    return frozenset(found.texts[place].id for place in topic.members)


def _topic_with(cut, place):
    return next(topic for topic in cut.topics if place in topic.members)


def test_a_new_name_survives_a_run_with_more_texts():
    found, cut = _run(PEACHES + MEETINGS)
    rename = Edit("rename", (_ids(found, _topic_with(cut, 0)),), label="桃を売る")

    later, later_cut = _run(PEACHES + MEETINGS + LATER)
    edited = apply_edits(later, later_cut, [rename])

    assert edited.not_applied == ()
    assert _topic_with(edited.cut, 0).label == "桃を売る"
    assert _topic_with(edited.cut, 0).edited
    assert not _topic_with(edited.cut, 4).edited


def test_merged_topics_hold_all_texts_and_the_sum_stays():
    found, cut = _run(PEACHES + MEETINGS + LATER)
    merge = Edit("merge", tuple(_ids(found, topic) for topic in cut.topics), label="すべて")

    edited = apply_edits(found, cut, [merge]).cut

    assert [topic.label for topic in edited.topics] == ["すべて"]
    assert edited.account.n_texts == 11
    assert edited.account.excluded == {"empty": 1}
    assert {state.topic for state in edited.states if state.kind != "excluded"} == {edited.topics[0].id}


def test_texts_split_off_and_moved_are_where_they_were_put():
    found, cut = _run(PEACHES + MEETINGS)
    peaches, meetings = _ids(found, _topic_with(cut, 0)), _ids(found, _topic_with(cut, 4))
    edits = [
        Edit("split", (meetings,), label="紙の資料", moved=frozenset({"n4", "n7"})),
        Edit("move", (peaches,), moved=frozenset({"n5"})),
    ]

    edited = apply_edits(found, cut, edits)

    assert edited.not_applied == ()
    assert _topic_with(edited.cut, 4).members == (4, 7)
    assert _topic_with(edited.cut, 4).label == "紙の資料"
    assert _topic_with(edited.cut, 5) == _topic_with(edited.cut, 0)
    assert edited.cut.states[5].kind == "topic"


def test_a_pinned_group_stays_together():
    found, cut = _run(PEACHES + MEETINGS)
    pin = Edit("pin", (frozenset({"n0", "n4"}),), label="一緒に考える")
    edited = apply_edits(found, cut, [pin]).cut
    assert _topic_with(edited, 0).members == _topic_with(edited, 4).members == (0, 4)


def test_an_edit_whose_topic_is_gone_is_reported_and_changes_nothing():
    found, cut = _run(PEACHES + MEETINGS)
    gone = Edit("rename", (frozenset({"x1", "x2"}),), label="別のもの")
    edited = apply_edits(found, cut, [gone])
    assert edited.not_applied == (gone,)
    assert [topic.label for topic in edited.cut.topics] == [topic.label for topic in cut.topics]
