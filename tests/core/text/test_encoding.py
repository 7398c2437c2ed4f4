"""Bytes of office files become the text that was meant."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goen.core.text.encoding import BROKEN, decode, encode_cp932, unwritable

# Letters a Japanese roster is written in, all of which CP932 holds.
LETTERS = st.text(st.sampled_from('氏名髙橋﨑山①㈱～―花子アﾊﾅabc,\t"\r\n 0123'), min_size=1)


@given(LETTERS)
def test_cp932_is_read_as_it_was_written(text):
    data = text.encode("cp932")
    assume(not _is_utf8(data))
    assert decode(data).text == text


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_unicode_is_read_as_it_was_written(text, encoding):
    assume(not text.startswith("\ufeff"))
    assert decode(text.encode(encoding)).text == text


@given(st.binary())
def test_any_bytes_are_read_without_a_stumble(data):
    assert isinstance(decode(data).text, str)


def test_big_endian_files_are_read():
    assert decode(b"\xfe\xff" + "氏名".encode("utf-16-be")).text == "氏名"


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_a_broken_byte_is_named_by_its_line(encoding):
    lines = ["氏名,所属", "髙橋,福島県", "伊藤,県"]
    data = b"\n".join([lines[0].encode(encoding), "髙橋".encode(encoding) + b"\xff\xfe,", lines[2].encode(encoding)])
    read = decode(data)
    assert (read.encoding, read.broken_lines) == (encoding, (2,))
    assert BROKEN in read.text
    assert "伊藤" in read.text


def test_a_person_may_overrule_the_ladder():
    assert decode("氏名".encode("cp932"), "cp932").text == "氏名"


@given(st.text(st.characters(codec="utf-8")))
def test_saving_as_cp932_never_fails_and_names_what_is_lost(text):
    data = encode_cp932(text)
    assert data.decode("cp932").count("〓") == text.count("〓") + sum(text.count(lost) for lost in unwritable(text))


def test_the_wave_dash_survives_cp932():
    assert encode_cp932("13:00〜15:00−").decode("cp932") == "13:00～15:00－"


def _is_utf8(data):
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
