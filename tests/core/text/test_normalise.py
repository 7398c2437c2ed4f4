"""Matching forms fold what looks alike and never fail."""

from hypothesis import given
from hypothesis import strategies as st

from goen.core.text.normalise import has_words, match_form, plain_form


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert plain_form(plain_form(text)) == plain_form(text)
    assert match_form(match_form(text)) == match_form(text)


def test_lines_broken_inside_a_japanese_sentence_are_joined():
    assert plain_form("県産品の\n魅力を\r\n伝える") == "県産品の魅力を伝える"
    assert plain_form("digital\ntransformation") == "digital transformation"


def test_control_characters_and_lone_surrogates_are_left_out():
    assert plain_form("風\x00評\u200b払\ud800拭") == "風評払拭"


def test_emoji_and_punctuation_are_no_words():
    assert not has_words("👍🎉！？…　")
    assert has_words("𠮷")
