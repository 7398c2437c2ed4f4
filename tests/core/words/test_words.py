"""Short answers become words, and the words a picture in which nothing touches."""

from hypothesis import given, settings
from hypothesis import strategies as st

from goen.core.words.cloud import HEIGHT, WIDTH, lay_out
from goen.core.words.counting import WordCount, count_words

CLOUDS = st.lists(
    st.tuples(st.text("ご縁つながり未来DXai観光", min_size=1, max_size=12), st.integers(1, 30)),
    max_size=25,
    unique_by=lambda word: word[0],
).map(lambda rows: sorted((WordCount(*row) for row in rows), key=lambda word: (-word.n, word.text)))


def test_compounds_stay_whole_and_particles_fall_away():
    counted = count_words(["若手職員の情報発信", "情報発信をしたい", "働き方改革"])
    assert [word.text for word in counted] == ["情報発信", "働き方改革", "若手職員"]
    assert counted[0].n == 2


def test_inflections_are_one_word():
    assert count_words(["楽しかった", "楽しいです", "とても楽しく話した"])[0] == WordCount("楽しい", 3)


def test_an_answer_counts_a_word_once_and_width_does_not_matter():
    assert count_words(["ＤＸ、DX、dx"])[0].n == 1
    assert count_words(["ＤＸ", "DX"]) == [WordCount("DX", 2)]


def test_empty_answers_and_signs_give_no_word():
    assert count_words(["", "！？", "123", "の", "🙂"]) == []


def test_no_more_words_than_asked_for():
    assert len(count_words(["温泉 桃 酒 米 海 山 湖 城"], limit=3)) == 3


@settings(max_examples=25)
@given(CLOUDS)
def test_no_two_words_touch_and_none_leaves_the_picture(words):
    placed = lay_out(words)

    assert all(w.box[0] >= 0 and w.box[1] >= 0 and w.box[2] <= WIDTH and w.box[3] <= HEIGHT for w in placed)
    for k, one in enumerate(placed):
        for other in placed[k + 1 :]:
            a, b = one.box, other.box
            assert a[2] <= b[0] or a[0] >= b[2] or a[3] <= b[1] or a[1] >= b[3]


@settings(max_examples=25)
@given(CLOUDS)
def test_the_picture_is_the_same_each_time_and_keeps_the_order(words):
    placed = lay_out(words)

    assert placed == lay_out(words)
    known = [word.text for word in words]
    assert [known.index(word.text) for word in placed] == sorted(known.index(word.text) for word in placed)


def test_sixty_usual_words_all_find_a_place():
    words = [WordCount(f"ことば{k}", 60 - k) for k in range(60)]
    assert len(lay_out(words)) == 60
