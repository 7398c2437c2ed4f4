"""What was found is kept whole: read again it says the same."""

import numpy as np
import pytest

from goen.core.listening import Text, listen
from goen.core.listening.archive import pack, unpack

WRITTEN = [
    *(f"県産品の桃を{place}で売りたい" for place in ("東京", "大阪", "駅前", "道の駅", "空港")),
    *(f"会議の資料を{how}にする" for how in ("電子", "一枚", "事前の配布", "要点だけ")),
    "会議の資料を電子にする", "", "👍", "桃\ud800を売る",
]  # fmt: skip


@pytest.mark.parametrize("n", [0, 1, 2, len(WRITTEN)])
def test_a_result_kept_and_read_again_says_the_same(n):
    texts = [Text(str(k), text, author=f"人{k % 2}", attributes={"団体": "県"}) for k, text in enumerate(WRITTEN[:n])]
    found = listen(texts)

    kept = unpack(pack(found)).found

    assert kept.texts == found.texts
    assert kept.n_wordings == found.n_wordings
    for n_topics in range(1, found.n_wordings + 1):
        then, now = found.cut(n_topics), kept.cut(n_topics)
        assert now.account == then.account
        assert [(topic.label, topic.members, topic.headline) for topic in now.topics] == [
            (topic.label, topic.members, topic.headline) for topic in then.topics
        ]


def test_a_kept_result_is_made_of_plain_arrays_only():
    packed = pack(listen([Text("1", "桃を売る"), Text("2", "桃を売りたい")]))

    assert all(isinstance(array, np.ndarray) and array.dtype != object for array in packed.values())
