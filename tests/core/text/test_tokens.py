"""Words cover the text exactly, whatever it is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from goen.core.text.normalise import plain_form
from goen.core.text.tokens import words


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_surfaces_joined_give_the_text_back(text):
    plain = plain_form(text)
    assert "".join(word.token.surface for word in words(plain)) == plain


@settings(deadline=None)
@given(st.text(alphabet="県産品をPRする。若手職員が話し合った", max_size=60))
def test_parts_start_where_they_stand(text):
    for word in words(text):
        for part in word.parts:
            assert text[part.start : part.start + len(part.surface)] == part.surface


def test_a_text_longer_than_the_analyser_takes_is_read_whole():
    text = "県産品の魅力を伝える。" * 6_000
    assert sum(word.token.surface == "魅力" for word in words(text)) == 6_000


def test_no_text_has_no_words():
    assert words("") == []
