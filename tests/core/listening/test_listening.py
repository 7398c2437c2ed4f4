"""Whatever is given, every text is in exactly one state and every quote is exact."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goen.core.errors import BadInputError
from goen.core.listening import Text, listen

WORDS = [
    "桃",
    "県産品",
    "バス",
    "観光",
    "職員",
    "会議",
    "DX",
    "風評",
    "です",
    "。",
    "！",
    "👍",
    "\n",
    " ",
    "\x00",
    "増やす",
    "the",
]
texts_of_words = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map("".join), max_size=25)


def _texts(written):
    return [Text(str(place), text) for place, text in enumerate(written)]


@settings(deadline=None, max_examples=60)
@given(texts_of_words)
def test_every_text_is_in_exactly_one_state_and_every_quote_is_exact(written):
    found = listen(_texts(written))
    by_id = {text.id: text.text for text in found.texts}
    for n_topics in {1, found.n_wordings, max(1, found.n_wordings // 2)}:
        cut = found.cut(n_topics) if found.n_wordings else found.cut()

        assert len(cut.states) == len(written) == cut.account.n_texts
        placed = Counter(place for topic in cut.topics for place in topic.members)
        excluded = {place for place, state in enumerate(cut.states) if state.kind == "excluded"}
        assert set(placed) | excluded == set(range(len(written)))
        assert not set(placed) & excluded
        assert set(placed.values()) <= {1}
        for topic in cut.topics:
            for quote in (*topic.quotes, *([topic.headline] if topic.headline else [])):
                assert by_id[quote.text_id][quote.start : quote.end] == quote.words != ""


@settings(deadline=None, max_examples=25)
@given(texts_of_words)
def test_the_same_texts_twice_give_the_same_answer(written):
    assert listen(_texts(written)).cut() == listen(_texts(written)).cut()


@settings(deadline=None, max_examples=25)
@given(texts_of_words.filter(lambda written: len(written) > 3))
def test_a_finer_cut_only_splits_topics(written):
    found = listen(_texts(written))
    if found.n_wordings < 3:
        return
    coarse = {place: topic.id for topic in found.cut(2).topics for place in topic.members}
    for topic in found.cut(3).topics:
        assert len({coarse[place] for place in topic.members}) == 1


@pytest.mark.parametrize(
    ("written", "kind", "reason"),
    [("", "excluded", "empty"), ("　\n", "excluded", "empty"), ("👍🎉", "excluded", "no_words"), ("\x00\x07", "excluded", "empty"),
     ("はい。", "excluded", "no_terms"), ("桃" * 20_000, "topic", ""), ("The bus is late every morning.", "topic", "")],
)  # fmt: skip
def test_odd_texts_are_placed_or_excluded_with_a_reason(written, kind, reason):
    texts = [*_texts(["県産品の桃がおいしい", "会議を減らしてほしい"]), Text("odd", written)]
    state = listen(texts).cut(2).states[-1]
    assert (state.kind in {kind, "borderline"}, state.reason) == (True, reason)


def test_all_the_same_text_is_one_wording_and_the_rest_are_duplicates_of_the_first():
    cut = listen([Text(str(n), "桃が好き", author=f"人{n % 2}") for n in range(5)]).cut()
    assert (cut.account.in_topic, cut.account.duplicate) == (1, 4)
    assert {state.duplicate_of for state in cut.states[1:]} == {"0"}
    assert (cut.topics[0].n_posts, cut.topics[0].n_people, cut.topics[0].n_wordings) == (5, 2, 1)


def test_two_texts_of_one_id_are_refused():
    with pytest.raises(BadInputError) as caught:
        listen([Text("1", "桃"), Text("1", "梨")])
    assert caught.value.code == "listening.id_twice"


def test_texts_of_one_matter_come_together():
    peaches = [
        "県産品の桃をもっと売りたい",
        "桃の県産品をPRする",
        "県産品として桃を東京で売る",
        "おいしい桃を県外に届ける",
    ]
    meetings = [
        "会議の資料を紙で配らない",
        "会議が多すぎて残業になる",
        "オンライン会議を増やす",
        "紙の資料をやめて会議を短く",
    ]
    cut = listen(_texts(peaches + meetings)).cut(2)
    assert {topic.members for topic in cut.topics} == {(0, 1, 2, 3), (4, 5, 6, 7)}


def test_asking_for_more_topics_than_wordings_is_refused():
    with pytest.raises(BadInputError):
        listen(_texts(["桃", "梨"])).cut(3)


def test_work_can_be_stopped_by_its_listener():
    class Stopped(Exception):  # noqa: N818
        pass

    class Impatient:
        def update(self, _done, _total, note=""):
            if note == "listening.topics":
                raise Stopped

    with pytest.raises(Stopped):
        listen(_texts(["桃が好き", "梨が好き"]), progress=Impatient())


def test_dates_and_attributes_are_kept():
    text = Text("1", "桃", when=dt.date(2025, 1, 30), attributes={"団体": "県"})
    assert listen([text]).texts == (text,)
