"""Near copies are stacked without chains; people, posts and wordings are counted apart."""

import numpy as np

from goen.core.listening import Text
from goen.core.listening.duplicates import crowding, stack_wordings, stacks_of

BASE = "県産品の魅力を東京の若い人に伝えるため、動画を毎週作って配信してください"
COPIES = [BASE, BASE + "。お願いします", BASE.replace("毎週", "毎月"), "会議の資料を紙で配るのをやめてほしい"]


def test_near_copies_have_one_leader_and_others_stand_alone():
    leader = stack_wordings(COPIES, np.zeros((4, 0), np.int32))
    assert len({*leader[:3]}) == 1
    assert leader[3] == 3


def test_neighbours_as_candidates_give_the_same_stacks_as_all_pairs():
    everyone = np.array([[other for other in range(4) if other != one] for one in range(4)], dtype=np.int32)
    assert stack_wordings(COPIES, everyone).tolist() == stack_wordings(COPIES, np.zeros((4, 0), np.int32)).tolist()


def test_people_posts_and_wordings_are_counted_apart():
    authors = ["花子", "花子", "太郎", "", ""]
    texts = [Text(str(n), COPIES[min(n, 3)], author=author) for n, author in enumerate(authors)]
    leader = stack_wordings(COPIES, np.zeros((4, 0), np.int32))

    stacks = stacks_of(texts, [[0], [1], [2], [3, 4]], leader)

    assert [(s.n_posts, s.n_people, s.n_unsigned, s.n_wordings) for s in stacks] == [(3, 2, 0, 3), (2, 0, 2, 1)]


def test_a_campaign_is_more_crowded_than_single_posts():
    single = [
        "バスの本数を増やして",
        "図書館の開く時間を長く",
        "桃の直売所がほしい",
        "保育園に入りやすく",
        "除雪を早く",
    ]
    campaign = [BASE.replace("東京", place) for place in ["東京", "大阪", "仙台", "名古屋", "札幌", "福岡"]]
    scores = crowding(single + campaign)
    assert scores[5:].min() > scores[:5].max()


def test_one_text_and_none_have_no_stacks():
    assert stack_wordings(["桃"], np.zeros((1, 0), np.int32)).tolist() == [0]
    assert crowding([]).shape == (0,)
    assert crowding(["桃"]).tolist() == [0.0]
