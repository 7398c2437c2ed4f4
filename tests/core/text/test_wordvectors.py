"""Word vectors are found by hash and come back within a step of 8 bits."""

import numpy as np
import pytest

from goen.core.errors import BadInputError
from goen.core.text.wordvectors import pack_word_vectors, word_key


def _packed_map(pairs):
    head = bytes([0xDF]) + len(pairs).to_bytes(4, "big")
    return head + b"".join(bytes([0xCF]) + word_key(word).to_bytes(8, "big") + bytes([row]) for word, row in pairs)


def test_a_known_word_comes_back_and_an_unknown_one_is_zero():
    vectors = np.array([[1.0, -0.5], [0.25, 0.75]], dtype=np.float32)
    table = pack_word_vectors(_packed_map([("桃", 0), ("福島", 1), ("果物", 0)]), vectors, "made up")

    rows = table.find(["福島", "桃", "果物", "知らない"])

    assert rows.tolist() == [1, 0, 0, -1]
    np.testing.assert_allclose(table.vectors(rows)[:3], vectors[[1, 0, 0]], atol=1 / 127)
    assert not table.vectors(rows)[3].any()


def test_the_hash_of_no_word_is_the_known_one():
    assert word_key("") == 14313749767032693980


@pytest.mark.parametrize("cut", [0, 3, 12, 20])
def test_a_cut_file_is_refused(cut):
    whole = _packed_map([("桃", 0), ("福島", 1)])
    with pytest.raises(BadInputError) as caught:
        pack_word_vectors(whole[:cut], np.zeros((2, 2), np.float32), "cut")
    assert caught.value.code == "text.vectors_unreadable"
