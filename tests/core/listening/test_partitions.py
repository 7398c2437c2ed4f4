"""Texts are placed the same by parts, in any order, by any executor; a model carries no text."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from goen.core.listening import Text, listen
from goen.core.listening.partitions import joined, learn, place_all

PEACHES = [f"県産品の桃を{place}で売って魅力を伝える" for place in ["東京", "大阪", "仙台", "札幌", "福岡", "京都"]]
MEETINGS = [f"{what}の会議と資料を減らして残業をなくす" for what in ["月曜", "毎週", "定例", "部内", "全庁", "朝"]]
NEW = ["名古屋で県産品の桃を売る", "夕方の会議の資料を減らす", "", "👍", "はい。", "桃と会議"]


@pytest.fixture(scope="module")
def model():
    return learn(listen([Text(str(n), text) for n, text in enumerate(PEACHES + MEETINGS)]), n_topics=2)


def _same(one, other):
    assert one.coarse.tolist() == other.coarse.tolist()
    assert one.fine.tolist() == other.fine.tolist()
    assert one.borderline.tolist() == other.borderline.tolist()
    assert one.reasons == other.reasons
    np.testing.assert_allclose(one.nearness, other.nearness, atol=1e-6)


def test_new_texts_go_to_the_topic_of_their_like_or_are_excluded_with_a_reason(model):
    placed = model.place(NEW)
    sample = model.place([*PEACHES, *MEETINGS])
    assert placed.coarse[0] == sample.coarse[0] != sample.coarse[-1] == placed.coarse[1]
    assert placed.reasons == ("", "", "empty", "no_words", "no_terms", "")
    assert placed.coarse[2:5].tolist() == [-1, -1, -1]


def test_parts_give_what_the_whole_gives(model):
    _same(joined(place_all(model, [NEW[:1], NEW[1:4], NEW[4:]])), model.place(NEW))


def test_threads_give_what_one_process_gives(model):
    with ThreadPoolExecutor(2) as executor:
        _same(joined(place_all(model, [NEW[:3], NEW[3:]], executor)), model.place(NEW))


def test_dask_gives_what_one_process_gives(model):
    dask = pytest.importorskip("dask")

    class Dask:
        def map(self, work, parts):
            return dask.compute(*[dask.delayed(work)(part) for part in parts], scheduler="threads")

    _same(joined(place_all(model, [NEW[:3], NEW[3:]], Dask())), model.place(NEW))


def test_a_model_sent_to_another_process_carries_no_text(model):
    sent = pickle.dumps(model)
    assert PEACHES[0].encode() not in sent
    _same(pickle.loads(sent).place(NEW), model.place(NEW))  # noqa: S301 - made two lines above


def test_no_texts_are_placed_nowhere(model):
    assert model.place([]).coarse.shape == (0,)
